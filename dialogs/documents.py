"""The buttons and words of what is read and signed: signing, questions, publishing, who has not signed."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.policy.documents.campaigns import CampaignKind
from bot.policy.documents.publication import (
    PUBLISHERS,
    SEE_WHO_SIGNED,
    NobodyToAsk,
    Publication,
    allow_publishing,
)
from bot.policy.documents.questions import POLICY, AnsweredMeanwhile
from bot.policy.documents.signing import NOT_RIGHT, SigningForm
from bot.policy.documents.view import OwnSigning
from bot.policy.documents.withdrawal import TooLateToWithdraw, may_withdraw
from bot.policy.kit.errors import Incomplete, NotAllowed, NotFound
from bot.policy.kit.school import AUP
from bot.policy.kit.school_time import local, parse_day
from bot.policy.kit.spoken_days import spell_out_day
from bot.services.documents.publishing import TextChanged
from bot.services.documents.services import DocumentServices
from bot.services.services import Services
from cards.documents import DOCUMENT, DocumentVerb, champion, publishing, reading
from cards.documents import export as export_files
from cards.documents import signing as signing_cards
from cards.documents.list_card import documents_card
from cards.documents.signature_form import QUESTION_FIELDS, signature_words, typed_answers
from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import NO_ROLE_KNOWN, HelpButton, HelpLine
from cards.kit.parts import Texts
from cards.words.documents import (
    ALL_DOCUMENTS,
    AUP_HELP,
    CAMPAIGN_NAMES,
    DOCUMENTS_HELP,
    OVERVIEW_HELP,
    PUBLISH_HELP,
    WHO_HAS_NOT_SIGNED,
)
from cards.words.kit import role_names
from cards.words.sentences import sentence
from dialogs.conversation import FormForWords
from dialogs.press import Area, FormCard, FormResult, NotMeant, Press, Reply, new_draft


class DocumentsArea(Area):
    """What people press about a document, and what Champions do about it."""

    help = (
        HelpLine(*AUP_HELP, NO_ROLE_KNOWN),
        HelpLine(*DOCUMENTS_HELP),
        HelpLine(*OVERVIEW_HELP, SEE_WHO_SIGNED),
        HelpLine(*PUBLISH_HELP, frozenset(PUBLISHERS)),
    )
    buttons = (
        HelpButton(CAMPAIGN_NAMES[CampaignKind.AUP], DocumentVerb.MINE, NO_ROLE_KNOWN),
        HelpButton(WHO_HAS_NOT_SIGNED, DocumentVerb.OVERVIEW, SEE_WHO_SIGNED),
    )

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._documents = services.get(DocumentServices)
        self.verbs = {
            DocumentVerb.MINE: self.mine,
            DocumentVerb.READ: self.read,
            DocumentVerb.SIGN: self.sign,
            DocumentVerb.NOT_YET: self.not_yet,
            DocumentVerb.DECLINE: self.decline,
            DocumentVerb.DECLINE_SEND: self.send_decline,
            DocumentVerb.QUESTION: self.question,
            DocumentVerb.QUESTION_SEND: self.send_question,
            DocumentVerb.THREAD: self.thread,
            DocumentVerb.ANSWER: self.answer,
            DocumentVerb.PROPOSE: self.propose,
            DocumentVerb.PREVIEW: self.preview,
            DocumentVerb.PUBLISH: self.publish,
            DocumentVerb.OVERVIEW: self.overview,
            DocumentVerb.REMIND: self.remind,
            DocumentVerb.REMIND_ALL: self.remind_all,
            DocumentVerb.SET_ASIDE: self.set_aside,
            DocumentVerb.SET_ASIDE_SEND: self.set_aside_until,
            DocumentVerb.BELIEVE: self.believe,
            DocumentVerb.EXPORT: self.export,
            DocumentVerb.LIST: self.list,
            DocumentVerb.WITHDRAW: self.withdraw,
            DocumentVerb.WITHDRAW_SEND: self.send_withdrawal,
        }
        self.commands = {
            "documents": self.list,
            "sign": self.sign_next,
            "sign aup": self.mine,
            "aup": self.mine,
            "publish": self.publish_alone,
            "publish aup": self.propose,
            "who has not signed": self.overview,
            "who hasn't signed": self.overview,
            "who hasn’t signed": self.overview,
            "export aup": self.export,
            "qu-*": self.thread,
        }

    async def publish_alone(self, press: Press) -> AdaptiveCard:
        """The one thing that is published, for whoever may; to anybody else the word means nothing."""
        if press.person.roles.isdisjoint(PUBLISHERS):
            raise NotMeant
        return await self.propose(press)

    # Everyone who is asked

    async def list(self, press: Press) -> AdaptiveCard:
        """What is theirs to read and sign; for Champions and senior leaders all documents."""
        return documents_card(self._school, self._now, await self._documents.lists.show(press.person))

    async def sign_next(self, press: Press) -> AdaptiveCard:
        """The Acceptable Use Policy while it is to be signed; else the one other document that is, or the list of
        them."""
        due = [each.campaign.document_id for each in await self._documents.lists.due(press.person)]
        if due and AUP not in due:
            return await self.list(press) if len(due) > 1 else await self._of(press, due[0])
        return await self._of(press, AUP)

    async def mine(self, press: Press) -> AdaptiveCard:
        """The card to sign, or the receipt. People see only their own."""
        return await self._of(press, await self._document(press))

    async def _of(self, press: Press, document: str) -> AdaptiveCard:
        return self._mine(await self._documents.signing.mine(press.person, document))

    async def _document(self, press: Press) -> str:
        """The document that a button is about: by its id, or by that of a version of it."""
        if press.id:
            return await self._documents.signing.document_of(press.id)
        return press.text(DOCUMENT) or AUP

    async def _mine_of(self, press: Press) -> OwnSigning | None:
        return await self._documents.signing.mine(press.person, await self._document(press))

    async def read(self, press: Press) -> FormCard:
        """A page of a published version, which everyone on staff may read: the one asked for, or where this person is.
        The section that they come from is marked as read."""
        published = await self._documents.publishing.version(press.id)
        page = press.text(reading.PAGE)
        await self._keep_true(press)
        if section := press.number(reading.PAST):
            await self._documents.signing.mark_read(press.person, published.id, section)
        mine = await self._mine_of(press)
        if mine is None or mine.signature is not None or press.data.get(reading.AGAIN) == 1:
            return FormCard(reading.read_again_page(published, press.number(reading.PAGE)))
        if mine.publication.id != published.id:
            return FormCard(reading.reading_page(mine, note=await self._why_newer(press)))
        if check := press.number(reading.CHECK):
            return FormCard(reading.check_page(mine, check, press.texts()))
        if page == reading.CONTENTS:
            return FormCard(reading.contents_page(mine, press.texts()))
        at = press.number(reading.PAGE) if page else None
        return FormCard(reading.reading_page(mine, at, typed=press.texts()))

    async def sign(self, press: Press) -> Reply:
        """Sign, as the person who presses and nobody else; what is missing comes back on the same form."""
        await self._keep_true(press)
        before = await self._mine_of(press)
        if before is None:
            return await self._nothing_asked(press)
        if not press.sends("name"):
            if before.signature is not None:
                return signing_cards.signature_receipt(self._school, before, note=sentence("aup.signed_already"))
            if press.id != before.publication.id:
                return await self._newer(press, before)
            return _signing_form(press, before)
        said = SigningForm(
            ticked=press.text("read") == "true",
            name=press.text("name"),
            words=signature_words(before),
            asked_again=press.data.get(reading.AGAIN) == 1,
            answers=typed_answers(before, press.texts()),
        )
        try:
            after = await self._documents.signing.sign(press.by, press.id, said)
        except Incomplete as wrong:
            return _not_signed(press, before, wrong.facts)
        if after is None:
            return await self._newer(press, before)
        told = sentence("aup.signed_already" if before.signature is not None else "aup.signed")
        stands = press.turn.beside is not None  # the card from which it was opened becomes the receipt
        return FormResult(told, signing_cards.signature_receipt(self._school, after, note=told), stands)

    async def not_yet(self, press: Press) -> AdaptiveCard:
        """Noted on the card itself, where whatever is unclear can now be asked."""
        try:
            after = await self._documents.signing.not_yet(press.by, press.id)
        except NotFound:
            return await self._nothing_asked(press)
        if after is None or after.signature is not None:
            return await self._as_it_stands(press, after)
        return self._mine(after)

    async def decline(self, press: Press) -> Reply:
        """What declining means, before it is done."""
        await self._keep_true(press)
        mine = await self._mine_of(press)
        if mine is None:
            return await self._nothing_asked(press)
        return self._mine(mine) if mine.signature is not None else _decline_form(press, mine)

    async def send_decline(self, press: Press) -> Reply:
        """Declined: the Champions are told. Without a reason the form comes back."""
        try:
            after = await self._documents.signing.decline(press.by, press.id, press.text("reason"))
        except Incomplete as wrong:
            mine = await self._mine_of(press)
            return _decline_form(press, mine, wrong.facts) if mine else await self._nothing_asked(press)
        except NotFound:
            return await self._instead(press, press.text("reason"), None)
        if after is None or after.signature is not None:
            return await self._instead(press, press.text("reason"), after)
        return _result("aup.declined", after.publication)

    async def question(self, press: Press) -> FormCard:
        """The form for a question."""
        thread, typed, draft = press.text("thread"), press.text("question"), press.text("draft") or new_draft()
        held = {"id": press.id, "thread": thread, "question": typed}
        return _question_form(draft, held, title=await self._title(press.id))

    async def send_question(self, press: Press) -> Reply:
        """The question goes to the Champions."""
        thread = press.text("thread")
        if press.id == POLICY:
            return await self._ask_about_policy(press, thread)
        try:
            after = await self._documents.signing.ask(press.by, press.id, press.text("question"), thread)
        except Incomplete as wrong:
            title = await self._title(press.id)
            return _question_form(press.text("draft") or new_draft(), press.texts(), wrong.facts, title)
        except NotFound:
            if thread:
                raise
            return await self._instead(press, press.text("question"), None)
        if after is None:
            return await self._instead(press, press.text("question"), after)
        if after.question is None:
            return await self._as_it_stands(press, after)
        return _result("aup.asked", after.publication)

    async def _ask_about_policy(self, press: Press, thread: str) -> Reply:
        """One more line in the thread of a question about the school's policy."""
        try:
            asked = await self._documents.questions.ask_about_policy(press.by, press.text("question"), thread)
        except Incomplete as wrong:
            return _question_form(press.text("draft") or new_draft(), press.texts(), wrong.facts)
        said = sentence("aup.asked_policy", {"reference": asked.id})
        return FormResult(said, signing_cards.question_result(asked, said))

    async def thread(self, press: Press) -> AdaptiveCard:
        """A question with its answers."""
        question = await self._documents.questions.show(press.person, press.id)
        return signing_cards.question_card(self._school, self._now, question, press.person)

    # Champions and senior leaders

    async def answer(self, press: Press) -> Reply:
        """A Champion's answer, which goes back to whoever asked."""
        again = press.form_for_words(DocumentVerb.ANSWER, "answer")
        if not press.sends("answer"):
            question = await self._documents.questions.show(press.person, press.id)
            return FormCard(signing_cards.answer_form(question, press.person, typed=press.texts()), again)
        try:
            await self._documents.questions.answer(
                press.by, press.id, press.text("answer"), press.number(signing_cards.SEEN)
            )
        except (Incomplete, AnsweredMeanwhile) as wrong:
            question = await self._documents.questions.show(press.person, press.id)
            problems = wrong.facts if isinstance(wrong, Incomplete) else {}
            unsent = sentence(wrong.key, wrong.facts) if isinstance(wrong, AnsweredMeanwhile) else ""
            shown = signing_cards.answer_form(
                question, press.person, wrong=problems, typed=press.texts(), unsent=unsent
            )
            return FormCard(shown, again)
        said = sentence("aup.answered")
        return FormResult(said, parts.form_result(said, parts.opener(ALL_DOCUMENTS, DocumentVerb.LIST)))

    async def propose(self, press: Press) -> AdaptiveCard:
        """The text on disk and what it changes, before anybody is asked anything."""
        return await self._proposal(press)

    async def _proposal(self, press: Press, note: str | None = None) -> AdaptiveCard:
        proposed = await self._documents.publishing.proposal(press.person, await self._document(press))
        return publishing.proposal_card(self._school, self._now, proposed, note=note)

    async def preview(self, press: Press) -> FormCard:
        """A page of the text on disk, for whoever may publish it."""
        proposed = await self._documents.publishing.proposal(press.person, await self._document(press))
        return FormCard(reading.preview_page(proposed, press.number(reading.PAGE)))

    async def publish(self, press: Press) -> AdaptiveCard:
        """The version that was seen is put before everyone on staff."""
        try:
            version, did = await self._documents.publishing.publish(
                press.by, press.text("text"), await self._document(press)
            )
        except (TextChanged, NobodyToAsk) as changed:
            facts = {"roles": role_names(changed.facts["roles"].split(", "))} if changed.facts else {}
            return await self._proposal(press, sentence(changed.key, facts))
        return publishing.published_card(self._school, self._now, version, did=did)

    async def withdraw(self, press: Press) -> Reply:
        """What taking a version back means, before it is done."""
        allow_publishing(press.person)
        campaign = await self._documents.outstanding.campaign(press.person, press.id)
        if not may_withdraw(campaign, self._now):
            return await self._overview(press, sentence(TooLateToWithdraw.key))
        shown = publishing.withdraw_form(campaign, again=bool(campaign.before))
        return FormCard(shown, press.form_for_words(DocumentVerb.WITHDRAW, ""))

    async def send_withdrawal(self, press: Press) -> Reply:
        """It is taken back: nobody is asked any more."""
        try:
            await self._documents.publishing.withdraw(press.by, press.id)
        except TooLateToWithdraw as late:
            return await self._overview(press, sentence(late.key))
        said = sentence("documents.taken_back")
        return FormResult(said, publishing.withdrawn_result(said))

    async def overview(self, press: Press) -> AdaptiveCard:
        """Who has not signed, with how everything stands."""
        return await self._overview(press)

    async def remind(self, press: Press) -> Reply:
        """One person is reminded, at most once a day."""
        person = press.text("person")
        if not person:
            asks = await self._documents.outstanding.people(press.turn.person, press.id)
            campaign = await self._documents.outstanding.campaign(press.turn.person, press.id)
            wrong = {"person": "aup.choose_first"} if press.sends("person") else {}
            shown = champion.remind_form(campaign, asks, wrong)
            return FormCard(shown, press.form_for_words(DocumentVerb.REMIND, ""))
        return await self._campaign_result(press, await self._documents.outstanding.remind(press.by, press.id, person))

    async def remind_all(self, press: Press) -> Reply:
        """Everybody who has not answered is reminded, after it was said how many they are."""
        if press.sends("all"):
            await self._documents.outstanding.remind_all(press.by, press.id)
            return await self._campaign_result(press, "aup.reminded_all")
        count = await self._documents.outstanding.count_to_remind(press.person, press.id)
        campaign = await self._documents.outstanding.campaign(press.person, press.id)
        shown = champion.remind_all_form(campaign, count)
        return FormCard(shown, press.form_for_words(DocumentVerb.REMIND_ALL, ""))

    async def set_aside(self, press: Press) -> FormCard:
        """Who is on leave, and until when?"""
        asks = await self._documents.outstanding.people(press.person, press.id)
        campaign = await self._documents.outstanding.campaign(press.person, press.id)
        shown = champion.leave_form(campaign, asks, typed=press.texts())
        return FormCard(shown, press.form_for_words(DocumentVerb.SET_ASIDE, ""))

    async def set_aside_until(self, press: Press) -> Reply:
        """Nothing is asked of them before that day."""
        try:
            if not press.text("person"):
                raise Incomplete(person="form.missing")
            try:
                until = parse_day(spell_out_day(press.text("until"), local(self._now, self._school.timezone).date()))
            except Incomplete as wrong:
                raise Incomplete(until="form.not_a_moment") from wrong
            await self._documents.outstanding.set_aside(press.by, press.id, press.text("person"), until)
        except Incomplete as wrong:
            asks = await self._documents.outstanding.people(press.person, press.id)
            campaign = await self._documents.outstanding.campaign(press.person, press.id)
            shown = champion.leave_form(campaign, asks, wrong=wrong.facts, typed=press.texts())
            return FormCard(shown, press.form_for_words(DocumentVerb.SET_ASIDE, ""))
        return await self._campaign_result(press, "aup.set_aside")

    async def believe(self, press: Press) -> AdaptiveCard:
        """Those missing from the staff list have really left."""
        await self._documents.outstanding.believe(press.by, press.id)
        return await self._overview(press, sentence("aup.believed"))

    async def export(self, press: Press) -> AdaptiveCard:
        """Every signature as a table, and a page for an inspection, offered as files in the person's own chat."""
        document = await self._document(press)
        evidence = await self._documents.outstanding.evidence(press.by, document)
        school, now = self._school, self._now
        name = evidence.campaign.id
        page = await asyncio.to_thread(export_files.statement, school, evidence, now)
        table = await asyncio.to_thread(export_files.signatures_csv, school, evidence.signatures)
        what = "aup_exported" if document == AUP else "document_exported"
        await self._documents.offer(press.person, f"{name}-statement.txt", page, what)
        await self._documents.offer(press.person, f"{name}-signatures.csv", table, what)
        return await self._overview(press, sentence("aup.exported"))

    async def _campaign_result(self, press: Press, said: str) -> FormResult:
        campaign = await self._documents.outstanding.campaign(press.turn.person, press.id)
        return FormResult(sentence(said), champion.campaign_result(campaign, sentence(said)))

    async def _overview(self, press: Press, note: str | None = None) -> AdaptiveCard:
        person = press.person
        if not person.holds(*SEE_WHO_SIGNED):
            raise NotAllowed()
        document = press.text(DOCUMENT) or AUP
        view = await self._documents.outstanding.of_id(person, press.id, press.number("page"), document)
        if view is None:
            return champion.nothing_published(person, self._documents.context.rule(document))
        return champion.overview_card(self._school, self._now, view, person, note=note)

    async def _keep_true(self, press: Press) -> None:
        """The card from which this dialog was opened shows what comes of it, also one asked for by its word."""
        if press.turn.beside is not None:
            await self._documents.signing.keep_true(press.person, press.id, press.turn.beside)

    def _mine(self, mine: OwnSigning | None) -> AdaptiveCard:
        return (
            signing_cards.signing_card(self._school, self._now, mine) if mine else signing_cards.nothing_to_sign_card()
        )

    async def _newer(self, press: Press, mine: OwnSigning) -> AdaptiveCard:
        return signing_cards.signing_card(self._school, self._now, mine, note=await self._why_newer(press))

    async def _why_newer(self, press: Press) -> str:
        """Why the version of a card is not the one to sign: there is a newer one, or it was taken back."""
        withdrawn = await self._documents.signing.is_withdrawn(press.id)
        return sentence("documents.withdrawn" if withdrawn else "aup.newer")

    async def _instead(self, press: Press, typed: str, after: OwnSigning | None) -> Reply:
        """What was typed came too late to be sent: it comes back as a question, which may still be asked."""
        mine = after or await self._mine_of(press)
        if typed.strip() and mine is None:
            withdrawn = await self._documents.signing.is_withdrawn(press.id)
            why = {"question": "documents.withdrawn_ask" if withdrawn else "documents.not_asked_ask"}
            return _question_form(new_draft(), {"id": POLICY, "question": typed}, why)
        if not typed or mine is None:
            return await self._as_it_stands(press, after)
        why = {"question": "aup.newer_ask" if after is None else "aup.signed_ask"}
        held = {"id": mine.publication.id, "question": typed}
        return _question_form(new_draft(), held, why, mine.publication.title)

    async def _title(self, reference: str) -> str:
        """The title of the document that a form is about; empty for the Acceptable Use Policy."""
        return "" if reference == POLICY else await self._documents.signing.title_of(reference)

    async def _as_it_stands(self, press: Press, after: OwnSigning | None) -> AdaptiveCard:
        if after is not None:
            return self._mine(after)
        mine = await self._mine_of(press)
        return await self._newer(press, mine) if mine else await self._nothing_asked(press)

    async def _nothing_asked(self, press: Press) -> AdaptiveCard:
        """Nothing of this document is asked of them: it was taken back, or it is not for them, or no longer."""
        withdrawn = await self._documents.signing.is_withdrawn(press.id)
        note = sentence("documents.withdrawn") if withdrawn else None
        return signing_cards.nothing_to_sign_card(await self._title(press.id), note)


def _decline_form(press: Press, mine: OwnSigning, wrong: Texts | None = None) -> FormCard:
    shown = signing_cards.decline_form(mine, press.text("reason"), wrong)
    return FormCard(shown, press.form_for_words(DocumentVerb.DECLINE, "reason"))


def _signing_form(press: Press, mine: OwnSigning, wrong: Texts | None = None) -> FormCard:
    """The page at the end of which it is signed. Answers to its questions are kept nowhere, also not to be put back."""
    shown = reading.signing_page(mine, wrong=wrong, typed=press.texts())
    held = {key: text for key, text in press.texts().items() if key not in QUESTION_FIELDS}
    return FormCard(shown, replace(press.form_for_words(DocumentVerb.SIGN, ""), answers=held))


def _not_signed(press: Press, mine: OwnSigning, wrong: Texts) -> FormCard:
    """The form with what is missing; or, where an answer was not the right one, what it is about once more."""
    asked = [number for number, field in enumerate(QUESTION_FIELDS) if wrong.get(field) == NOT_RIGHT]
    if not asked or mine.publication.link:
        return _signing_form(press, mine, wrong)
    typed = {key: text for key, text in press.texts().items() if wrong.get(key) != NOT_RIGHT}
    at = reading.page_of_question(mine.publication, asked[0])
    return FormCard(reading.check_page(mine, at, typed, note=sentence("documents.read_again")))


def _question_form(draft: str, held: Texts, wrong: Texts | None = None, title: str = "") -> FormCard:
    """The form for a question about the publication `id`, or in a `thread`; it takes words typed past it."""
    shown = signing_cards.question_form(
        held["id"], draft, title=title, thread=held.get("thread", ""), wrong=wrong, typed=held
    )
    return FormCard(shown, FormForWords(draft, DocumentVerb.QUESTION, "question", held))


def _result(said: str, published: Publication) -> FormResult:
    return FormResult(sentence(said), signing_cards.document_result(sentence(said), published))
