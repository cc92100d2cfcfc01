"""The local page as whoever tries the product trips over it: chats, what is half written, toasts, the drawer, names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Page, expect

from cards.kit import parts
from cards.kit.elements import ContainerStyle
from tests.page.gallery import hang
from tests.page.school_page import school_page
from tests.rig import CHAMPION, TEACHER

STYLES: tuple[ContainerStyle, ...] = ("accent", "good", "warning", "attention")
HALF = "a girl in my class has told"
OVERLAP = """names => {
  const toast = document.querySelector(".toast").getBoundingClientRect();
  return [...document.querySelectorAll(names)].filter((name) => {
    const at = name.getBoundingClientRect();
    const list = name.closest("#people")?.getBoundingClientRect();
    const ends = list ? Math.min(at.bottom, list.bottom) : at.bottom;
    const seen = at.width > 0 && at.top < ends;
    const apart = ends <= toast.top || at.top >= toast.bottom || at.right <= toast.left || at.left >= toast.right;
    return seen && !apart;
  }).map((name) => name.textContent);
}"""
"""The names of people that lie under a toast."""


async def test_escape_closes_the_drawer_wherever_one_is(tmp_path: Path) -> None:
    """And the focus is at the button that opened it."""
    async with school_page(tmp_path, [TEACHER], width=375, height=667) as window:
        opener = window.page.locator("#people-button")
        await opener.click()
        await expect(window.page.locator("#people")).to_have_class("open")
        await opener.focus()
        await window.page.keyboard.press("Escape")
        await expect(window.page.locator("#people")).not_to_have_class("open")
        await expect(opener).to_be_focused()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
async def test_whoever_opens_the_drawer_by_a_key_is_in_it(
    tmp_path: Path, motion: Literal["reduce", "no-preference"]
) -> None:
    """Also while it still slides in."""
    async with school_page(tmp_path, [TEACHER], width=375, height=667) as window:
        await window.page.emulate_media(reduced_motion=motion)
        await window.page.locator("#people-button").focus()
        await window.page.keyboard.press("Enter")
        await expect(window.page.locator(".person").first).to_be_focused()


async def test_an_unread_chat_opens_at_its_newest(tmp_path: Path) -> None:
    """Also where somebody had read further up before."""
    async with school_page(tmp_path, [TEACHER, CHAMPION], width=375, height=667) as window:
        for _ in range(4):
            await window.say(CHAMPION, "help")
        scroll = window.page.locator(f'.column[data-person="{CHAMPION}"] .scroll')
        await expect(scroll.get_by_text("What I can do").nth(3)).to_be_attached()
        await scroll.evaluate("chat => { chat.scrollTop = 0 }")
        await window.chat(TEACHER)
        await window.rig.teams.say(TEACHER, "report threat")
        await window.rig.teams.press(TEACHER, "Send", {"what": "A nasty email"})
        await window.rig.teams.until(lambda: "OS-2026-0001" in str(window.rig.teams.chat(CHAMPION).from_bot[-1].card))
        await expect(window.page.locator(f'.person[data-person="{CHAMPION}"] .badge')).to_have_text("1")
        await window.chat(CHAMPION)
        await expect(scroll.get_by_role("button", name="Acknowledge").last).to_be_in_viewport()


async def test_half_typed_words_outlive_a_reload(tmp_path: Path) -> None:
    """Of each chat; what was sent is gone from there."""
    async with school_page(tmp_path, [TEACHER], width=375, height=667) as window:
        box = (await window.chat(TEACHER)).get_by_label("Message from")
        await box.fill(HALF)
        await window.page.reload()
        await expect(box).to_have_value(HALF)
        assert await box.evaluate("field => field.offsetHeight") > 20
        async with window.page.expect_response(re.compile("/say$")) as sent:
            await box.press("Enter")
        await (await sent.value).finished()
        await expect(box).to_have_value("")
        await window.page.reload()
        await expect(window.page.locator("html[data-ready]")).to_be_attached()
        await expect(box).to_have_value("")


async def test_words_that_did_not_arrive_stand_in_the_field_again(tmp_path: Path) -> None:
    """Nobody types them twice."""
    async with school_page(tmp_path, [TEACHER]) as window:
        await window.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no network')) }")
        box = (await window.chat(TEACHER)).get_by_label("Message from")
        await box.fill(HALF)
        await box.press("Enter")
        await expect(window.page.locator(".toast.problem")).to_be_visible()
        await expect(box).to_have_value(HALF)


async def test_nothing_moves_while_a_pointer_is_down(tmp_path: Path) -> None:
    """A card that comes meanwhile brings no other button under it; once it is up, the chat is at its newest."""
    async with school_page(tmp_path, [TEACHER], width=375, height=667) as window:
        for _ in range(3):
            await window.say(TEACHER, "help")
        scroll = window.page.locator(f'.column[data-person="{TEACHER}"] .scroll')
        await expect(scroll.get_by_text("What I can do").nth(2)).to_be_in_viewport()
        at = "chat => chat.scrollTop"
        before = await scroll.evaluate(at)
        await window.page.mouse.move(20, 400)
        await window.page.mouse.down()
        await window.rig.teams.say(TEACHER, "report threat")
        await expect(scroll.get_by_label("What happened")).to_be_attached()
        assert await scroll.evaluate(at) == before
        await window.page.mouse.up()
        await expect(scroll.get_by_label("What happened")).to_be_in_viewport()


HOLD_TIME = """() => {
  window.at = Math.ceil(performance.now());
  performance.now = () => window.at; // milliseconds pass when the test says so
  window.sent = [];
  const send = window.fetch;
  window.fetch = (path, ...rest) => (window.sent.push(path), send(path, ...rest));
}"""
MOVE = """list => new Promise((moved) => {
  list.style.minHeight = `${list.offsetHeight + 1}px`;
  new ResizeObserver((_, watch) => (watch.disconnect(), moved())).observe(list);
})"""
"""Something of the chat has changed its size: a card was drawn anew, or came. The chat itself has seen it first."""
SENT = "() => new Promise(requestAnimationFrame).then(() => window.sent.length)"
"""How much has gone to the bot once the page has come to rest."""


@pytest.mark.parametrize("pointer", ["mouse", "touch"])
async def test_a_press_is_not_taken_by_what_has_only_just_come_under_it(tmp_path: Path, pointer: str) -> None:
    """For 300 milliseconds after something in the chat has moved; by then whoever presses has seen what is there."""
    async with school_page(tmp_path, [CHAMPION], width=375, height=667) as window:
        page = window.page
        await window.rig.teams.say(TEACHER, "report threat")
        await window.rig.teams.press(TEACHER, "Send", {"what": "A nasty email"})
        button = (await window.chat(CHAMPION)).get_by_role("button", name="Acknowledge")
        await expect(button).to_be_in_viewport()
        touching = await page.context.new_cdp_session(page)
        await touching.send("Emulation.setTouchEmulationEnabled", {"enabled": pointer == "touch"})

        async def press() -> None:
            box = await button.bounding_box()
            assert box is not None
            at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
            if pointer == "mouse":
                await page.mouse.down()
                await page.mouse.up()
                return
            await touching.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
            await touching.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        await button.hover()
        await page.evaluate(HOLD_TIME)
        await page.evaluate("() => { window.at += 1000 }")
        await page.locator(f'.column[data-person="{CHAMPION}"] .messages').evaluate(MOVE)
        await page.evaluate("() => { window.at += 299 }")
        await press()
        assert await page.evaluate(SENT) == 0
        await page.evaluate("() => { window.at += 1 }")
        await press()
        await window.reads(CHAMPION, "Gareth Penhallow has it, since")


BANDS = """() => [...document.querySelectorAll(".card .ac-container")].map((each) => getComputedStyle(each))
  .filter((style) => style.boxShadow.includes("inset")).map((style) => style.boxShadow.match(/rgb\\([^)]*\\)/)[0])"""
"""The colour of the bar at the left of each band."""


@pytest.mark.parametrize("theme", ["dark", "contrast"])
async def test_a_band_stands_out_where_a_dark_screen_swallows_its_fill(tmp_path: Path, theme: str) -> None:
    """Its bar has three times the light of the card or more (WCAG 1.4.11), and each band another colour."""
    shown: list[tuple[str, str]] = [(style, parts.as_json(parts.card(parts.banner("x", style)))) for style in STYLES]
    async with school_page(tmp_path, [TEACHER], width=375, theme=theme) as window:
        await hang(window.page, shown)
        bars = await window.page.evaluate(BANDS)
    assert len(set(bars)) == len(STYLES)
    assert all((_light(bar) + 0.05) / (_light("rgb(41, 41, 41)") + 0.05) >= 3 for bar in bars)


def _light(colour: str) -> float:
    """The relative luminance of a colour, by WCAG."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(("width", "height"), [(1440, 720), (375, 667)])
async def test_no_toast_lies_over_a_name(tmp_path: Path, width: int, height: int) -> None:
    """Neither in the list of people nor above the chat."""
    async with school_page(tmp_path, [TEACHER], width=width, height=height) as window:
        await window.rig.teams.say(TEACHER, "report threat")
        await window.rig.teams.press(TEACHER, "Send", {"what": "A nasty email"})
        await expect(window.page.locator(f'.toast[data-person="{CHAMPION}"]')).to_be_visible()
        await _still(window.page)
        assert await window.page.evaluate(OVERLAP, ".person-name, .column-head h2, #people-button") == []


@pytest.mark.parametrize("typed", ["rosalind", "  Rosalind   okafor ", "okafor"])
async def test_a_person_is_found_by_a_part_of_the_name(tmp_path: Path, typed: str) -> None:
    """The field then shows who is meant; a part that several have stays as it was typed."""
    async with school_page(tmp_path, [TEACHER]) as window:
        await window.say(TEACHER, "report staff conduct")
        picker = (await window.chat(TEACHER)).locator(".ac-choiceSetInput-filtered-textbox").first
        await picker.fill("a")
        await picker.blur()
        await expect(picker).to_have_value("a")
        await picker.fill(typed)
        await picker.blur()
        await expect(picker).to_have_value("Rosalind Okafor")


async def _still(page: Page) -> None:
    """Wait until nothing on the page moves."""
    await page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished))")
