"""Questions about reporting, signing, training, and what happens each year (A1 to A5, I1, I2, T1 to T5)."""

from __future__ import annotations

from functools import partial

from bot.policy.answers.answer import Opens, Theme, answer

_on = partial(answer, Theme.SCHOOL)

ON_THE_YEAR = (
    _on(
        "aup_sign",
        "A1 A2",
        """
        <sign> & <aup>; <sign> & policy/agreement/rules; why & sign; who & sign & <aup>/policy/agreement; new
        +starter/starters/staff/teacher & <sign>/<aup>; <visitor>/supply/student & <sign>; started/start/starting/new/
        first/joined & <sign>; got/have to +sign; <aup>
        """,
        opens=Opens.SIGN,
    ),
    _on(
        "aup_again",
        "A3",
        """
        <sign> & again/year/yearly/annually/often/changes/changed/new/updated; <aup> &
        again/every/often/changed/new/updated/version; every year & <sign>/<aup>
        """,
        opens=Opens.SIGN,
    ),
    _on(
        "aup_read",
        "A4",
        """
        where/read/see/find/copy/open/show & <aup>; read & acceptable/policy/aup; template & <aup>/lancashire;
        documents; document & sign/read
        """,
        opens=Opens.SIGN,
    ),
    _on(
        "aup_check",
        "A5",
        """
        who/checks/chase/knows & <sign>/signed & checks/check/see/knows/chases/know; who & not +signed; compliance;
        happens & dont/not & <sign>
        """,
    ),
    _on(
        "training",
        "T1",
        """
        online/safety/safeguarding +training; training & when/often/next/due/year/how/yearly/induction; induction;
        inset & online/safety; course & online +safety; safety/safeguarding/esafety
        +course/training/inset/session/refresher; when/where/next & training/course/refresher &
        safety/next/online/staff
        """,
    ),
    _on(
        "report_how",
        "I2",
        """
        how/where & report/raise/tell/log & something/concern/incident/worry/it/anything; report &
        small/minor/little/only/everything/worth/even/every; what & report/count/counts & incident/concern; need &
        report; have to report
        """,
        opens=Opens.REPORT,
    ),
    _on(
        "report_who",
        "A5 I2",
        """
        who & go/talk/ask/speak/tell/see/turn & online/safety/safeguarding/worry/concern/problem; who/whos/champion
        & champion/champions; who & dsl/safeguarding/ddsl/coordinator/lead/technician/manager; online safety
        +champion/champions/lead; dsl; champion; who can/do/should talk/speak/turn to; who/whos/which & is/the/our &
        headteacher/head/=business/coordinator/technician/deputy/champion/dsl; in charge of online/safety/safeguarding;
        number/phone/contact/reach/find & dsl/champion/safeguarding/coordinator/technician;
        who do/should/can/shall/must/would i/we/you +tell/contact/ring/phone/call/inform/go/speak/see;
        who to +tell/contact/ring/phone/inform/go/speak; who do/should/can/must i/we +report & to;
        who needs/has to +know/hear about +this/it;
        whom do/should/can i/we +tell/contact/ring/inform
        """,
        opens=Opens.REPORT,
        people=True,
    ),
    _on(
        "report_reads",
        "I2 I17",
        """
        who/anyone/anybody/everyone & read/reads/see/sees/access & this/it/reports/report/write/wrote/that/what; who
        & =told/alerted/informed; who gets/will/is/are told; is/are/will & this/it/report/reports/they &
        confidential/private/anonymous/secret; anonymously/anonymous; head/headteacher/colleagues/parents &
        see/sees/read/reads/know/told & report/this/write/wrote; confidential & report; where does this/it/report +go
        """,
        opens=Opens.REPORT,
    ),
    _on(
        "report_back",
        "I2 I15",
        """
        withdraw/retract/undo/unsend/delete/cancel/remove/recall & report/reports/reported/sent/alert; take/get &
        report/reported/sent & back; withdraw; retract; change/edit/correct/amend & report/reported/wrote/sent;
        reported the +wrong; mistake in my +report; sent & mistake & report/back; wrong kind/button & report; add &
        to my +report
        """,
        opens=Opens.MY_REPORTS,
    ),
    _on(
        "practise",
        "I2",
        """
        practise/practice/simulate/simulation/rehearse/rehearsal; try & report/alert & out/test; test & report/alert
        """,
    ),
    _on(
        "tell_staff",
        "I2",
        """
        tell/inform/message/email/write/announce & all/every/whole/everybody/everyone & staff/teachers/colleagues; tell
        +staff; message/announcement/notice & all/to & staff
        """,
    ),
    _on(
        "no_investigating",
        "I4 I5",
        """
        investigate/investigating/look +into; look into; question/interview/ask & <child> & happened/about/saw;
        check & myself/first & <phone>/it; look through & <phone>/messages; search & <child> <phone>; find out
        +myself; into it myself
        """,
        opens=Opens.REPORT,
    ),
    _on(
        "bullying",
        "I14",
        """
        nasty/mean/horrible/unkind messages/comments/things & between/<child>/pupils/each/other; <child> & nasty/mean/
        unkind & each/other/another/between; <child> & falling/fallen out & online/whatsapp/chat; bully/bullying/
        bullied/cyberbullying/bullies; cyber +bullying; mean/nasty +messages; call/calling/called each/one & other/
        another & names/things; name +calling; kids/<child>/class & whatsapp/chat/group/game & names/mean/unkind/
        nasty/insults/insulting/horrible; help & bullied
        """,
        kind="bullying",
    ),
    _on(
        "cpoms",
        "I1 I15",
        """
        cpoms; incident +log; where & recorded/logged/kept & incident/incidents/report/reports; logged; reviewed &
        log
        """,
        opens=Opens.REPORT,
    ),
    _on(
        "police",
        "I3 I16",
        """
        police; ceop; iwf; lado; social +services/worker; outside +agency/agencies; watch +foundation
        """,
        opens=Opens.REPORT,
    ),
    _on(
        "weeks",
        "T3 I14",
        """
        safer +internet; anti/antibullying +bullying/week; awareness +week; online safety +week; safety +week; anti
        +bullying +week
        """,
    ),
    _on(
        "parents_session",
        "T3",
        """
        tell/say/advise/give/help & <parent> & games/gaming/screen/home/internet/online/youtube/phones; <parent> &
        advice/help/worried & home/games/gaming/internet; gaming & home & <parent>; <parent> & online
        +safety/session; <parent> & session/workshop/evening/meeting/information/leaflet/handout/advice &
        online/safety/internet; what & tell & <parent> & online +safety; wake +up +wednesday
        """,
    ),
    _on(
        "calendar",
        "T1 T5",
        """
        calendar; =duties; what & due & term/year/month/week; dates & term/year/safety; export calendar; what &
        have/got/need/must & to do & term/month/half/year; whats/what & coming up; what & next & term/month/half &
        safety/do/due
        """,
    ),
    _on(
        "inspection",
        "I15 T4",
        """
        inspection/inspector/inspectors/ofsted; evidence & audit/inspection/governors
        """,
    ),
    _on(
        "committee",
        "T2",
        """
        committee; anti +bullying & meet/group; meets & half +term; who/whos & on/in/at & safety/bullying &
        group/committee/team/board; safety/bullying +group/board
        """,
    ),
    _on(
        "review",
        "T5 A3",
        """
        how old/recent/new/current & policy; old & policy; version of & policy; date & policy; which policy;
        review/reviewed/updated/changed/renewed/rewritten & policy/document/rules; who & writes/wrote/changes/agreed &
        policy; when & policy & review/reviewed/due/date; policy & review; when/who & policy &
        last/looked/made/written/agreed/ends/expires/new/checked; last & looked/review/reviewed/changed & policy;
        policy & out of date; how long & policy & last/valid
        """,
    ),
    _on(
        "governors",
        "T4",
        """
        governor/governors; chair +governors; governing body
        """,
    ),
    _on(
        "teaching",
        "T3 D11",
        """
        teach/teaching/taught/lesson/lessons/curriculum/assembly/scarf/pshe & online/safety/internet &
        <child>/safety/curriculum/scheme/teach; scarf; online safety +lesson/lessons/curriculum/assembly
        """,
    ),
)
"""The rows."""
