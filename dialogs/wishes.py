"""What is asked of the bot itself without a command's own words: *can my class zoom with an author*. Pure; one table.

A wish is weaker than anything that tells of something: what is surely a sign of a kind, and what is typed into an open
report without asking for it outright, is carried there. How a phrase is written is said in `bot.policy.kit.likeness`.
"""

from __future__ import annotations

from bot.policy.incidents.signs import SIGN_CLASSES, SIGN_WORDS_NEVER_SLIPS
from bot.policy.kit.absence import is_nothing_but_absence
from bot.policy.kit.likeness import Phrases, phrases_in, words_of
from dialogs.small_talk import begins_as_question

MISTAKE = "sent by mistake"
"""What has been sent was not meant. It is asked for also while the kind of another report is being chosen."""
HELP, CANCEL, QUESTION = "help", "cancel", "question"
"""Answered by the bot itself, the last from the policy; every other wish is a command of a feature."""
ASKED_AS_A_QUESTION = frozenset(["video call", "calls", "my reports", "log", "who has what", "requests", "briefing"])
"""Asked for as if it were a question about the rules: the form is the way to have it allowed."""
_POLITE_WORDS = frozenset(words_of("please hi hello hey just now ok sorry"))
_IMPERATIVES = [[word] for word in words_of("show open see view list find get bring give my export")]
MOST_WORDS = 30
"""Words of a wish: a longer line tells of something."""
FEW_WORDS = 9
"""Words of a line that asks for help or takes itself back."""
_SOMEBODY = frozenset(words_of(SIGN_CLASSES["child"])).union(
    words_of("he she him her his they them hes shes theyre mum dad")
)
"""Who is spoken of where a short line tells of something after all."""


def _class(listed: str) -> str:
    return " ".join(listed.split())


_WISH_CLASSES = {
    "want": _class(
        "want need like can could may how hoping wanting set setting organise organize arrange arranging book "
        "booking plan planning request approve approved approval permission permit schedule do invite invited id am "
        "allowed"
    ),
    "call": _class("zoom skype facetime webinar videocall livestream"),
    "show": _class("show see open view where wheres find get look check what whats which list any need want bring go"),
    "find": _class("find search searching look looking lookup hunt"),
    "who": _class("who whos which list anyone everyone how many names show chase nag"),
    "pupil": _class("pupil pupils child children kid kids boy girl son daughter year class"),
    "aup": _class("aup acceptable agreement"),
}
WISHES = {
    "video call": phrases_in("""
        <want> & <call> & with/author/class/year/school/museum/our/pupils/parents/link/visitor/partner; <want> & video/
        teams/virtual/online/zoom/remote +call/+calls/+workshop/+visit/+visitor/+meeting/+session/+talk/+tour/
        +lesson/+assembly; virtual/online workshop/visit/tour/talk/session & approved/approve/permission/
        approval/book/how; <want> & call/skype/zoom/talk & video & author/school/class; video conference & <want>;
        <call> with a/an/the/our/my & class/author/school/year/museum/pals/pal/partner/link; form & live/video/online/
        virtual/teams/zoom +lesson/+call/+workshop/+session/+talk; <want> & link up with & school/class/online/video;
        join a/the virtual/online/live +lesson/+workshop/+session/+event & class/year; ask/asking/apply/applying for &
        video/zoom/skype/teams & +call/+calls/+lesson; offered/invited/offering/asked/keen & zoom/skype/
        webinar/teams/virtual/live/online & author/scientist/museum/visitor/workshop/session/talk/school/class/zoo/
        expert; <call>/virtual/remote/video & approval/approve/permission/form/ok/book & class/year/school/visitor/
        author/museum/pupils/children
        """),
    "calls": phrases_in("""
        <show> & approved/booked/planned/upcoming/pending/requested/my/our/video +calls/+call/+zooms; has/have/is/was/
        did my/the/our video/zoom/teams/call +call/+request/been/approved & approved/agreed/yet/decided; what/which/when
        +calls/+zooms & week/today/coming/approved/booked/have; call/zoom/request & approved/agreed +yet; when/what is/
        time my/our video/zoom/teams/skype/next +call/+calls
        """),
    "briefing": phrases_in("""
        what/whats/anything/something/who +needs/+need +me; what/whats +needs +doing/+deciding/+my; what/whats/anything/
        is/are waiting for +me; what/anything/things do have/should i +do/+got & today/first; my +briefing; show/give/
        send me the +briefing; todays/daily/morning +briefing; what/whats/anything on my +list/+plate/+desk;
        what have/has i/we +got on my/our +list/+plate/+desk
        """),
    "sign": phrases_in("""
        <show> & <aup> +use/+policy/+thing/+form/+sign & sign/signing/signed/do/<show>; <want> & sign & <aup>/policy/
        agreement/rules/thing; where/how/need/want/got/have/supposed do/to/i/can +sign & <aup>/policy/it/thing/
        agreement/form/document; sign/signing/signed the/my/new/our <aup>/policy/agreement/rules; have/did i/we +signed/
        +sign; my signature & <aup>/policy/where; policy/agreement/rules/<aup> & have/need/supposed/got to/i +tick;
        where/wheres & acceptable use; where/how do/can/shall i/we
        +sign; need/have/told/want/ready/overdue/reminder/let i/me/to/not/ive/this/is +sign/+signed; confirm/accept/
        agree & read/the policy/rules/agreement
        """),
    "documents": phrases_in("""
        <show>/which/what & +documents; what/which & have/need/must/supposed/got i/to & +read; my +documents; documents
        & to/i/must/have +read/+sign
        """),
    "who has not signed": phrases_in("""
        <who> & not/hasnt/havent/still/yet/outstanding/missing signed/sign/done/completed/their/our & <aup>/policy/
        agreement/signed/signature/signatures; <who> & left to +sign; <who> still/left/yet +to +sign; <who> &
        outstanding & <aup>/signatures; how many &
        signed; <who> & signed & not/still/yet/hasnt/havent/<aup>/policy
        """),
    "publish aup": phrases_in("""
        publish/release/issue the/our/new/this & <aup>/policy/agreement; publish/release/issue <aup>/policy/agreement;
        send/put the/our/new & <aup>/policy/agreement & everyone/everybody/staff/all/out
        """),
    "export aup": phrases_in("export/download/spreadsheet/print & signatures/<aup>; evidence of +signatures"),
    "log": phrases_in("""
        <show> & incident/incidents/report/reports/safety/all +log/+list/+logs/+record/+book; <show> & the +log; <show>
        all/every/latest/recent/open/last/this +incidents/+reports/+cases; <show> all/open the +incidents/+reports; can/
        may i see +the list/log/reports; which/what incidents/reports & open/week/term; list of +incidents/+reports/
        +the; list of the incidents/reports; incidents this/last term/week/month; log book;
        <show> & everything/whats/what/all & logged/reported/recorded/raised & term/week/month/year/today/half/staff;
        unresolved/unclosed/outstanding +concerns/+cases/+reports/+incidents; open +cases/+incidents; overview &
        reports/incidents/cases; reports/incidents & <show> & todays/closed/weeks/overnight
        """),
    "find": phrases_in("""
        <find> & report/reports/incident/incidents/case/cases/concern/concerns & about/on/from/with/called/named/
        mentioning/mention/involving; search/searching the/all/through/my/our/old +reports/+incidents/+log/+records;
        search & reports/incidents/log & name/word/words/site/sender/class; how do/can i +search/+find & report/reports/
        incident/incidents/old
        """),
    "filtering": phrases_in("""
        <show> & filter/filtering +register/+decisions/+tests/+reviews/+review; record/write/log/add/enter & filter/
        filtering/monitoring & +test/+review/+check; filtering +register/+record/+review; what & blocked/allowed/
        unblocked & decided/register
        """),
    "export log": phrases_in("export/download/spreadsheet/excel/print & log/incidents/reports"),
    "patterns": phrases_in("""
        patterns; trends; <show> & most common/often & incident/incidents/report/reports/kind; how many incidents/
        reports & term/month/year/week; statistics/stats/figures/numbers & incidents/reports/governors/term
        """),
    "governors": phrases_in("""
        <show>/release/draft/write/send & +report & to/for & +governors; +governors +report & <show>/release/termly/term
        """),
    "inspection": phrases_in("""
        <show>/build/make/archive/file/files/evidence & for & +ofsted/+inspector/+inspection/+inspectors
        """),
    "cpoms": phrases_in("""
        not/missing/still/outstanding/yet & +cpoms & what/whats/which/list/show/reports/entered/in; +cpoms +list;
        <show> & not/missing & in +cpoms; what/which/anything & +enter/+entered/+add/+put/+copy & +cpoms
        """),
    "my reports": phrases_in("""
        what/things/thing/anything i/ive/have +reported/+filed/+raised & see/where/find/show/look/can; what/whats/
        anything/any/has/is/did/where/hows & happened/happening/news/update/done/progress/going/anyone/seen/dealt/got/
        done/with & thing/report/concern/it/one/incident & i/my/ive +reported/+raised/+logged/+report/+filed; any/an
        news/update on/about & my/report/reported/concern; my +report/+reports/+concern & status/update/happened/
        where/seen/dealt/show/find/list; <show> & my +reports/+report/+concerns; reports/things i/ive/have +made/
        +sent/+reported/+filed/+raised; has anyone/anybody/someone/somebody looked/seen/read/picked/dealt & my/report;
        what/news/update/whats/status & with/on/about/of +mine; who/whos/has/did/is & seen/read/got/picked/closed/
        dealt/open & mine; heard/hearing/had nothing/back/reply/not & my/a +report/+concern; chasing/chase & my/mine/
        sent/report; did it/that/my/mine/report +send/+arrive; my/own +reports & <show>; my own +ones/+reports &
        <show>; thing/one/what/anything i +sent & <show>/did/where/anyone/happened/in; i +reported & <show>/list/this
        """),
    "borrow": phrases_in("""
        borrow/borrowing an/a/the/some; i/we/can/could/may/id/to/please +borrow/+loan; sign out an/a/the +ipad/+laptop/
        +tablet/+camera; <want> & borrow/loan/sign & a/an/the/some/out laptop/ipad/ipads/
        tablet/chromebook/chromebooks/camera/visualiser/projector/equipment/charger; <want> & take/bring & laptop/ipad/
        tablet/chromebook & home/house/offsite/trip; lend/loan +me/+us; need/like/want/get/request a/the +loan; book/
        reserve & ipad/ipads/trolley/chromebooks/laptops/camera/projector/visualiser; signing/sign out & equipment/ipad/
        ipads/chromebook/chromebooks/laptop/device; loan/spare ipad/laptop/tablet/chromebook/device
        """),
    "who has what": phrases_in("""
        who/whos/which/list/anyone/everyone & has/have/got/=borrowed/signed & laptop/laptops/ipads/ipad/camera/
        visualiser/equipment/chromebooks; <show> & equipment/laptops/ipads & out/loan/=borrowed
        """),
    "pupil phone": phrases_in("""
        <want>/permission/letter/parent & <pupil> & bring/keep/have/carry & phone/mobile/telephone; permission/letter/
        permit & phone/mobile & <pupil>
        """),
    "temporary accounts": phrases_in("""
        <want>/make/create/set & temporary/temp/guest/project/class & accounts/logins/log-ins; accounts/logins & for
        a/the/our/my project
        """),
    "new technology": phrases_in("""
        try a new +app/+tool/+website; <want>/approve/approval/permission/trial & new +app/+website/+software/+tool/
        +platform/+program/+technology/+device; <want> & ai/chatgpt/copilot/gemini & with/in/for my/our/the/class/
        lessons/pupils
        """),
    "requests": phrases_in("""
        <show>/has/have/did/is/where/wheres & my/our +request/+requests; <show> & requests & waiting/open/for/me
        """),
    "tell staff": phrases_in("""
        tell +staff; write/send/make/put an/the/out +announcement; announcement & staff/everyone/everybody/teachers;
        announce & staff/everyone/everybody/teachers; send/write a message/note/reminder & all/whole +staff; warn
        all/the/every/whole +staff/+teachers; warn +everybody/+everyone/+staff; let all/the/every/whole +staff +know
        """),
    "announcements": phrases_in("""
        <show> & announcements/announcement; what were/have we/staff/i +told; <who> & not/hasnt/havent/yet & seen/read &
        message/announcement
        """),
    "training": phrases_in("""
        <who> & due/overdue/outstanding/not/needs/need & training; training & list/due/overdue & <show>; <show> &
        training/safeguarding +list/+record/+records
        """),
    "drill": phrases_in("""
        run/do/start/try/have a/an/another/to/the +drill/+practice/+rehearsal; test the +alarm/+alert/+alerts/+ladder;
        practise/practice/rehearse & emergency/alert/alarm/reporting; fire drill & online; do/have/try/run a/the/another
        practice/practise/dry/dummy/trial +run &
        alert/alarm/emergency/report/ladder
        """),
    "simulate": phrases_in("""
        what if a/the/there/somebody/someone/champion/head & report/reported/comes/away/ill/saturday/weekend/night/
        holiday/holidays/half; what would happen +if & report/reported; who/whos would/will +be +told/+alerted/+pinged
        at/on/in/if/when/during & night/weekend/saturday/sunday/holiday/holidays/away/ill; simulate a/the/an/what/who
        """),
    "reach": phrases_in("""
        <who> & cannot/cant/can be +reached; <who> & contactable/unreachable/reachable; who has the +roles; who holds
        +which/+what; check everyone/everybody/
        people reachable/reached
        """),
    "who is on duty": phrases_in("""
        who/whos on +call; who/whos on +duty; who/whos would/will be +rung/+alerted/+told; who would/will it +go to
        """),
    "away": phrases_in("""
        im/am/be/going/ill +away/+off/+on from/on/until/till/next/tomorrow/leave & approve/approvals/calls/deputy/leave/
        deputise/cover/headteacher; im/am off +ill/+sick/+poorly; im/am +ill/+sick/+poorly & today/off/until/till/
        tomorrow; im/am/be +away/+off until/till; im/be/am +back on; back +on the
        """),
    MISTAKE: phrases_in("""
        sent it/that/this/one/report +by/in +mistake/accident/error; sent +by/in +mistake/accident/error;
        sent it/that/this/report +accidentally; accidentally +sent +it/that/this/a; it/that/this/report was +sent
        +by/in +mistake/accident/error; report was a +mistake; didnt/never +mean/meant to +send; didnt +mean +it to
        +send; not +meant to +send; made a report +by +mistake/accident; reported it/that/this +by/in +mistake/
        +accident/error; take/took my/the/that +report +back; can/could i/you +unsend/undo it/that/this
        """),
    QUESTION: phrases_in("""
        who/anyone/everyone & read/reads/see/sees/access & this/it/report/reports/write/wrote; who gets/is/will/are
        +told; dsl; =champion; safeguarding +lead; phone/number/contact of/for & champion/coordinator/technician;
        dont/not know/sure who to +tell/contact/ring/inform; who needs/has to +know/hear about +this/it;
        who do/should/can/must i/we +report it/this/that +to;
        is this/it +confidential/+private/+anonymous; withdraw/retract/undo/unsend/recall & report/reports/alert;
        withdraw; retract; delete/change/edit/correct/amend my/the/a +report; reported the +wrong +thing/+kind;
        mistake in my/the +report; add to/something & my +report;
        hotspot/hotspots; tether/tethering; mobile +data & using/uses/class/school;
        practise; practice; simulate; simulation; tell/message/write/email & all/every/everybody & staff;
        calendar; how long & kept/keep/stored/hold; =duties; inspection; inspector; ofsted; documents; export +calendar;
        lend/loan; return/returning the/an/a/my +ipad/+laptop/+tablet/+camera; committee; governors
        """),
    HELP: phrases_in("""
        publish;
        how does/do/is this/it/you/i +work/+works/+use; how do i use/+work this/you/it; what can/do/could u/you/this/it
        do/help; what +is +this; what are you/these for; who are you; are you a +robot/+bot/+person/+human; show me
        what/how; instructions; menu; commands; options; what/which commands/buttons/words; how/where do/shall/should i
        +start/+begin; rubbish/useless/hopeless/bad with/at +computers/+tech/+technology/+this; what can/do/should
        i ask/say/type/press; im/am lost/stuck/confused; what/which/so many +button/+buttons; how do/does i/this/the/
        that get +back/+out; where/how do i +type/+write; how does this/the/that/it/bot/thing/app +work; dont/not know/
        sure/understand & type/press/work/use & it/this/here/to/bot; new +to +this; first +time & using/this; talk/walk
        me +through; explain +how/+yourself/+this; what are +you; first +day & this/shown; things i +can +type/+say
        """),
    CANCEL: phrases_in("""
        never mind; nevermind; nvm; ignore that/this/me/last; forget it/that/about; changed my mind; scrap that/this/it;
        pressed/started/touched/hit & accident/mistake/accidentally; didnt mean to press/start/open/type; wrong button/
        chat/window; meant for someone/somebody +else; dont/do +not send it; start +again/+over; no need now; doesnt
        matter; not to worry; leave it; cancel that/this/it/report
        """),
}
_TIES = tuple(WISHES)
_WISH_ROWS = [(wish, phrase) for wish, listed in WISHES.items() for phrase in listed]
_PHRASES = Phrases((phrase for _, phrase in _WISH_ROWS), _WISH_CLASSES, never_slips=SIGN_WORDS_NEVER_SLIPS.split())


def asks_outright(text: str) -> bool:
    """Whether a line asks, or tells the bot to do something: it is no part of an account that is being written."""
    words = [word for word in words_of(text) if word not in _POLITE_WORDS]
    return begins_as_question(text) or words[:1] in _IMPERATIVES


def wish_of(text: str) -> str | None:
    """The command that a line asks for in other words, or `help` or `cancel`; None when it asks for none."""
    words = words_of(text)
    if not words or len(words) > MOST_WORDS:
        return None
    if is_nothing_but_absence(" ".join(words)):
        return "away"
    few = len(words) <= FEW_WORDS
    short = few and _SOMEBODY.isdisjoint(words)
    found: dict[str, set[int]] = {}
    for each in _PHRASES.find(words):
        wish = _WISH_ROWS[each.row][0]
        if short or (wish not in (HELP, CANCEL, MISTAKE) and (few or wish != QUESTION)):
            found.setdefault(wish, set()).update(each.places)
    return max(found, key=lambda wish: (len(found[wish]), -_TIES.index(wish)), default=None)
