"""Questions about video calls (V1 to V10)."""

from __future__ import annotations

from bot.policy.answers.answer import Answer, Opens, Theme, answer


def _on(id: str, clauses: str, known_by: str) -> Answer:
    """Whoever asks about a call may want to ask for one."""
    return answer(Theme.CALLS, id, clauses, known_by, opens=Opens.VIDEO_CALL)


ON_CALLS = (
    _on(
        "call_permission",
        "V2 V9",
        """
        permission/approval/approve/ask/allowed/agree/plan & <call>/video +call/calls/conference; <call> &
        with/<child>/class/author/museum/school/another; video/online/virtual
        +call/calls/visit/workshop/author/tour/conference; video call; form for & <call>/live/video; video/live
        +link/links; link +up & <call>/live/video/museum/school/author
        """,
    ),
    _on(
        "call_tool",
        "V1",
        """
        have/must/need use teams & call/calls/zoom/instead; other than teams; teams & have to & call/calls;
        zoom/skype/facetime/meet & instead/teams/better/rather/or; which/what & tool/app/platform/software/program &
        <call>/video/calls; google +meet & use/instead; teams or
        """,
    ),
    _on(
        "call_present",
        "V3 V4 V8",
        """
        <adult> & stay/stays/remain/leave/present/there & call/calls/<call>; stay & whole/entire/all & call; leave &
        during & call; <adult>/adults/teachers/people/many & <call>/call/calls/live &
        present/many/need/on/alone/room/least/there; run/do/teach/lead/running & live/<call>/call &
        myself/alone/own/lesson; who & lead/leads/charge/run & <call>/call; live lesson & <call>; how many & call;
        <call>/call & by +myself; live +lesson
        """,
    ),
    _on(
        "call_partner",
        "V5",
        """
        who & we/i allowed to video/<call>/call; who/whom/which & video +call/calls; who & <call> & with/allowed/can;
        who/whom are/can we/i & video/<call>/call; partner/stranger/author/trusted & <call>/call &
        who/known/check/any/vetted/which; who & call & with; which & schools/museums/people & call/<call>;
        can/may/could & we/i & live/video +link/call & with/author/museum/scientist/expert
        """,
    ),
    _on(
        "call_agreement",
        "V6",
        """
        agreement/agreements/contract/signed/sign/paperwork/copyright/rights & call/calls/<call>/video/before;
        intellectual +property; copyright; signed +agreement; in writing & call/calls/<call>/video; form/forms/paper/
        papers/paperwork/documents/signing & before/need/needed & call/calls/<call>/video; what/which paperwork/forms/
        form/agreement & call/calls/<call>/video
        """,
    ),
    _on(
        "call_training",
        "V7",
        """
        trained/training/train/course & call/calls/<call>/conference; trained/training/train & video +call/calls;
        learn & <call>
        """,
    ),
    _on(
        "call_record",
        "V10",
        """
        record/recording & <call>/visit/talk/workshop/session/author & teams/zoom/online/call; record/recording our/
        the/a/my <call>/teams/session/workshop & <call>/museum/school/author/class/visitor; record a <call>; <record>
        & <call>/call/calls/lesson/meeting/session/teams; <record> & <child> & call/screen/<call>; screenshot/
        screenshots & <child>/call; record & lesson; save/keep/saving/rewatch/copy & video +call/link; save/keep/
        saving/rewatch & <call>/call; watch & <call>/call & later/after/again/absent
        """,
    ),
    _on(
        "call_alone",
        "V4 V9",
        """
        <child>/kids & <call>/call & alone/own/themselves/unsupervised/independently/home/each/another; <child> & video
        +call & another/other/friend/own/each; join/joins/joining & <child> & <call>/video/call/live/online &
        home/themselves/alone/own; <child> & over/by/on video & home/themselves/alone/own
        """,
    ),
)
"""The rows."""
