"""`python -m docs.clauses`: what the policy asks, clause by clause, and where the product carries it, as `policy.md`.

A row says in our own words what a clause asks, how it is carried, what people type for it and which tests hold it. The
rules are found in the tables that the program itself goes by; a row names the functions that stand in none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.policy.answers.table import ANSWER_ROWS, SECTIONS
from bot.policy.calls.rules import RULES, WARNINGS
from bot.policy.incidents.kinds import KINDS
from bot.policy.requests.kinds import KINDS_OF_REQUEST
from bot.settings.duties import shipped_duties

CLAUSES_PAGE = Path(__file__).parent / "policy.md"
MOST_ROWS_NAMED = 8
"""Rows of one table that are named one by one."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: what it asks, and how it is carried (*enforce*: what breaks it
    is refused; *route*: who is told; *record*; *remind*; *guide*; *out*: no part of a bot).

    `words` are what people type for it, `functions` what carries it beside the tables (`package.module.name`), `tests`
    what holds it (`file::name`, below `tests/`).
    """

    id: str
    asks: str
    how: str
    words: str = ""
    functions: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


_PACKAGE = "bot.policy"
_OF_KINDS = "transcripts/test_kinds.py::test_stories"
_OF_CALLS = "policy/test_calls_rules.py::test_each_rule_alone"
_OF_THE_CALENDAR = "transcripts/test_duties.py::test_stories"
_OF_REQUESTS = "transcripts/test_requests.py::test_stories"
_OF_ANSWERS = "transcripts/test_answers.py::test_stories"

CLAUSES: tuple[Clause, ...] = (
    Clause(
        "I1",
        "A log of incidents is kept, reviewed and audited by a Champion or senior leader, beside CPOMS.",
        "record, remind",
        "`log`, `export`, `cpoms`",
        ("incidents.authority.AUTHORITY", "log.reviewing.ask_for_review", "log.cpoms.remind_of_cpoms"),
        (
            "transcripts/test_log.py::test_every_champion_is_asked_once_in_a_half_term",
            "transcripts/test_authority.py::test_every_cell",
        ),
    ),
    Clause(
        "I2",
        "Everybody on the staff knows how to report, and reports every concern.",
        "guide, record",
        "`report`, or what happened in any words; `help`",
        ("incidents.recognising", "incidents.reporting.file_report"),
        (
            "transcripts/test_kinds.py::test_three_presses_from_report_to_the_receipt",
            "policy/test_recognising.py::test_any_text_is_read",
        ),
    ),
    Clause(
        "I3",
        "What may be illegal goes to the Headteacher at once, and on to Police, CEOP or IWF.",
        "route",
        "`report illegal_content`, **Alert now**",
        ("incidents.handling.refer",),
        (
            "policy/test_handling.py::test_illegal_material_closes_with_a_referral_or_a_reason",
            "policy/test_routes.py::test_first_told",
        ),
    ),
    Clause(
        "I4",
        "The school never investigates illegal material itself.",
        "enforce, guide",
        "",
        ("incidents.untouchable.cleanse",),
        ("policy/test_untouchable.py::test_no_view_of_illegal_material_holds_an_address",),
    ),
    Clause(
        "I5",
        "Nobody shows such a picture to a colleague.",
        "enforce, guide",
        "",
        ("files.receiving.blocking_reports", "incidents.untouchable.clean_incident"),
        ("transcripts/test_files.py::test_no_file_from_those_who_report_or_handle_illegal_material",),
    ),
    Clause("I6", "Nobody clears the browsing history.", "guide", "", (), (_OF_KINDS,)),
    Clause(
        "I7",
        "The first moves at a screen: minimise, close the lid or cover, CEOP's button, tell somebody.",
        "guide",
        "",
        (),
        ("cards/test_advice.py::test_the_first_moves_at_a_screen_are_there",),
    ),
    Clause(
        "I8",
        "Unsuitable content that was met by accident is logged, and told to the filtering service where needed.",
        "route, record",
        "`report filter_breach`, `filtering`",
        ("incidents.filtering",),
        ("transcripts/test_filtering.py::test_stories",),
    ),
    Clause(
        "I9",
        "What got past the filter is reported at once.",
        "route",
        "`report filter_breach`",
        (),
        ("policy/test_routes.py::test_first_told", "transcripts/test_filtering.py::test_stories"),
    ),
    Clause(
        "I10",
        "Spam on school accounts goes to the Computing Coordinator, BT Lancashire Services and the Champions.",
        "route",
        "`report spam`",
        (),
        ("policy/test_routes.py::test_outside_contacts",),
    ),
    Clause(
        "I11",
        "A threatening or offensive message goes to a Champion, and the evidence is kept.",
        "route, record",
        "`report threat`, and a file sent to the chat",
        ("files.receiving.announce_files",),
        ("transcripts/test_files.py::test_a_file_after_the_report", _OF_KINDS),
    ),
    Clause(
        "I12",
        "A suspected break-in goes to those named for it.",
        "route",
        "`report security_breach`",
        (),
        ("policy/test_routes.py::test_first_told",),
    ),
    Clause(
        "I13",
        "The business manager deals with lost data: a laptop, a stick, an e-mail to the wrong person.",
        "route",
        "`report data_loss`",
        ("incidents.handling.decide_breach",),
        ("transcripts/test_kinds.py::test_the_business_manager_is_reminded_of_the_72_hours",),
    ),
    Clause(
        "I14",
        "Pupils learn of online bullying and know where to find help; reports of it reach a Champion.",
        "guide, route",
        "`report bullying`",
        (),
        ("cards/test_advice.py::test_a_pupil_knows_whom_to_go_to", _OF_THE_CALENDAR),
    ),
    Clause(
        "I15",
        "Incidents are reviewed, CPOMS is kept up to date, and what recurs reaches Headteacher and governors.",
        "record, remind",
        "`cpoms`, `patterns`, `governors`",
        ("log.cpoms.remind_of_cpoms", "log.recurring.tell_of_doubled", "governors.report.draft_report"),
        (
            "transcripts/test_cpoms.py::test_one_reminder_a_week",
            "transcripts/test_patterns.py::test_the_headteacher_is_told_once_of_what_has_doubled",
        ),
    ),
    Clause(
        "I16",
        "The school works closely with agencies outside.",
        "record",
        "**Refer** on a report",
        ("incidents.handling.refer",),
        ("policy/test_handling.py::test_illegal_material_closes_with_a_referral_or_a_reason",),
    ),
    Clause(
        "I17",
        "Contact with a pupil outside agreed ways, or conduct that could be misread, is safeguarding.",
        "route",
        "`report staff_conduct`",
        ("incidents.routes.past_the_headteacher", "incidents.naming", "incidents.deciding"),
        (
            "policy/test_routes.py::test_about_the_headteacher_only_the_chair_is_told",
            "transcripts/test_conduct.py::test_it_is_brought_to_mind_until_the_lado_was_told",
        ),
    ),
    Clause(
        "I18",
        "Pictures of pupils that were published or passed on without consent are dealt with.",
        "route",
        "`report image_misuse`",
        (),
        ("policy/test_routes.py::test_first_told",),
    ),
    Clause(
        "A1",
        "Staff have signed the Acceptable Use Policy.",
        "record",
        "`sign`",
        ("documents.signing.sign",),
        (
            "policy/test_documents.py::test_a_signature_says_who_when_and_what",
            "transcripts/test_documents.py::test_a_signature_is_that_of_the_presser_alone",
        ),
    ),
    Clause(
        "A2",
        "It is part of every newcomer's induction.",
        "remind",
        "nothing: a joiner is asked; `induction`",
        ("documents.joining.ask_everyone", "induction.induction.welcome"),
        (
            "transcripts/test_documents_time.py::test_joiners_are_asked_and_leavers_closed",
            "transcripts/test_induction.py::test_a_joiner_has_one_list_and_the_champion_sees_it",
        ),
    ),
    Clause(
        "A3",
        "It is kept up to date, and its changes are told to staff.",
        "record, remind",
        "`publish aup`, `tell staff`",
        ("documents.publication.publish", "announcements.writing.send"),
        ("transcripts/test_documents_time.py::test_a_new_version_starts_afresh_and_the_last_one_stays",),
    ),
    Clause(
        "A4",
        "The school has one, after Lancashire's template.",
        "record",
        "`publish aup`, `export aup`",
        ("documents.publication.Publication",),
        ("policy/test_documents.py::test_publishing_keeps_the_text_and_ends_the_campaign_before",),
    ),
    Clause(
        "A5",
        "A Champion follows who has signed.",
        "record, remind",
        "`who has not signed`",
        ("documents.reminders.tick",),
        ("transcripts/test_documents.py::test_reminders_come_kindly_and_stop",),
    ),
    Clause("V1", "Teams is the tool; another one needs a reason.", "enforce", "`video call`", (), (_OF_CALLS,)),
    Clause(
        "V2",
        "Only for a planned project, and with the Headteacher's leave.",
        "enforce",
        "`video call`, **Approve**",
        ("calls.deciding",),
        (
            "transcripts/test_calls.py::test_nobody_else_decides",
            "transcripts/test_calls.py::test_nobody_decides_their_own_request",
        ),
    ),
    Clause("V3", "A teacher who is named is in charge of the session.", "enforce", "`video call`", (), (_OF_CALLS,)),
    Clause("V4", "Children are never in it on their own.", "enforce", "`video call`", (), (_OF_CALLS,)),
    Clause(
        "V5",
        "Staff watch over it, and the partner is one to be trusted.",
        "enforce",
        "`video call`",
        (),
        (_OF_CALLS,),
    ),
    Clause("V6", "Agreements are written and signed beforehand.", "enforce", "`video call`", (), (_OF_CALLS,)),
    Clause(
        "V7",
        "The staff are trained beforehand.",
        "enforce",
        "`video call`",
        (),
        (_OF_CALLS, "policy/test_calls_rules.py::test_a_gap_in_the_training_records_is_a_warning"),
    ),
    Clause("V8", "A team holds it and not one person.", "enforce", "`video call`", (), (_OF_CALLS,)),
    Clause(
        "V9",
        "Video with pupils is planned and in the teacher's hands.",
        "enforce",
        "`video call`, `calls`",
        (),
        (_OF_CALLS,),
    ),
    Clause(
        "V10",
        "Recording or pictures of pupils need written consent.",
        "enforce",
        "`video call`",
        (),
        (_OF_CALLS,),
    ),
    Clause(
        "D1",
        "Data is kept by its principles, by approved means and on no device of one's own.",
        "guide",
        "a question",
        (),
        (_OF_ANSWERS,),
    ),
    Clause(
        "D2",
        "Equipment is signed out; the Headteacher or business manager knows of what leaves the site.",
        "record, route",
        "`borrow`, `who has what`",
        (),
        (
            _OF_REQUESTS,
            "transcripts/test_requests.py::test_what_is_out_is_asked_for_on_its_day_and_the_manager_hears_a_week_later",
        ),
    ),
    Clause("D3", "Back-ups run each day.", "remind", "`calendar`", (), (_OF_THE_CALENDAR,)),
    Clause(
        "D4",
        "Pupils' telephones are handed in; a parent's letter goes to the Headteacher; visitors ask.",
        "guide, record",
        "`pupil phone`",
        (),
        (_OF_REQUESTS, "transcripts/test_requests.py::test_a_permission_ends_with_its_last_day"),
    ),
    Clause(
        "D5",
        "Consent for pictures at entry; they go a year after the pupil has left; no full names; looked at each year.",
        "guide, remind",
        "a question, `calendar`",
        (),
        (_OF_THE_CALENDAR, _OF_ANSWERS),
    ),
    Clause(
        "D6",
        "E-mail on Office 365 alone; pupils' accounts are made by the technician and closed after the project.",
        "guide, route",
        "`temporary accounts`",
        (),
        (_OF_REQUESTS, "transcripts/test_requests.py::test_accounts_are_asked_about_until_they_are_closed"),
    ),
    Clause(
        "D7",
        "Social networks: private settings, no pupils, nothing of school.",
        "guide",
        "a question",
        (),
        (_OF_ANSWERS,),
    ),
    Clause("D8", "Class Dojo: work alone, one's own child alone, no names.", "guide", "a question", (), (_OF_ANSWERS,)),
    Clause(
        "D9",
        "What the school publishes has somebody who answers for it.",
        "guide",
        "a question",
        (),
        (_OF_ANSWERS,),
    ),
    Clause("D10", "Bluetooth is set up with care and with a password.", "guide", "a question", (), (_OF_ANSWERS,)),
    Clause(
        "D11",
        "Pupils are supervised, each has a log-in, and nobody installs what was not allowed.",
        "guide",
        "a question",
        (),
        (_OF_ANSWERS,),
    ),
    Clause(
        "D12",
        "Software and hardware are audited each year, and licences kept.",
        "remind",
        "`calendar`",
        (),
        (_OF_THE_CALENDAR,),
    ),
    Clause(
        "T1",
        "Everybody is trained each year and as they join.",
        "record, remind",
        "`training`, `practise`, `induction`",
        (
            "documents.training.record_session",
            "documents.training.record_practice",
            "practice.practice",
            "documents.joiners.new_joiners",
        ),
        (
            "transcripts/test_induction.py::test_who_is_given_a_role_is_no_joiner",
            "transcripts/test_documents_time.py::test_training_rides_along",
            "transcripts/test_practice.py::test_a_practice_from_first_to_last",
            "transcripts/test_practice.py::test_it_counts_as_training_where_the_school_says_so",
        ),
    ),
    Clause(
        "T2",
        "The committee meets each half term and reports to the Headteacher.",
        "remind, record",
        "`committee`",
        ("committee.meeting", "committee.pack.Pack"),
        ("transcripts/test_committee.py::test_champions_are_told_once_ten_school_days_before_the_end",),
    ),
    Clause(
        "T3",
        "A week, Safer Internet Day and a session for parents each year.",
        "remind",
        "`calendar`, `tell staff`",
        (),
        (_OF_THE_CALENDAR,),
    ),
    Clause(
        "T4",
        "Governors are kept up to date.",
        "remind, record",
        "`governors`",
        ("governors.report.release",),
        ("transcripts/test_governors.py::test_a_term_from_its_count_to_the_chair",),
    ),
    Clause(
        "T5",
        "The policy is reviewed each year, and what is new is looked at for its risks.",
        "remind, record",
        "`calendar`, `new technology`, **Change the policy**",
        ("policy_changes.change.ask_for_change",),
        ("transcripts/test_owed_duties.py::test_the_day_to_look_again_becomes_a_duty_once", _OF_REQUESTS),
    ),
    Clause("X1", "Locks, anti-virus and the filter itself.", "out: done by those who supply them"),
    Clause("X2", "Teaching the curriculum.", "out: done in class"),
)


def rules_of(clause: str) -> dict[str, list[str]]:
    """The rows that carry the clause, by the table they stand in."""
    tables: dict[str, Iterable[tuple[str, Iterable[str]]]] = {
        "reports": [(kind, clauses_of_kind(kind)) for kind in KINDS],
        "calls": [(rule.id, rule.clauses) for rule in (*RULES, *WARNINGS)],
        "requests": [(kind.id, kind.clauses) for kind in KINDS_OF_REQUEST.values()],
        "duties": [(duty.id, duty.clauses) for duty in shipped_duties()],
        "answers": [(answer.id, answer.clauses) for answer in ANSWER_ROWS],
    }
    found = {table: [row for row, cited in rows if clause in cited] for table, rows in tables.items()}
    return {table: rows for table, rows in found.items() if rows}


def clauses_of_kind(kind: str) -> frozenset[str]:
    """The clauses that a kind of report carries, with those of its handler's first steps."""
    return frozenset((*KINDS[kind].clauses, *(cited for step in KINDS[kind].now for cited in step.clauses)))


def page() -> str:
    """The page, whole."""
    sections = {clause: ", ".join(numbers) for clause, numbers in SECTIONS.items()}
    return "\n".join(
        (
            "# What the policy asks, and where it is carried",
            "",
            "`make pictures` writes this page from the tables that the bot itself goes by, and a test reads it.",
            "",
            "| clause | § | what it asks | how | what people type or press |",
            "|---|---|---|---|---|",
            *(_row(each.id, sections.get(each.id, ""), each.asks, each.how, each.words) for each in CLAUSES),
            "",
            "## Rules and tests",
            "",
            "Rows are named by their ids in the tables of reports, calls, requests, duties and answers; functions",
            f"stand below `{_PACKAGE}`, tests below `tests/`.",
            "",
            "| clause | rules | tests |",
            "|---|---|---|",
            *(_row(each.id, _lines(_rules(each)), _lines(map(_quote, each.tests))) for each in CLAUSES if each.tests),
            "",
        )
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _lines(parts: Iterable[str]) -> str:
    return "<br>".join(parts)


def _quote(name: str) -> str:
    return f"`{name}`"


def _rules(clause: Clause) -> list[str]:
    of_tables = [f"{table}: {_list_rows(rows)}" for table, rows in rules_of(clause.id).items()]
    return [*of_tables, *map(_quote, clause.functions)]


def _list_rows(rows: list[str]) -> str:
    """Few by their names, many by how many there are."""
    return ", ".join(map(_quote, rows)) if len(rows) <= MOST_ROWS_NAMED else f"{len(rows)} rows"


def main() -> int:
    """Write the page."""
    CLAUSES_PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
