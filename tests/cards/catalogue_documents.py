"""Every card of the Acceptable Use Policy and of training, with plain and with difficult contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.policy.documents.campaigns import ON_STAFF, Ask, AskState, Campaign, CampaignKind, ask_id, tally_key
from bot.policy.documents.publication import Publication
from bot.policy.documents.questions import POLICY, Question, QuestionLine
from bot.policy.documents.signing import Signature
from bot.policy.documents.text import TextChanges, compare_texts
from bot.policy.documents.training import Session
from bot.policy.documents.view import (
    DocumentList,
    OutstandingPage,
    Overview,
    OwnDocument,
    OwnSigning,
    Proposal,
    SchoolDocument,
)
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.roles import ROLES
from bot.policy.kit.school import CheckQuestion, DocumentRule, School
from bot.policy.kit.timeline import seal
from bot.services.documents.document import SHIPPED
from cards.documents import champion as champion_cards
from cards.documents import notices, publishing, reading, training
from cards.documents import signing as signing_cards
from cards.documents.list_card import documents_card
from cards.documents.text import pages
from cards.kit.elements import AdaptiveCard

AT = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
SHORT = SHIPPED.read_text(encoding="utf-8")
LONG = "\n\n".join(f"## Part {n} 🌷\n\n" + "שלום, words that matter 🌷. " * 90 for n in range(40))
NASTY = "**bold** [x](https://evil.example) ليلى 🙈 " * 100
NAMES = ("Ann Brown", "ליאת 🌷", "*Stars* & <at>co</at>", "O" * 120)


def published(text: str) -> Publication:
    """A published version of that text."""
    by = Who(id="champion", name=NAMES[1])
    return Publication(id="AUP-2026-27", label="2026-27", text=text, sha256=seal(text), by=by, at=AT)


def asks(count: int, standing: AskState = AskState.UNANSWERED) -> list[Ask]:
    """What is asked of so many people."""
    return [
        Ask(
            id=ask_id("AUP-2026-27", f"p{number}"),
            subject="AUP-2026-27",
            who=Who(id=f"aaaaaaaa-0000-4000-8000-{number:012}", name=NAMES[number % len(NAMES)]),
            asked_at=AT,
            asked_on=AT.date(),
            standing=standing,
            answered_at=AT,
            joined=number % 3 == 0,
            words=NASTY,
            until=AT.date(),
            unreachable="not_installed",
            waits=number % 4 == 0,
        )
        for number in range(count)
    ]


def campaign(what: CampaignKind, counts: dict[AskState, int]) -> Campaign:
    """A campaign with so many people in each place."""
    return Campaign(
        id="TR-2026" if what is CampaignKind.TRAINING else "AUP-2026-27",
        what=what,
        label="2026-27",
        begun_at=AT,
        window=1.0,
        tally={tally_key(AT.date(), standing): count for standing, count in counts.items()},
        unreachable=100,
        doubtful=9,
    )


TITLE, LINK = "*Keeping* children <at>safe</at> " + "O" * 70, "https://example.org/" + "x" * 480
QUESTIONS = tuple(
    CheckQuestion(ask="Whom do you tell? " * 16, answers=("Somebody " * 20,) * 5, right=1, section=TITLE)
    for _ in range(3)
)
RULES = {
    "text": DocumentRule(id="kcsie", title=TITLE, roles=ROLES, questions=QUESTIONS),
    "link": DocumentRule(id="kcsie", title=TITLE, roles=ROLES, questions=QUESTIONS, link=LINK),
}


def further_documents(school: School, champion: Person) -> dict[str, AdaptiveCard]:
    """A document beside the policy, as a text and as a link, with a long name and questions; the list of nine."""
    cards: dict[str, AdaptiveCard] = {}
    wrong = {"read": "aup.tick", "q0": "documents.not_right", "q2": "documents.unanswered"}
    for name, rule in RULES.items():
        text = "" if rule.link else LONG
        made = {"document": rule.id, "title": rule.title, "link": rule.link, "questions": rule.questions}
        version = published(text).model_copy(update=made)
        mine = OwnSigning(version, asks(1)[0], others=11)
        cards[f"{name}, to sign"] = signing_cards.signing_card(school, AT, mine, reminder=0)
        cards[f"{name}, sign"] = reading.signing_page(mine, wrong=wrong, typed={"q1": "4", "name": NASTY})
        cards[f"{name}, the part again"] = reading.check_page(mine, 1, {"q1": "4"}, note="Once more")
        cards[f"{name}, read again"] = reading.read_again_page(version, 1)
        cards[f"{name}, taken back"] = signing_cards.signing_card(school, AT, replace(mine, withdrawn_at=AT))
        cards[f"{name}, question"] = signing_cards.question_form("KCSIE-1", "d", title=TITLE)
        cards[f"{name}, decline"] = signing_cards.decline_form(mine)
        for people in (0, 20_000):
            proposed = Proposal(rule, text, "", seal(text), compare_texts("", text), people)
            cards[f"{name}, publish to {people}"] = publishing.proposal_card(school, AT, proposed)
        cards[f"{name}, published"] = publishing.published_card(school, AT, version, did=True)
        cards[f"{name}, not published"] = champion_cards.nothing_published(champion, rule)
    earlier = Signature(
        id="s", subject="AUP-1", label="1", sha256="", by=Who(id="asker", name=NAMES[1]), at=AT, words="", typed="",
        matched=True,
    )  # fmt: skip
    changes = OwnSigning(published(LONG), asks(1)[0], earlier=earlier, news=compare_texts(SHORT, LONG), only=(1, 2))
    cards["changes, to sign"] = signing_cards.signing_card(school, AT, changes)
    cards["changes, contents"] = reading.contents_page(changes)
    cards["changes, sign"] = reading.signing_page(changes)
    cards["changes, none"] = reading.signing_page(replace(changes, only=()))
    asked = campaign(CampaignKind.DOCUMENT, {AskState.DONE: 12_000, AskState.UNANSWERED: 8_000})
    asked = asked.model_copy(update={"document": "kcsie", "title": TITLE, "roles": ROLES})
    cards["take back"] = publishing.withdraw_form(asked, again=True)
    cards["take back, done"] = publishing.withdrawn_result("Done")
    mine_of = (OwnDocument(asked, asks(1)[0]), OwnDocument(asked, asks(1)[0], AT), OwnDocument(asked))
    of_school = (SchoolDocument(RULES["text"], asked), SchoolDocument(RULES["link"]), SchoolDocument(None, asked))
    cards["list, none"] = documents_card(school, AT, DocumentList(()))
    cards["list, many"] = documents_card(school, AT, DocumentList(mine_of * 3, of_school * 3), note="Done")
    return cards


def thread(lines: int) -> Question:
    """A thread of so many long lines, by turns."""
    who = (Who(id="asker", name=NAMES[1]), Who(id="champion", name=NAMES[0]))
    said = tuple(
        QuestionLine(by=who[number % 2], at=AT + timedelta(hours=number), text=NASTY) for number in range(lines)
    )
    return Question(id="AUP-2026-27.Q12", subject="AUP-2026-27", asker=who[0], lines=said)


def questions_about_policy(school: School, asker: Person, typed: Mapping[str, str]) -> dict[str, AdaptiveCard]:
    """The form of a question about the school's policy, what sending it did, and its thread."""
    asked = thread(2).model_copy(update={"id": "QU-2026-0001", "subject": POLICY})
    return {
        "question about the policy": signing_cards.question_form(
            POLICY, "draft", wrong={"question": "form.missing"}, typed=typed
        ),
        "question about the policy, sent": signing_cards.question_result(asked, "Sent"),
        "question about the policy, thread": signing_cards.question_card(school, AT, asked, asker),
    }


def reading_cards(school: School, name: str, mine: OwnSigning, signature: Signature) -> dict[str, AdaptiveCard]:
    """Every page of the text for somebody who has not signed it, as they begin and as they go on, and its contents."""
    text = mine.publication.text
    wrong, typed = {"read": "aup.tick", "name": "aup.other_name"}, {"name": NASTY, "read": "true"}
    before = compare_texts(SHORT.replace("protect", "guard"), text)
    begun = mine.ask.model_copy(update={"read": (1, 2), "standing": AskState.UNANSWERED})
    again = replace(mine, earlier=signature, news=before, ask=begun)
    return {
        f"sign, {name}": reading.signing_page(mine),
        f"sign, {name}, wrong": reading.signing_page(mine, wrong=wrong, typed=typed),
        f"to sign, {name}, begun": signing_cards.signing_card(school, AT, again, reminder=0),
        f"to sign, {name}, the same words": signing_cards.signing_card(school, AT, replace(again, news=TextChanges())),
        f"contents, {name}": reading.contents_page(again),
        f"reading, {name}, a newer one": reading.reading_page(mine, note="A newer version"),
        **{f"reading {at}, {name}": reading.reading_page(again, at) for at in range(len(pages(text)) + 1)},
    }


def catalogue_documents(school: School) -> dict[str, AdaptiveCard]:
    """All cards by a name."""
    champion = Person(id="champion", name="Ann", roles=frozenset({"staff", "champion"}))
    leader = Person(id="leader", name="Lee", roles=frozenset({"senior_leader"}))
    asker = Person(id="asker", name="Ash", roles=frozenset({"staff"}))
    people = [Person(id=f"aaaaaaaa-0000-4000-8000-{n:012}", name=NAMES[n % 4]) for n in range(140)]
    wrong = {"read": "aup.tick", "name": "aup.other_name", "question": "form.missing", "answer": "form.too_long"}
    bad = {"title": "form.missing", "held_on": "form.in_the_future", "present": "aup.nobody_there"}
    typed = {"name": NASTY, "question": NASTY * 3, "answer": NASTY * 3, "title": "x" * 2_000, "read": "true"}
    cards: dict[str, AdaptiveCard] = {"nothing asked": signing_cards.nothing_to_sign_card()}
    for name, text in {"short": SHORT, "long": LONG, "no headings": "Only words. " * 400}.items():
        version = published(text)
        for standing in ON_STAFF:
            mine = OwnSigning(version, asks(1, standing)[0], None, thread(1) if standing is AskState.NOT_YET else None)
            cards[f"to sign, {name}, {standing}"] = signing_cards.signing_card(school, AT, mine, reminder=1)
        signature = Signature(
            id="s", subject=version.id, label=version.label, sha256=version.sha256, by=Who(id="asker", name=NAMES[1]),
            at=AT, words="Words", typed=NASTY[:200], matched=False,
        )  # fmt: skip
        cards |= reading_cards(school, name, mine, signature)
        signed = OwnSigning(version, asks(1, AskState.DONE)[0], signature)
        cards[f"receipt, {name}"] = signing_cards.signing_card(school, AT, signed, note="Already")
        cards[f"read again, {name}"] = reading.read_again_page(version, 2)
        for before, standing_text in {"nothing": None, "short": SHORT, "long": LONG.replace("matter", "count")}.items():
            proposed = Proposal(
                DocumentRule(), text, seal(text), seal(text), compare_texts(standing_text or "", text), 20_000,
                published(standing_text) if standing_text else None, standing_text == text,
            )  # fmt: skip
            cards[f"preview, {name}"] = reading.preview_page(proposed, 1)
            cards[f"publish {name} after {before}"] = publishing.proposal_card(school, AT, proposed, note="Changed")
        cards[f"published, {name}"] = publishing.published_card(school, AT, version, did=True)
        cards[f"decline, {name}"] = signing_cards.decline_form(signed, NASTY, {"reason": "form.missing"})
    for lines in (1, 2, 39, 40):
        cards[f"thread of {lines}, asker"] = signing_cards.question_card(school, AT, thread(lines), asker, note="Sent")
        cards[f"thread of {lines}, champion"] = signing_cards.question_card(school, AT, thread(lines), champion)
        cards[f"answer to {lines}"] = signing_cards.answer_form(thread(lines), champion, wrong=wrong, typed=typed)
    cards |= questions_about_policy(school, asker, typed)
    cards["question"] = signing_cards.question_form(
        "AUP-2026-27", "draft", thread="AUP-2026-27.Q12", wrong=wrong, typed=typed
    )
    for what in CampaignKind:
        for name, count in {"many": 20_000, "one": 1, "none": 0}.items():
            some = asks(min(count, 15))
            held = campaign(what, {AskState.UNANSWERED: count, AskState.DONE: 3, AskState.SET_ASIDE: 1})
            view = Overview(
                campaign=held,
                published=None if what is CampaignKind.TRAINING else published(SHORT),
                page=OutstandingPage(0, [(AT.date(), some)] if some else [], max(0, count - 15)),
                at=AT,
                unreachable=asks(8),
                declined=asks(8, AskState.DECLINED),
                questions=[thread(1)] * 8,
                on_disk_differs=True,
                year_over=True,
                training=held,
            )
            for reader in (champion, leader):
                shown = champion_cards.overview_card(school, AT, view, reader, note="Done", lead="Why")
                cards[f"overview {what}, {name}, {reader.id}"] = shown
            cards[f"declined {what}, {name}"] = notices.declined_card(school, AT, view)
    cards["nothing published"] = champion_cards.nothing_published(champion, DocumentRule())
    cards["leave"] = champion_cards.leave_form(
        campaign(CampaignKind.AUP, {}), asks(100), wrong={"until": "aup.not_ahead"}
    )
    cards["remind one"] = champion_cards.remind_form(
        campaign(CampaignKind.AUP, {}), asks(100), {"person": "aup.choose_first"}
    )
    for count in (0, 1, 20_000):
        cards[f"remind all {count}"] = champion_cards.remind_all_form(campaign(CampaignKind.AUP, {}), count)
    cards["list, done"] = champion_cards.campaign_result(campaign(CampaignKind.AUP, {}), "Reminded.")
    cards["policy, done"] = signing_cards.document_result("Sent.", published(SHORT))
    cards["leave, nobody"] = champion_cards.leave_form(campaign(CampaignKind.TRAINING, {}), [])
    cards["training, not begun"] = training.not_begun_card(champion)
    for count in (0, 12, 100, 140):
        form = training.session_form(people[:count], "draft", wrong=bad, typed={**typed, "present": ""})
        cards[f"session, {count}"] = form
        cards[f"session, everyone of {count}"] = training.session_form(people[:count], "draft", everyone=True)
    there = tuple(person.who for person in people)
    session = Session(
        id="TR-2026-0001", title=NASTY[:200], held_on=AT.date(), year=2026, attended=there, by=there[0], at=AT
    )
    cards["session recorded"] = training.session_card(school, AT, session)
    for standing in ON_STAFF:
        ask = asks(1, standing)[0]
        for reader in (champion, asker):
            shown_to = training.training_due_card(school, AT, campaign(CampaignKind.TRAINING, {}), ask, 0, reader)
            cards[f"training, {standing}, {reader.id}"] = shown_to
    return {f"aup: {name}": card for name, card in (cards | further_documents(school, champion)).items()}
