"""Questions about Class Dojo and the school's website (D8, D9)."""

from __future__ import annotations

from functools import partial

from bot.policy.answers.answer import Theme, answer

_on = partial(answer, Theme.DOJO)

ON_DOJO = (
    _on(
        "dojo_messages",
        "D8",
        """
        dojo; dojo & message/messages/messaging/weekend/weekends/evening/reply/<parent>/write/hours; <parent> &
        message/contact/write & dojo; classdojo
        """,
    ),
    _on(
        "dojo_pictures",
        "D8 D5",
        """
        dojo & <picture>; dojo & send & <parent> & <picture>
        """,
    ),
    _on(
        "dojo_story",
        "D8",
        """
        class +story/stories; dojo & story/stories/profile; dojo & <child> & story; dojo & profile +<picture>; class
        +profile
        """,
    ),
    _on(
        "dojo_names",
        "D8",
        """
        dojo & name/names/named/naming; dojo & post & class/whole; whole +class +post
        """,
    ),
    _on(
        "dojo_pupils",
        "D8",
        """
        <child>/kids message/messages/messaging/write/chat/comment & dojo; dojo & <child>/kids & message/messages/
        messaging/messaged/write/writes/chat/chats/reply & me/us/teacher; dojo & <child> & comment
        """,
    ),
    _on(
        "dojo_logins",
        "D8",
        """
        dojo & get/join/sign/connect/onto/invite/set & <parent>/<child>/up; how & <parent> & onto/into/on dojo; dojo &
        <password>/<login>/code; dojo & who & see/sees/look/view/access/read/reads; dojo & who +can/+else & see/sees/
        look/view/read; dojo & points/feedback; dojo & admin/administrator; dojo & grandma/grandparent/nan/gran
        """,
    ),
    _on(
        "website_manage",
        "D9",
        """
        who/how/where & puts/put/uploads/adds/changes/edits/writes & <site>; things/something/news & on the <site>;
        who/how & school +<site> & looks/manages/runs/updates/put/charge/update/edit; website &
        put/update/edit/change/upload/add/something & how/get; school +<site> & who/update/add/manage; publish &
        school +<site>
        """,
    ),
    _on(
        "pupil_work_online",
        "D9",
        """
        <child>/class/childrens work & <social>/online; <picture> & class/childrens/<child> work & <social>; class
        work & <publish>/<social>; <child>/class/childrens work & youtube/online/internet/blog/website/<publish>;
        class +blog/website/youtube; <child> work & <publish>; youtube +channel; podcast; blog & class/school;
        <child> & work & youtube/blog/online
        """,
    ),
)
"""The rows."""
