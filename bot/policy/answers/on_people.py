"""Questions about writing to pupils and parents, and about social networks (D7, I17)."""

from __future__ import annotations

from functools import partial

from bot.policy.answers.answer import Theme, answer

_on = partial(answer, Theme.PEOPLE)

ON_PEOPLE = (
    _on(
        "social_pupils",
        "D7 I17",
        """
        <befriend> & <child> & <social>/online/request/friend/account/page; friend +request & <child>;
        follow/following/follows & <child>; <child> & <befriend>/friends & me/my/accept; <child> & <social> &
        have/add
        """,
        kind="staff_conduct",
    ),
    _on(
        "social_former",
        "D7 I17",
        """
        taught/teach & <befriend>/touch/contact/friends/message & girl/boy/<child>/pupil/she/he/now; in touch &
        <child>/taught/former/left; now 16/17/18/15/14; former <child>; former/ex/past/old/previous/left/leavers &
        <child>/pupil & <befriend>/<social>/friends/online/contact; used to teach & <befriend>/<social>/friends; ex
        +pupil/pupils/student; former +pupil/pupils/student; <child> & left & friends/<social>
        """,
    ),
    _on(
        "social_parents",
        "D7",
        """
        <befriend> & <parent> & <social>/online/friends; <parent> & on +facebook/insta/instagram; <befriend> &
        <parent> & <social>; <social> +friends & <parent>; <parent> & friend/follow +request/requests; <parent> &
        sent/sends/sending me & friend/follow +request/requests; follow & <parent>; <parent> +whatsapp/facebook
        """,
    ),
    _on(
        "social_related",
        "D7",
        """
        niece/nephew/cousin/godson/goddaughter/godchild/grandson/granddaughter/sister/brother/neighbour &
        <child>/year/school/pupil/<parent>/<social>; my +own +<child>;
        niece/nephew/cousin/godson/goddaughter/brother/sister & <child>/year & <social>/have/friend; best
        +friend/mate & <parent>; related & <parent>/<child>; friend/mate & is/who & a +<parent>; unfriend; my friend
        & <parent>; <parent>/them/her/him & knew/known & before/years/already/since; friends & <parent> &
        before/already/knew/known; my +own +kids/+children & <befriend>/friends/school/mates
        """,
    ),
    _on(
        "social_privacy",
        "D7",
        """
        privacy +setting/settings; private & <social>/account/profile; <adult> & on
        +facebook/instagram/tiktok/social/twitter; <social> & settings/profile/private/lock; my own +<social>; have/use
        & <social> & <adult>/all; social media & allowed/use/account/staff; <own> +<social>; set/setting/sets/keep &
        up/private/safe/secure & my/<own> +<social>/profile; set up & <social>/profile; lock +down & <social>
        """,
    ),
    _on(
        "social_school",
        "D7",
        """
        talk/talking/write/writing/post/posting about school/work/job & social media; talk/talking/speak/say/chat &
        about school/work/job & <social>/online; about school & on <social>; moan/moaning/complain/rant/grumble &
        <social>/online/school/head; <social> & moan/rant/complain/ofsted/school; write about & work/school/job &
        online/<social>; <publish>/mention/talk/moan/write/comment/rant/discuss & school/work/job/day/colleague &
        <social>/online/blog; mention & work/school; post about +school/work/my; <social> & school
        +matters/business; my +blog; blog/podcast/vlog/account & about &
        teacher/teaching/job/work/school/class
        """,
    ),
    _on(
        "staff_chat",
        "D7 D6",
        """
        whatsapp & for <adult>/team/work & use/allowed; whatsapp & <adult> & use; <adult>/team &
        whatsapp/messenger/telegram; whatsapp for <adult>/team/work; <adult>/team/phase/year/ta/our &
        whatsapp/messenger/signal/chat +group/chat; whatsapp +group/groups; group +chat/chats; <adult> & whatsapp;
        messaging +group & <adult>
        """,
    ),
    _on(
        "contact_pupils",
        "D7 I17",
        """
        phone/ring/call/telephone a/the <child>; phone/ring/call & <child> & home;
        message/text/dm/messaging/texting/write/email/ring/call/contact/<mail> a/the/my/directly +<child>/pupils;
        text/message/dm/texting & <child>; <child> & message/text & homework; communicate/talk/chat & <child> &
        online/directly; message <child>/pupils
        """,
        kind="staff_conduct",
    ),
    _on(
        "contact_details",
        "D7 I17",
        """
        <parent>/<child> & have/know/give/get/let & my <own>/<phone>/mobile/home number; my <phone>/mobile number;
        give/giving/share/tell/got & <child>/<parent>/pupils & number/address/details/contact; my/our <phone>
        +number; my +number; <own> number/details/address & <child>/<parent>; personal details
        """,
    ),
    _on(
        "contact_parents",
        "D8 D6",
        """
        contact/message/reach/write/email/<mail>/talk/communicate/get/speak & <parent>; <parent> & <mail>/contact/
        message & me/us/teacher/staff; how & contact & <parent>; text <parent>; message/text/ring/call/contact/write &
        <parent>/them & on/by/through/over +whatsapp/+messenger/+text; <parent> & ask/asks/asking/want/wants/prefer/
        rather & message/text/whatsapp/messenger
        """,
    ),
    _on(
        "pupil_profiles",
        "D7",
        """
        look/looking/check/see/search/view/google/find & <child> & <social>/profile/account/online/page; <child>
        +<social>/profile/account & look/check/see/view; <child> <social> & check/look
        """,
        kind="harmful_contact",
    ),
    _on(
        "told_by_child",
        "I2 I17",
        """
        if/when & <child> & tells/discloses/disclose/confides/confide & me/us/you/something; <child> discloses/
        confides; disclosure & handle/deal/take/respond/receive/do/with/from; disclosures; if/when <child> comes to
        me/us/you; promise & <child> & secret/tell/confidential
        """,
        kind="harmful_contact",
    ),
    _on(
        "conduct",
        "I17 D7",
        """
        line/boundary & <child>/pupils/friendly/between; friendly & <child>/pupils; too friendly/close & <child>;
        appropriate/inappropriate & with <child>/pupils; <adult>/colleague &
        messages/messaging/texts/texting/contacting/friends/dms/message & <child>; worried/concerned/concern &
        <adult>; grooming; groom; boundaries; professional +boundaries; misinterpreted; allegation; inappropriate &
        <adult>
        """,
        kind="staff_conduct",
    ),
    _on(
        "discipline",
        "D7",
        """
        break/broke/breaking/breach/ignore/follow & rule/rules/policy; disciplinary; disciplined; sacked; trouble &
        <social>/policy/rules; happens & dont/not & follow/stick/sign
        """,
    ),
    _on(
        "home_learning",
        "D7",
        """
        set/setting/give & work/homework/task/learning & home/online/remotely/isolating/snow; home +learning; remote
        +learning/teaching/education; homework & online/internet; online +homework/learning; snow +day
        """,
    ),
    _on(
        "class_messaging",
        "V9 D7",
        """
        class/classes & message/messaging/chat/write/email & class/school & another/other/partner/pen; instant
        +messaging; class message/messaging/chat/write & another/other/partner & class/school; pen +pals/friends;
        <child> & group +messaging; message & another school
        """,
    ),
)
"""The rows."""
