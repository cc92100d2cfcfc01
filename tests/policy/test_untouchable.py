"""Of illegal material no address and nothing encoded is kept or shown, in whatever form; ordinary English stays."""

from __future__ import annotations

import base64
import random
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.incidents import amending, asking, closing, handling
from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.incident import (
    BreachClock,
    Closing,
    Incident,
    Note,
    Referral,
    ReporterAnswer,
    ReporterQuestion,
)
from bot.policy.incidents.kinds import DEFAULT_ROUTES, KINDS
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.untouchable import ENCODED_LEFT_OUT, LEFT_OUT, Cleansed, cleanse
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.records import Entry
from tests.policy.school import ANN, DOT, NOW, incident_of, opened, pressed

FORMS_OF_ADDRESS = (
    "discord.gg / abc",
    "evil [dot] club [slash] x",
    "evil d0t club",
    "t . me / evil",
    "t.me slash evil",
    "https : // evil . club",
    "https: // evil . club / x",
    "hxxp evil",
    "www . evil . com",
    "**evil**.club",
    "evil%20.com",
    "evil DOT com",
    "e-v-i-l.com",
    "\u212f\U0001d4cb\U0001d4be\U0001d4c1.\U0001d4b8\u2134\U0001d4c2",
    "\u0435vil.com",
    "evil%252eclub",
    "evil:1337",
    "gemini://evil",
    "evil.it",
    "evil.so",
    "http://evil.example/x",
    "https://evil.example",
    "HTTP://EVIL.EXAMPLE/X",
    "www.evil.example",
    "ftp://a.b/c",
    "evil.example/path",
    "evil.example",
    "evil.com",
    "host:8080/x",
    "localhost:3000",
    "localhost/x",
    "192.168.0.4",
    "192.168.0.4:8080/x",
    "[2001:db8::1]:80/x",
    "2001:db8::1",
    "::1/x",
    "expyuzz4wqqyqhjn.onion",
    "expyuzz4wqqyqhjn.onion/board",
    "duskgytldkxiuqc6wyfnmpksb2tcv6y6q2pq3ebcbvg2iqgfk3xd7ryd",
    "b\u00fccher.example",
    "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444",
    "xn--e1afmkfd.xn--p1ai",
    "\u4f8b\u3048.\u30c6\u30b9\u30c8/x",
    "http:\\\\evil\\x",
    "http:/\\evil.example",
    "magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a",
    "c12fe1c06bba254a9dc9f519b335aa7c1367a88a",
    "evil[.]example",
    "evil(dot)example",
    "evil{.}shop",
    "evil [.] shop",
    "evil (dot) shop slash x",
    "evil dot example",
    "evil dot com slash pictures",
    "hxxp://evil.example",
    "hxxps[:]//evil[.]example/x",
    "h t t p : / / e v i l . c o m / x",
    "h t t p s://evil.example/x",
    "http :// evil",
    "https:// evil.club/x",
    "e v i l . c o m",
    "//evil.example/path",
    "//host/path",
    "\\\\server\\share\\x",
    "file:///c:/x.jpg",
    "t.me/joinchat",
    "t.me",
    "discord.gg/abc",
    "bit.ly/3xyz",
    "youtu.be/dQw4",
    "x.com/a",
    "http%3A%2F%2Fevil.example%2Fx",
    "evil%2Eexample%2Fx",
    "%68%74%74%70%3a%2f%2fevil",
    "\uff48\uff54\uff54\uff50\uff1a\uff0f\uff0f\uff45\uff56\uff49\uff4c\uff0e\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45",
    "\uff45\uff56\uff49\uff4c\uff0e\uff43\uff4f\uff4d",
    "evil\u3002com",
    "evil\uff0eexample",
    "\u24d4\u24e5\u24d8\u24db.\u24d2\u24de\u24dc",
    "ev\u200bil.exa\u200bmple",
    "ht\u200btp\u200b:/\u200b/evil",
    "evil\u2024com",
    "evil\u00ad.com",
    "user@evil.example:8080/x",
    "user:pw@evil.example/x",
    "ftp.evil.example",
    "evil.co.uk",
    "a.evil.co.uk:81",
    "evil .com",
    "evil. com/x",
    "evil . com",
    "www evil com",
    "evil,com/x",
    "evil..com",
    "evildotcom",
    "evil-dot-com",
    "evil_dot_com",
    "&#104;ttp&#58;//evil.example",
    "evil&#46;example",
    "evil&period;com",
    "\\u0068ttp://evil",
    "@user@instance.social",
    "tg://join?x=1",
    "tg:join",
    "ipfs://QmX",
    "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG",
    "mailto:a@b.example",
    "sftp:host/x",
    "http://3232235777",
    "0xC0A80001",
    "https://evil",
    "http:evil.club",
    "https;//evil.club",
    "evil.zip",
    "\U0001f4a9.la",
    "evil.club?x=1",
    "evil.shop#x",
    "see:evil.club",
    "evil.club:8443",
    "nas-1:8080",
    "aHR0cDovL2V2aWwuZXhhbXBsZS94",
    "elpmaxe.live//:ptth",
    "rtsp://cam",
    "snap.chat/x",
    "telegram.me/x",
    "evil\u2024com",
    "evil\u3002club/x",
    "evil \u2024 com",
    "evil\uff0fx.club",
    "127.1:8080/x",
    "blob:https://x/1",
    "view-source:evil.club",
)


@pytest.mark.parametrize("written", FORMS_OF_ADDRESS)
def test_what_looks_like_an_address_is_left_out(written: str) -> None:
    """Whole, as one link, and nothing else with it."""
    found = cleanse(f"It was {written} there")
    assert (found.text, found.links, found.encoded) == (f"It was {LEFT_OUT} there", 1, 0)


IN_A_SENTENCE = [
    ("see https://evil.example/x?y=1 there", "see [link left out] there"),
    ("www.evil.example and ftp://a.b/c", "[link left out] and [link left out]"),
    ("(evil.club), then evil.shop.", "([link left out]), then [link left out]."),
    ("It was at\nhttps://evil\n.example/x", "It was at\n[link left out]"),
    ("[a page](http://evil.club)", "[a [link left out])"),
    ("He said \u201cgo to evil.club\u201d and left", "He said \u201cgo to [link left out]\u201d and left"),
]


@pytest.mark.parametrize(("typed", "kept"), IN_A_SENTENCE)
def test_the_words_around_an_address_stay(typed: str, kept: str) -> None:
    """With their punctuation."""
    assert cleanse(typed).text == kept


ORDINARY = (
    "See e.g. the board, i.e. Room 4, at 10.30 a.m. and 3.30pm.",
    "Mr.Smith and Mrs.Jones met Yr.6 and yr.6 in Rm.4, No.10, St.Mary's.",
    "He left.Then I came.It was late.He said so.So I went.",
    "Year 5/6 and he/she, and/or n/a w/c 23/11 24/7, 1/2.",
    "Ph.D. B.Sc. U.K. U.S.A. P.E. a.k.a. etc.) Co.Ltd",
    "Section 4.6, 2.1.3, v2.0, 12.11.2026, 23/11/2026, 10:30, 10:30:15, 10.30-11.15.",
    "Time:10:30 Year:2026 Ref:12345 Room:12 Tel:01632 Date:12/11/2026 Class:4B/5B Badge:4821",
    "well...then OK\u2026so \"what?\"Then (he) said: 'no.'",
    "CEOP/2026/1234 LC-1 CAD 123 OS-2026-0042 IWF-REF-99",
    "\u00a33.50, \u00a33.50each, 50%, 3.5mm, 100m, 5th.",
    "His tablet showed picture.jpg and letter.docx; IMG_2034.HEIC.",
    "A polka dot dress; on the dot of nine; join the dot to dot.",
    "T.Wilkowski and J.R.Smith and O'Brien-Jones.",
    "It was on the library PC.The pupil closed it.and then she told me.",
    "mail from head.teacher@school.example came, r.okafor@school.example.",
    "Wait... what :/ :-/ :\\ // -- ** AC/DC; C++ and std::x aa:bb:cc:dd:ee:ff",
    "1.First I saw 2.then he 3.what 4.It",
    "John3:16 ratio 3:1 (see 4.6(I5)).",
    'The child\'s iPad, TikTok, YouTube and WhatsApp \u2013 "very bad".',
    "I am at my desk. It is on. He is in 4 B . Then we go.",
    "[link left out] and [picture or file left out]",
    "He left.then she came.and we told.after that.",
    "M&S, AT&T, R&B. 5* hotel. #1 fan @ school. me@home",
    "The https thing and http and www are words. The com room. The net. He plays in the net.",
    "Mr. Penhallow; Mrs Okafor (Headteacher), 01632 960101, +44 1632 960101.",
)


@pytest.mark.parametrize("sentence", ORDINARY)
def test_ordinary_english_stays_whole(sentence: str) -> None:
    """Times, dates, shortened words, references, names, a forgotten space, the name of a file, an e-mail address."""
    assert cleanse(sentence) == Cleansed(sentence)


WORDS = [
    "the",
    "pupil",
    "saw",
    "it",
    "on",
    "Mr.",
    "Smith's",
    "tablet",
    "at",
    "10.30",
    "a.m.,",
    "i.e.",
    "in",
    "Year",
    "5/6",
    "(Room",
    "4),",
    "and",
    "told",
    "me:",
    '"it',
    "opened",
    "by",
    'itself"',
    "–",
    "then",
    "he/she",
    "closed",
    "it;",
    "e.g.",
    "the",
    "cover,",
    "No.",
    "3,",
    "50%",
    "of",
    "4B,",
    "£3.50",
    "...",
    "24/11/2026",
    "CEOP",
    "OS-2026-0042",
    "don't",
    "well-known",
]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_ordinary_words_in_any_order_stay(words: list[str]) -> None:
    """Whatever stands beside what."""
    text = " ".join(words)
    assert cleanse(text).text == text


@given(st.lists(st.sampled_from([*WORDS, *FORMS_OF_ADDRESS]), max_size=12))
def test_what_was_cleansed_stays_as_it_is(words: list[str]) -> None:
    """At the entry and again at every showing: the same."""
    once = cleanse(" ".join(words)).text
    assert cleanse(once).text == once


@given(st.text())
def test_any_text_can_be_cleansed(text: str) -> None:
    """Nothing that can be typed breaks it, and where nothing is left out nothing is changed."""
    found = cleanse(text)
    assert found.links or found.encoded or found.text == text


BLOB = random.Random(14).randbytes(900)
PACKED = base64.b64encode(BLOB).decode()


def split(text: str, size: int, by: str) -> str:
    """The text in pieces of that size."""
    return by.join(text[at : at + size] for at in range(0, len(text), size))


ENCODED = {
    "a data URI": f"data:image/png;base64,{PACKED}",
    "a short data URI": "data:image/png;base64,iVBORw0KGgo=",
    "a data URI with gaps": f"data: image/png;base64, {PACKED}",
    "a data URI with a comma apart": "data:image/png;base64 , iVBORw0KGgo=",
    "a data URI of a page": "data:text/html,<script>x</script>",
    "a data URI in wide letters": f"\uff44\uff41\uff54\uff41\uff1aimage/png;base64,{PACKED[:48]}",
    "a data URI in lines": f"data:image/jpeg;base64,\n{split(PACKED, 76, chr(10))}",
    "a drawing": "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><path d='M0'/></svg>",
    "base64": PACKED,
    "base64 in lines": split(PACKED, 76, "\n"),
    "base64 in Windows lines": split(PACKED, 64, "\r\n"),
    "base64 with gaps": split(PACKED, 76, " "),
    "base64 in short pieces": split(PACKED, 11, " "),
    "base64 of addresses": base64.urlsafe_b64encode(BLOB).decode(),
    "base32": base64.b32encode(BLOB).decode(),
    "base85": base64.b85encode(BLOB).decode(),
    "hexadecimal": BLOB.hex(),
    "hexadecimal in lines": split(BLOB.hex(), 32, "\n"),
    "hexadecimal, byte by byte": BLOB.hex(" "),
    "hexadecimal as in C": "".join(f"\\x{one:02x}" for one in BLOB),
    "a list of bytes": ", ".join(map(str, BLOB)),
}


@pytest.mark.parametrize("material", ENCODED.values(), ids=ENCODED)
def test_nothing_encoded_is_kept(material: str) -> None:
    """Of the whole of it nothing is left but the mark, and a few letters at its ends at the most."""
    found = cleanse(f"See {material} there")
    assert ENCODED_LEFT_OUT in found.text
    assert found.encoded
    assert len(found.text) < len(f"See {ENCODED_LEFT_OUT} there") + 30


SLOW = (
    "a " * 10_000,
    ". " * 10_000,
    "h t t p " * 2_500,
    "[.]" * 6_666,
    "-a" * 10_000,
    "a:" * 10_000,
    "data:, " * 2_800,
)


@pytest.mark.parametrize("text", SLOW, ids=[text[:8] for text in SLOW])
def test_no_text_takes_long(text: str) -> None:
    """As long as a field may be, and made to be slow. Counted is the work, and not what a busy machine waits."""
    began = time.thread_time()
    cleanse(text)
    assert time.thread_time() - began < 4


LINK, MATERIAL = "seen at evil.example/x", "seen: data:image/png;base64,iVBORw0KGgo="
Write = Callable[[IncidentSnapshot, ActionContext, str], Outcome]


def breached(snapshot: IncidentSnapshot) -> IncidentSnapshot:
    """With the clock of a data breach running, as after a change of kind."""
    clock = BreachClock(deadline=NOW + timedelta(days=3))
    return IncidentSnapshot(snapshot.incident.model_copy(update={"breach": clock}))


def closed_with(snapshot: IncidentSnapshot, context: ActionContext, **said: str) -> Outcome:
    """Taken and closed with these words."""
    taken = incident_of(handling.acknowledge(snapshot, context))
    words = {
        "outcome": "x",
        "reason": "x",
        "cpoms": "x",
        "no_cpoms": "",
        "no_referral": "x",
        "unticked": "true",
        **said,
    }
    return closing.close(IncidentSnapshot(taken), context, ClosingWords(**words))


def reopened(snapshot: IncidentSnapshot, context: ActionContext, text: str) -> Outcome:
    """Closed and opened again with this reason."""
    return closing.reopen(IncidentSnapshot(incident_of(closed_with(snapshot, context))), context, text)


WRITTEN: Mapping[str, Write] = {
    "a note": handling.add_a_note,
    "a question to the reporter": lambda s, p, t: asking.ask_the_reporter(s, p, t, DOT),
    "whom it was referred to": lambda s, p, t: handling.refer(s, p, t, "1", NOW, ""),
    "the number of a referral": lambda s, p, t: handling.refer(s, p, "Police", t, NOW, ""),
    "the note of a referral": lambda s, p, t: handling.refer(s, p, "Police", "1", NOW, t),
    "the decision on a breach": lambda s, p, t: handling.decide_breach(breached(s), p, reported=False, text=t),
    "the outcome": lambda s, p, t: closed_with(s, p, outcome=t),
    "the reason for closing": lambda s, p, t: closed_with(s, p, reason=t),
    "the CPOMS reference": lambda s, p, t: closed_with(s, p, cpoms=t),
    "why there is none": lambda s, p, t: closed_with(s, p, cpoms="", no_cpoms=t),
    "why nobody was told": lambda s, p, t: closed_with(s, p, no_referral=t),
    "the reason for opening it again": reopened,
    "why the kind is changed": lambda s, p, t: amending.change_the_kind(s, p, "threat", DEFAULT_ROUTES["threat"], t),
    "a name": lambda s, p, t: amending.change_the_kind(
        s, p, "threat", DEFAULT_ROUTES["threat"], "", amending.NamedPeople((), t)
    ),
}
UNTOUCHABLE = [kind.id for kind in KINDS.values() if kind.untouchable]


@pytest.mark.parametrize("kind", UNTOUCHABLE)
@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_what_handlers_write_is_kept_without_addresses(write: Write, kind: str) -> None:
    """Wherever they write, and not in the timeline either."""
    outcome = write(IncidentSnapshot(incident_of(opened(kind))), pressed(ANN), LINK)
    assert "evil.example" not in repr(outcome)
    assert LEFT_OUT in repr(outcome)


@pytest.mark.parametrize("kind", UNTOUCHABLE)
@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_what_handlers_write_with_a_picture_in_it_comes_back(write: Write, kind: str) -> None:
    """With a sentence that says why; nothing alerts by it, so nothing is lost."""
    with pytest.raises(Incomplete) as refused:
        write(IncidentSnapshot(incident_of(opened(kind))), pressed(ANN), MATERIAL)
    assert set(refused.value.facts.values()) == {"form.encoded"}


@pytest.mark.parametrize("kind", UNTOUCHABLE)
@pytest.mark.parametrize(("typed", "mark"), [(LINK, LEFT_OUT), (MATERIAL, ENCODED_LEFT_OUT)])
def test_a_report_alerts_whatever_stands_in_it(kind: str, typed: str, mark: str) -> None:
    """It is filed, and told, with that part left out; so are its details."""
    outcome = opened(kind, account={"what": typed})
    incident = incident_of(outcome)
    assert incident.rung
    assert incident.account["what"].endswith(mark)
    more = amending.add_details(IncidentSnapshot(incident), pressed(DOT), {"what": f"And {typed}"})
    assert incident_of(more).account["what"].count(mark) == 2
    assert typed not in repr(more)
    assert incident_of(more).links_left_out == (2 if mark == LEFT_OUT else 0)


@pytest.mark.parametrize("kind", UNTOUCHABLE)
@pytest.mark.parametrize(("typed", "mark"), [(LINK, LEFT_OUT), (MATERIAL, ENCODED_LEFT_OUT)])
def test_an_answer_is_taken_whatever_stands_in_it(kind: str, typed: str, mark: str) -> None:
    """The reporter answers a question, with that part left out."""
    asked = asking.ask_the_reporter(IncidentSnapshot(incident_of(opened(kind))), pressed(ANN), "Where?", DOT)
    (question,) = incident_of(asked).questions
    said = asking.answer_question(IncidentSnapshot(incident_of(asked)), pressed(DOT), question.id, f"There: {typed}")
    (question,) = incident_of(said).questions
    assert mark in question.answers[0].words
    assert typed not in repr(said)


def test_a_kind_that_may_be_touched_keeps_what_was_typed() -> None:
    """A link in a threat is evidence."""
    assert incident_of(opened("threat", account={"what": LINK})).account["what"] == LINK
    noted = handling.add_a_note(IncidentSnapshot(incident_of(opened("threat"))), pressed(ANN), LINK)
    assert LINK in repr(noted)


def everything(kind: str) -> Incident:
    """An incident of that kind in which everybody wrote an address, as an earlier version may have kept it."""
    return incident_of(opened(kind)).model_copy(
        update={
            "account": {"what": LINK, "link": "evil.example"},
            "referrals": (Referral(to=LINK, at=NOW, by=ANN.who, reference=LINK, note=LINK),),
            "closing": Closing(at=NOW, by=ANN.who, outcome=LINK, reason=LINK, cpoms=LINK, no_referral=LINK),
            "breach": BreachClock(deadline=NOW, reason=LINK),
            "questions": (
                ReporterQuestion(id="q", by=ANN.who, at=NOW, words=LINK, answers=(ReporterAnswer(at=NOW, words=LINK),)),
            ),
        }
    )


def seen(incident: Incident) -> str:
    """All that a view of it holds, with a note and a line of its timeline."""
    note = Note(id="n", subject=incident.id, by=ANN.who, at=NOW, text=LINK)
    line = Entry(subject=incident.id, at=NOW, by=ANN.who, what="referred", facts={"to": LINK, "reference": LINK})
    return repr(IncidentView(incident, timeline=(line,), notes=(note,)))


@pytest.mark.parametrize("kind", KINDS)
def test_no_view_of_illegal_material_holds_an_address(kind: str) -> None:
    """Whoever wrote it and when: no card and no export can show one."""
    assert ("evil.example" in seen(everything(kind))) != KINDS[kind].untouchable


def test_what_was_once_illegal_stays_under_seal() -> None:
    """A threat that was found to be illegal material, and then a threat again: its addresses are shown no more."""
    found = everything("threat").model_copy(update={"closing": None})
    for kind in ("illegal_content", "threat"):
        found = incident_of(
            amending.change_the_kind(IncidentSnapshot(found), pressed(ANN), kind, DEFAULT_ROUTES[kind], "")
        )
        assert "evil.example" not in seen(found)
    assert found.account["what"] == LINK
