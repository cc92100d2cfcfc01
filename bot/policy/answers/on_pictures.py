"""Questions about pictures and video (D5)."""

from __future__ import annotations

from functools import partial

from bot.policy.answers.answer import Theme, answer

_on = partial(answer, Theme.PICTURES)

ON_PICTURES = (
    _on(
        "picture_own_phone",
        "D5",
        """
        film/filming & my <phone>; <picture>/film/filming & my/own <phone> & day/trip/class/take; use mine/my &
        <picture>; <picture> & on/with mine; <picture> & <own>/my/iphone/mine +<phone>/camera/device/<computer>/one;
        my <own> <phone>/camera & <picture>/film/record; film/filming/filmed & my/own/personal <phone>; <picture> &
        iphone/mobile/phone
        """,
    ),
    _on(
        "picture_school_camera",
        "D5",
        """
        <picture> & school ipad/camera/device/phone/tablet/equipment; <picture> & assignment/uni/university/
        coursework/portfolio/dissertation/essay/study/research; who & see/look/access & <picture>; <picture> & school
        camera & my/own/website/personal
        """,
    ),
    _on(
        "picture_consent",
        "D5",
        """
        rule/rules/policy/guidance & about/on/for/around <picture>; <parent> & agree/asked/consent &
        <picture>/film/filming/video; <picture> rules/policy/guidance; agree/ask before & <picture>/film/filming;
        consent/permission/permissions & <picture>; <picture> permission/consent +form/slip/letter; sign & <picture>
        form/permission/consent; verbal/spoken/verbally & <picture>; verbal/spoken ok/yes & <picture>/<parent>;
        <picture> & written; media consent; who & checks/check/monitors/monitor/oversees/audits & <picture>; who & looks
        +after & <picture>/consent; which/who/whose/list & <child> & <picture> &
        cant/cannot/not/can/allowed/may/be/have
        """,
    ),
    _on(
        "picture_no_consent",
        "D5 I18",
        """
        <child>/parents & not/doesnt/dont/without/no/hasnt/havent/isnt/refused/never & <picture> &
        permission/consent/group/allowed/given; <parent> said/say no & <picture>; no/without <picture>
        permission/consent; no consent & <picture>; group +<picture> & permission/consent/allowed
        """,
        kind="image_misuse",
    ),
    _on(
        "picture_website",
        "D5 D9",
        """
        <picture> & website/newsletter/brochure/prospectus/site/webpage/local/newspaper/paper; <publish> & <picture>
        & school
        """,
    ),
    _on(
        "picture_names",
        "D5",
        """
        name/names/named/naming/label/surname & <picture>; full/first +name/names & <picture>/display; caption
        """,
    ),
    _on(
        "picture_leavers",
        "D5",
        """
        <picture> & move/moved/moving/high/secondary/leave/leaves/leaver/gone; rid/delete/remove & <picture> & high/
        leave/left/secondary/once; <picture> & leaver/leavers/left/leave/old/former; <child> left/moved/gone &
        <picture> & use/still/again/website/prospectus/brochure/display; left/moved/gone & still & <picture>; long &
        keep/kept/store/stored & <picture>; delete/deleted/destroy & <picture> & year/leave/left
        """,
    ),
    _on(
        "picture_parents_event",
        "D5",
        """
        <parent>/audience/families & <picture>/record/film & <event>/school; <parent> &
        film/filming/video/videoing/record; <picture>/film/filming/video & <event>
        """,
    ),
    _on(
        "picture_posted_by_parent",
        "D5 I18",
        """
        <parent> & <publish>/posts/puts/shares & <picture> & <social>; <parent> & <picture> & on <social>; <parent>
        & <publish>/posts/puts/shares/posted/shared & <picture>; <parent> & <picture> & <social>/online/internet;
        <parent> & other/another/somebody/elses & <picture>
        """,
        kind="image_misuse",
    ),
    _on(
        "picture_dress",
        "D5",
        """
        <picture>/photograph/film &
        swimming/swim/pe/gym/gymnastics/costume/kit/changing/dressed/dress/clothes/clothing/leotard/undressed
        """,
    ),
    _on(
        "picture_social",
        "D5 D7",
        """
        <child> & on <social> & put/post/pta/club/school/our; pta & <child>/<picture> & <social>; put <child> on
        <social>; <picture> & <social>; <picture> & my +<social>/story/page/account/profile; <publish> & <picture> &
        <social>/online/internet
        """,
        kind="image_misuse",
    ),
    _on(
        "picture_storage",
        "D5 D1",
        """
        where & save/store/keep/put/upload/stored/saved & <picture>; <picture> &
        off/delete/deleted/remove/come/soon/quickly/transfer & <phone>/camera/device/ipad;
        save/saving/saved/store/storing & <picture>; <picture> & come/get/take off & <phone>/camera/ipad;
        soon/quickly & <picture> & <phone>/camera/off; <picture> & cloud/icloud/drive/network/onedrive/sharepoint
        """,
    ),
    _on(
        "picture_staff",
        "D5",
        """
        <adult> +<picture>; <adult> +<picture> & website/display/have/be; <picture> &
        me/myself/us/colleague/colleagues & online/website/asking/without/permission; <picture> of me/us/<adult>
        """,
    ),
)
"""The rows."""
