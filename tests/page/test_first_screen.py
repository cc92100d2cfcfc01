"""What stands on the first screens of a small phone: 999, a form's **Send**, a ping whole, a call to decide, a section
of the policy to sign, and a page of the log."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import expect

from bot.policy.incidents.kinds import KINDS
from cards.kit import parts
from cards.words.kinds import KIND_WORDS
from tests.cards.catalogue import catalogue
from tests.page.gallery import hang
from tests.page.school_page import PHONE, school_page
from tests.rig import CHAMPION, HEAD, MANAGER, TEACHER
from tests.transcripts.calls import asking
from tests.transcripts.play import play
from tests.transcripts.test_requests import AI, APP

ROOM = 667 - 180
"""The height that a phone of 375 by 667 has for a card, without the bars of the system and of Teams."""
SMALL = 375
A_LINE = 32
"""How high a line of a heading is, with the space round it."""
REACHES = """[...document.querySelectorAll("#gallery figure")].map((figure) => {
  const card = figure.querySelector(".ac-adaptiveCard").getBoundingClientRect();
  const button = [...figure.querySelectorAll("button")].find((each) => each.textContent === "Acknowledge");
  return [figure.firstChild.textContent, button.getBoundingClientRect().bottom - card.top];
})"""


FIRST = """([number, send]) => [...document.querySelectorAll("#gallery figure")].map((figure) => {
  const card = figure.querySelector(".ac-adaptiveCard"), top = card.getBoundingClientRect().top;
  const bottom = (each) => each.getBoundingClientRect().bottom - top;
  const lines = [...card.querySelectorAll(".ac-richTextBlock")].filter((each) => each.textContent.includes(number));
  const button = [...card.querySelectorAll("button")].find((each) => send.includes(each.textContent));
  return [figure.firstChild.textContent, lines.length ? bottom(lines[0]) : 0, bottom(button)];
})"""
SENDS = ["Send", "Alert now"]


async def test_999_and_what_sends_it_stand_on_the_first_screen_in_every_kind(tmp_path: Path) -> None:
    """The number is above what sends the report in each kind of immediate danger, and no kind's form is longer."""
    names = [f"{kind}: {face}" for kind in KINDS for face in ("form", "alert", "alert with words")]
    async with school_page(tmp_path, [TEACHER], width=PHONE) as window:
        await hang(window.page, [(name, parts.as_json(catalogue()[name])) for name in names])
        shown = await window.page.evaluate(FIRST, ["999", SENDS])
    assert len(shown) == len(names)
    assert [each for each in shown if each[2] > ROOM] == []
    urgent = {name.partition(":")[0] for name, number, sends in shown if 0 < number < sends}
    assert urgent == {kind for kind, words in KIND_WORDS.items() if words.danger}


async def test_a_page_of_the_log_takes_two_screens(tmp_path: Path) -> None:
    """Ten reports with their first words, whether or not somebody has them, and the buttons below."""
    names = ["log, nobody has it", "log, nobody took it", "log, in hand"]
    async with school_page(tmp_path, [TEACHER], width=PHONE) as window:
        await hang(window.page, [(name, parts.as_json(catalogue()[name])) for name in names])
        heights = await window.page.locator("#gallery .ac-adaptiveCard").evaluate_all(
            "(cards) => cards.map((card) => card.offsetHeight)"
        )
    assert max(heights) <= 2 * ROOM
    assert len(heights) == len(names)


async def test_acknowledge_stands_on_the_first_screen_in_every_kind(tmp_path: Path) -> None:
    """Title, what, who and when, and the button, however much was written, and in a drill too."""
    faces = ("fresh", "no details", "long", "nobody reached", "drill")
    names = [f"{kind}: to another, {face}" for kind in KINDS for face in faces]
    async with school_page(tmp_path, [TEACHER], width=PHONE) as window:
        await hang(window.page, [(name, parts.as_json(catalogue()[name])) for name in names])
        reaches = await window.page.evaluate(REACHES)
    assert len(reaches) == len(names)
    assert [each for each in reaches if each[1] > ROOM] == []


async def test_a_call_is_decided_from_the_first_screen(tmp_path: Path) -> None:
    """All that is asked for, the checks, and Approve below them."""
    async with school_page(tmp_path, [HEAD], width=SMALL, height=667) as window:
        await play(window.rig, asking())
        await window.reads(HEAD, "Waiting for you to decide")
        card = (await window.chat(HEAD)).locator(".card").last
        top = await card.bounding_box()
        approve = await card.get_by_role("button", name="Approve", exact=True).bounding_box()
    assert top is not None
    assert approve is not None
    assert approve["y"] + approve["height"] - top["y"] <= ROOM


async def test_new_technology_is_decided_from_the_first_screen(tmp_path: Path) -> None:
    """What it is for, its data, every doubt, who has no concern, and Approve below; **More** has what they wrote."""
    async with school_page(tmp_path, [HEAD], width=SMALL, height=667) as window:
        await play(
            window.rig,
            [(TEACHER, "says", "new technology"), (TEACHER, "presses", "Send", {**APP, "uses_ai": "true", **AI})],
        )
        view = {"words": "The contract says where the data goes, and we have it in writing from them."}
        await play(window.rig, [(MANAGER, "reads", "RQ-2026-0001"), (MANAGER, "presses", "Give your view")])
        await play(window.rig, [(MANAGER, "presses", "Send", view), (HEAD, "presses", "Give your view")])
        await play(window.rig, [(HEAD, "presses", "Send", view)])
        await window.reads(HEAD, "This waits for your decision.")
        card = (await window.chat(HEAD)).locator(".card").last
        approve = card.get_by_role("button", name="Approve", exact=True)
        await expect(approve).to_be_visible()
        top, at = await card.bounding_box(), await approve.bounding_box()
        await card.get_by_role("button", name="More").click()
        await expect(card.get_by_text(view["words"]).first).to_be_visible()
    assert top is not None
    assert at is not None
    assert at["y"] + at["height"] - top["y"] <= ROOM


async def test_next_stays_where_it_is_while_the_policy_is_read(tmp_path: Path) -> None:
    """Whoever reads on presses the same place, however long a section is, unless its heading takes a line more."""
    places = []
    async with school_page(tmp_path, [TEACHER], width=SMALL, height=667) as window:
        await play(window.rig, [(CHAMPION, "says", "publish aup"), (CHAMPION, "presses", "Publish")])
        await window.press(TEACHER, "Read it")
        for section in range(1, 12):
            await window.reads(TEACHER, f"Section {section} of 12")
            box = await window.dialog.get_by_role("button", name="Next", exact=True).bounding_box()
            assert box is not None
            places.append(box["y"])
            await window.press(TEACHER, "Next")
    assert max(places) - min(places) <= A_LINE
