"""What each kind is called, and what to do about it at that moment. Its clauses are in `bot.policy.incidents.kinds`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class OutsideMessage:
    """What handlers send to the service that the row's `tell` names. It names nobody at the school.

    `{address:.500}` stands for what a field was answered with, as much of it as may go in; `{school}`, `{reported}` and
    `{reference}` for the report's own. `text` opens with what is asked for: a long one may be cut.
    """

    subject: str
    text: str

    def fill(self, answers: Mapping[str, str], **report: str) -> OutsideMessage:
        """The message of one report."""
        given = _GivenAnswers({**answers, **report})
        return OutsideMessage(self.subject.format_map(given), self.text.format_map(given))


class _GivenAnswers(dict[str, str]):
    """The answers of a form of which some may have been left empty."""

    def __missing__(self, field: str) -> str:
        return "not given"


@dataclass(frozen=True, slots=True)
class KindWords:
    """The words of one kind: its button, what to do and what not to do now, and its own labels for fields.

    `danger` says when to phone 999 before anything else, where the kind is one of immediate danger.

    Each line of `do_not` says itself that it must not be done, for whoever reads it alone. Whatever is reported to an
    outside service (the row has `tell`) has a `message` for it.
    """

    name: str
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    danger: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    message: OutsideMessage | None = None


class _WordsByKind(dict[str, KindWords]):
    """The words of the kinds by their ids, and of one that only a later release knows."""

    def __missing__(self, kind: str) -> KindWords:
        return KindWords(
            name="Another kind of report",
            do=("Read what is written here, and do what the Online Safety Policy says about it.",),
            do_not=("Do not show, copy or forward anything that was found.",),
        )


KIND_WORDS: dict[str, KindWords] = _WordsByKind()
KIND_WORDS |= {
    "illegal_content": KindWords(
        name="Illegal material or activity",
        do=(
            "Minimise the window, close the lid or the tablet's cover, or press CEOP's button that covers the screen.",
            "Keep pupils away. If a pupil found it, they hand the device to a teacher and tell an adult they trust.",
            "Leave the device as it is, switched on, and stay near it until somebody comes.",
        ),
        do_not=(
            "Do not show it to anybody, not even to a colleague: that is against the law.",
            "Do not copy, print, photograph or forward it.",
            "Do not look for more: the Police will do that.",
            "Never clear the browsing history.",
        ),
        labels={
            "where": "Which device or account, and where it is now",
            "what": "In a few words (no links, no pictures)",
        },
    ),
    "nudes": KindWords(
        name="Nude or sexual picture of a child",
        do=(
            "If you have seen it by accident, stop looking: minimise it, close the lid, or turn the screen face down.",
            "Stay calm, listen, and tell the child that it is right to tell somebody.",
            "Note whose device it is on and who has it now. A picture made with AI counts too.",
        ),
        do_not=(
            "Do not look at it, and do not ask to see it.",
            "Do not copy, print, photograph or forward it.",
            "Do not delete it, and do not ask the child to.",
        ),
        danger="If a child is in danger now, phone 999 first.",
        labels={
            "about": "Which pupils",
            "where": "Which device or app, and who has it now",
            "what": "In a few words (no links, no pictures)",
        },
    ),
    "harmful_contact": KindWords(
        name="Someone may be harming a pupil",
        do=(
            "Stay calm, stay with the pupil, and listen without promising to keep it secret.",
            "On a screen: minimise it, close the lid or the tablet's cover, or press CEOP's button that covers it.",
        ),
        do_not=(
            "Do not question the pupil.",
            "Do not contact the other person.",
            "Do not take, copy or look through messages or pictures.",
            "Never clear the browsing history.",
        ),
        danger="If the pupil is in danger now, phone 999 first.",
        labels={"about": "Which pupil", "where": "The app, game or account, if you know it"},
    ),
    "self_harm": KindWords(
        name="A child may hurt themselves",
        do=(
            "Stay with the child, or send an adult to them now.",
            "Listen calmly, and say that you will get help.",
        ),
        do_not=(
            "Do not leave the child alone.",
            "Do not promise to keep it secret.",
            "Do not press them for details.",
        ),
        danger="If they are hurt or have taken something, phone 999 first.",
        labels={"about": "Which pupil, and where they are now", "where": "Where you saw or heard it"},
    ),
    "staff_conduct": KindWords(
        name="Concern about an adult's conduct",
        do=("Write down what you saw or heard, in the words that were used, as soon as you can.",),
        do_not=(
            "Do not speak about it with the person concerned or with colleagues.",
            "Do not look into it yourself.",
        ),
        labels={"adult": "Who it is about", "someone_else": "Someone else (name)"},
    ),
    "extremism": KindWords(
        name="Extremist content or contact",
        do=("Write down what was said or seen, in the words that were used.",),
        do_not=(
            "Do not argue about it with the pupil.",
            "Do not look for more of it yourself.",
        ),
        danger="If anybody may be in danger now, phone 999 first.",
        labels={"about": "Which pupil"},
    ),
    "threat": KindWords(
        name="Threatening or offensive message",
        do=("Keep the message exactly where it is: it is evidence.",),
        do_not=("Do not answer it, delete it or forward it.",),
        danger="If anybody may be in danger now, phone 999 first.",
        labels={"sender": "Who sent it (address, number or account)"},
    ),
    "bullying": KindWords(
        name="Online bullying",
        do=(
            "Listen, thank the pupil for telling you, and say that it is not their fault.",
            "Ask the pupil to keep the messages and not to reply to any.",
        ),
        do_not=(
            "Do not go through a pupil's phone yourself.",
            "Do not confront the others before a Champion knows.",
        ),
        labels={"about": "Which pupils"},
    ),
    "filter_breach": KindWords(
        name="Unsuitable content got through",
        do=(
            "Minimise it, close the lid or the tablet's cover, or press CEOP's button, and move the class on calmly.",
            "If a pupil found it, they hand the device to a teacher and tell an adult they trust.",
            "Copy the address of the page, if you can without opening it again.",
        ),
        do_not=(
            "Do not try the page on another device.",
            "Never clear the browsing history.",
        ),
        labels={"where": "Class, room and device"},
        message=OutsideMessage(
            "{school}: an unsuitable page got through ({reference})",
            "{school}: an address with unsuitable content was not stopped by the filter.\n"
            "Please block it and tell us the ticket number.\n"
            "Our reference: {reference}\nReported: {reported}\nAddress: {address:.500}",
        ),
    ),
    "filter_request": KindWords(
        name="Something is blocked, or will look odd",
        do=(
            "Say which page or app, which class it is for, and by when.",
            "If your searches for a lesson will look odd, say so before the lesson.",
        ),
        do_not=("Do not use a way round the filter.",),
        labels={"address": "The page or app, or what you will look for", "what": "What it is needed for, and when"},
    ),
    "security_breach": KindWords(
        name="Account or system break-in",
        do=(
            "If it is your own account, change its password from another device now.",
            "Take a device that behaves oddly off the network, and leave it switched on.",
        ),
        do_not=(
            "Do not try to clean or reset anything.",
            "Do not answer messages that the account has sent.",
        ),
        labels={"what": "What you noticed, and since when"},
    ),
    "data_loss": KindWords(
        name="Lost device or data",
        do=(
            "Say now what was on it and whether it was locked: the school has 72 hours to decide what to report.",
            "If it was stolen, phone the Police on 101 and keep the crime number.",
        ),
        do_not=(
            "Do not wait to see whether it turns up.",
            "Do not try to recall an e-mail yourself.",
        ),
        labels={"what": "What happened, and where it was last"},
    ),
    "image_misuse": KindWords(
        name="Photo or video without consent",
        do=("Note where it can be seen and since when. A picture made with AI counts too.",),
        do_not=(
            "Do not share it, download it or comment on it.",
            "Do not ask the pupils in it about it yet.",
        ),
        labels={"about": "Who is in it", "where": "Where it can be seen"},
    ),
    "spam": KindWords(
        name="Spam or phishing",
        do=("Leave the message in your mailbox until somebody has looked at it.",),
        do_not=(
            "Do not click anything in it, open its files or reply.",
            "Do not forward it to colleagues.",
        ),
        labels={"link": "The link in it (copy it, do not open it)", "about": "Whose mailbox it came to"},
        message=OutsideMessage(
            "{school}: a suspicious e-mail ({reference})",
            "{school}: a suspicious message has reached a school mailbox.\n"
            "Please block the sender and tell us the ticket number.\n"
            "Our reference: {reference}\nReported: {reported}\n"
            "Sender: {sender:.300}\nSubject: {subject:.300}\nLink: {link:.500}",
        ),
    ),
    "other": KindWords(
        name="Something else",
        do=("Say what happened in your own words. A Champion reads it and comes back to you.",),
        do_not=("Do not keep it to yourself because it seems small.",),
    ),
}

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("A child may be in danger", ("harmful_contact", "self_harm", "nudes", "illegal_content", "extremism")),
    ("Something somebody did", ("threat", "bullying", "staff_conduct", "image_misuse")),
    (
        "Something that happened",
        ("filter_breach", "data_loss", "security_breach", "spam", "filter_request", "other"),
    ),
)
"""How the kinds stand on the first card: children first, and in doubt the first of all."""

STEP_WORDS: dict[str, str] = {
    "go_there": "Go to whoever reported it, and see that nobody uses the device.",
    "leave_device": "Have the device left as it is, switched on, where no pupil can reach it.",
    "police_now": "Phone the Police: 999 in an emergency, otherwise 101. Ask them what to do with the device.",
    "report_outside": "Report it to CEOP or the Internet Watch Foundation: the list below says which.",
    "cpoms": "See that it is entered in CPOMS: whoever keeps that for the school has it in their list.",
    "child_first": "See that the child is safe, and has an adult with them whom they trust.",
    "device_kept": "Have the device kept as it is, in a safe place. Nobody looks at the picture.",
    "police": "A crime or danger: phone the Police, 999 in an emergency, otherwise 101.",
    "no_police": "No crime and no danger, so the Police were not phoned.",
    "police_crime": "A crime or danger: the Police were phoned, or there was neither.",
    "adult_or_pressure": (
        "As safeguarding leads, without looking: an adult, pressure, a sexual act, danger? Phone the Police and "
        "children's services."
    ),
    "none_of_these": "None of these: no adult, no pressure, no sexual act, no danger.",
    "parents_and_removal": (
        "Tell the parents early, unless that endangers the child. Online: help the child to ask Report Remove."
    ),
    "ceop": "If an adult made contact with a child online for sexual reasons, report it to CEOP.",
    "no_ceop": "No adult made contact for sexual reasons.",
    "leave_messages": "See that messages and devices are left as they are.",
    "adult_stays": "See that an adult is with the child now, and stays.",
    "hurt": "If they are hurt or have taken something, phone 999.",
    "not_hurt": "They are not hurt, and have taken nothing.",
    "who_must_know": (
        "Decide with the DSL who must know today: parents, a doctor or the local crisis team, children's services."
    ),
    "pupils_safe": "See that no pupil is in danger meanwhile.",
    "lado": "Phone the LADO within one working day, before anybody is spoken to about it.",
    "own_words": "Have whoever reported it write down what they saw or heard, in the words that were used.",
    "refer_it": "Decide with the DSL whether it is referred outside the school (Prevent).",
    "receiver_safe": "See that whoever got the message is safe, and has somebody with them.",
    "evidence": "Collect the evidence: the message as it stands, who sent it, and when.",
    "talk_to_pupil": "Speak with the pupil: listen, thank them, and say what happens next.",
    "keep_messages": "Have the messages kept. Nobody answers them.",
    "families": "Decide who speaks with the other pupils, and with the parents on both sides.",
    "close_page": "See that nobody opens the page again, and that the class is looked after.",
    "tell_filter": "Report the address to the filtering service, and keep the ticket number.",
    "block_or_allow": "Decide whether the address is blocked or allowed: press Decide on the address.",
    "look_at_page": "Look at the page without pupils: is it right for the class?",
    "have_it_set": "Have it unblocked, or say that it stays blocked: press Decide on the address.",
    "tell_asker": "Tell whoever asked what was decided.",
    "passwords": "Have the password changed, and the account signed out everywhere.",
    "off_network": "Have the device taken off the network, and left switched on.",
    "who_else": "Find out what else the account could reach, and warn those people.",
    "was_it_data": "If personal data was seen, change the kind to Lost device or data: 72 hours run from the report.",
    "no_data": "No personal data was seen.",
    "what_was_on_it": "Find out what was on it, about whom, and whether it was locked.",
    "call_back": "Have it locked, wiped or called back: by the technician, or by whoever got it.",
    "stolen": "If it was stolen, phone the Police on 101 and keep the crime number.",
    "not_stolen": "It was not stolen.",
    "ico": "Decide on the ICO before the 72 hours are over.",
    "image_down": "Have it taken down: by whoever put it there, or by the site.",
    "consent": "Look up whether there is written consent.",
    "parents_told": "Tell the parents of whoever is in it.",
    "who_clicked": "Ask who else has it, and whether anybody clicked or typed a password.",
    "tell_bt": "Report it to BT Lancashire Services, and keep the ticket number.",
    "clicked": "If somebody did, have their password changed now, and change the kind to Account or system break-in.",
    "nobody_clicked": "Nobody clicked or typed a password.",
    "speak": "Speak to whoever reported it.",
    "real_kind": "If it is really one of the other kinds, change the kind: the right people are told then.",
    "no_other_kind": "It is none of the other kinds.",
    "agreed": "Write down what was agreed, as a note.",
}
"""What whoever takes a report does first, by the steps of its kind."""

LABELS: dict[str, str] = {
    "about": "Who it is about or from",
    "what": "What happened",
    "where": "Where (app, site or account)",
    "message": "The words of the message",
    "sender": "Sender's address",
    "subject": "Subject line",
    "headers": "Message headers, if you can copy them",
    "link": "Link",
    "address": "Address of the page",
    "adult": "Which adult at this school it is about",
    "someone_else": "Someone else (name)",
    "system": "Which account or system",
    "done_so_far": "What has been done so far",
    "lost": "What was lost",
    "data": "What was on it, and about whom",
    "protected": "Was it locked or encrypted?",
    "consent": "Is there written consent for it?",
    "happened": "When it happened (as it was written)",
    "when": "When it happened",
    "happened_on": "Date, if at another time",
    "happened_at": "Time",
}
"""What each field of a form is called, unless its kind says it better."""

HINTS: dict[str, str] = {
    "about": "A name or a class, if you know it",
    "what": "In a sentence or two: who, what, where",
    "where": "For example Class Dojo, room 4, a pupil's phone",
    "message": "Paste it here if you can",
    "sender": "For example name@example.com",
    "subject": "As it is in the message",
    "headers": "Only if you know how to copy them",
    "link": "Paste it, do not open it",
    "address": "For example https://example.com/page, if you know it",
    "adult": "Type a name. They will not be told",
    "someone_else": "If they are not in the list",
    "system": "For example e-mail, Class Dojo, a laptop",
    "done_so_far": "If anything has",
    "lost": "For example laptop, pen drive, e-mail to the wrong parent",
    "data": "For example assessments of 4B",
    "protected": "Choose",
    "consent": "Choose",
    "when": "If you know it",
}
"""What stands greyed in an empty field."""

WHEN_WORDS: dict[str, str] = {
    "now": "Just now",
    "today": "Earlier today",
    "other": "Another time (say when under Add more)",
}
"""When it happened, as it is chosen."""

OPTIONS: dict[str, str] = {"yes": "Yes", "no": "No", "not_sure": "Not sure"}
"""The words of a choice."""


def label(kind: str, field_id: str) -> str:
    """What a field is called on the form of this kind."""
    return KIND_WORDS[kind].labels.get(field_id) or LABELS.get(field_id, field_id.replace("_", " ").capitalize())


def answer_words(field_id: str, text: str) -> str:
    """An answer as people read it: a choice by its words, anything else as it was typed."""
    return OPTIONS.get(text, text) if field_id in {"protected", "consent"} else text


def steps_in_a_line(steps: Sequence[str]) -> str:
    """These steps one after another, without the last full stop."""
    return "; ".join(words_of_step(step).rstrip(".") for step in steps)


def _kind_name(kind: str) -> str:
    return KIND_WORDS[kind].name


def words_of_step(step: str) -> str:
    """What a step says; its id where another release has the words."""
    return STEP_WORDS.get(step, step)


def _steps_kept(steps: str) -> str:
    return steps_in_a_line(steps.split())


FACTS = {"kind_before": _kind_name, "kind_after": _kind_name, "step": words_of_step, "steps": _steps_kept}
"""Facts of the timeline that are read in other words than they are kept in."""

POLICY_SAYS = "Or read what the policy says"
"""Below the kinds that a line may be, where it may have been a question."""
