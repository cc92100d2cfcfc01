"""What is answered about pictures and video."""

from __future__ import annotations

from cards.words.kit import AnswerWords

WORDS: dict[str, AnswerWords] = {
    "picture_own_phone": AnswerWords(
        "Pictures on your own phone or camera",
        "Use the school's equipment where you can. Put a picture from a device of your own onto the school's "
        "network as soon as possible, then delete it from your device.",
        "Do not keep it on your device, send it on, or let it go into a cloud of your own.",
        "Yes, you may, if no school camera or tablet is to hand.",
    ),
    "picture_school_camera": AnswerWords(
        "Pictures from the school's cameras and tablets",
        "Use them for school purposes only, and keep them where only the staff and pupils who need them can see them.",
        "Do not use them for anything of your own, such as a course or a portfolio.",
        "Yes, for school purposes.",
    ),
    "picture_consent": AnswerWords(
        "Consent for pictures",
        "Check that there is written consent: parents are asked when their child starts here. The business "
        "manager holds it, and looks each year at how pictures are used.",
        "Do not go by a spoken yes, and do not use a picture for more than the consent covers.",
        "Yes, you may, if there is written consent.",
    ),
    "picture_no_consent": AnswerWords(
        "A child without consent for pictures",
        "Leave the child out of the picture, or use it only where nobody can tell who they are. Ask the business "
        "manager if you are not sure.",
        "Do not publish or share it, not even where only the group can be seen.",
        "No, not where anybody could tell who it is.",
    ),
    "picture_website": AnswerWords(
        "Pictures on the website or in the newsletter",
        "Check the written consent for each child, leave the names out, and send it through the person who looks "
        "after the website.",
        "Do not publish it yourself somewhere else.",
        "Yes, with written consent, and without names.",
    ),
    "picture_names": AnswerWords(
        "Names beside pictures",
        "Leave full names and personal details out wherever a picture of a child is shown.",
        "Do not put them in captions, in labels or in the name of the file.",
        "No, no full name stands beside a picture of a child.",
    ),
    "picture_leavers": AnswerWords(
        "Pictures of pupils who have left",
        "Have them deleted from the school's systems one year after the pupil leaves.",
        "Do not use one again after they have left, unless the family has given a new consent.",
        "No, not without a new consent.",
    ),
    "picture_parents_event": AnswerWords(
        "Parents who film or photograph an event",
        "Tell them in writing before the event, or as it begins, whether they may, and that what they take is for "
        "them alone.",
        "Do not leave it open: where nobody has told them that they may, ask the Headteacher first.",
        "Yes, once the school has told them that they may.",
    ),
    "picture_posted_by_parent": AnswerWords(
        "A parent posts pictures of other people's children",
        "Report it, so that a Champion can speak with the parent and with the families concerned.",
        "Do not argue about it online, and do not pass the picture on.",
    ),
    "picture_dress": AnswerWords(
        "Pictures in PE, swimming and the like",
        "Make sure that everybody in it is properly dressed, and that nothing in it could be misunderstood.",
        "Do not photograph children in swimwear or while they are changing.",
        "In PE yes, if everybody is properly dressed. In swimwear no.",
    ),
    "picture_social": AnswerWords(
        "Pictures of pupils on social networks",
        "Keep pictures of pupils in the school's own systems; where the school publishes, it does so itself, with "
        "written consent.",
        "Do not put one on an account of your own, or into a group chat.",
        "No, not on an account of your own.",
    ),
    "picture_storage": AnswerWords(
        "Where pictures are kept",
        "Put them onto the school's secure network as soon as possible, then delete them from the camera, tablet "
        "or phone.",
        "Do not leave them on a device, on a stick, or in a cloud of your own.",
        "No, not for longer than you must: they belong on the school's network.",
    ),
    "picture_staff": AnswerWords(
        "Pictures of staff",
        "Ask first: a picture of an adult is personal data too, and needs their own written permission.",
        "Do not post a picture of a colleague without it. You may say no to one of yourself.",
        "Yes, with their own written permission.",
    ),
}
