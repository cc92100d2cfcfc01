"""The page, driven in a browser: several people's chats, live, at a desk and on a phone."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.local.shapes import JsonObject
from bot.policy.kit.people import Person
from tests.browser import keep, page_at
from tests.local.fake_bot import CHAMPION, HEADTEACHER, TEACHER, with_card
from tests.local.story_bot import NOTE_FORM, kinds_card, story_app

TWO_BUTTONS = """() => {
  window.heard = [];
  const made = (name, act) => Object.assign(document.createElement("button"), {
    textContent: name, style: "position: fixed; inset: 0; z-index: 99", onclick: () => (window.heard.push(name), act()),
  });
  const second = made("second", () => {});
  const first = made("first", () => first.replaceWith(second));
  document.body.append(first);
}"""
"""A button over the whole page; another takes its place once it has been pressed."""


def column(page: Page, person: Person) -> Locator:
    """A person's chat."""
    return page.locator(f'.column[data-person="{person.id}"]')


async def say(page: Page, person: Person, words: str) -> None:
    """Type a message in a person's chat."""
    box = column(page, person).get_by_label("Message from")
    await box.fill(words)
    await box.press("Enter")


async def report(page: Page) -> None:
    """The teacher reports a threat."""
    teacher = column(page, TEACHER)
    await say(page, TEACHER, "report")
    await teacher.get_by_role("button", name="Threatening or offensive message").click()
    await teacher.get_by_label("What happened?").fill("A nasty e-mail")
    await teacher.get_by_role("button", name="Send", exact=True).click()
    await expect(teacher.get_by_text("Waiting to be taken")).to_be_visible()


async def no_wider_than_the_window(page: Page) -> None:
    """Nothing has to be scrolled sideways."""
    rooms = "[...document.querySelectorAll('.scroll')]"
    assert await page.evaluate(f"Math.max(...{rooms}.map((room) => room.scrollWidth - room.clientWidth))") <= 0
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
async def test_a_report_reaches_the_champion_and_its_taking_reaches_the_teacher(theme: str) -> None:
    """Both sides in one window, without a reload: form, ping with its toast, taken, and the receipt edited."""
    async with story_app() as (_, url), page_at(url, theme=theme) as page:
        teacher, champion = column(page, TEACHER), column(page, CHAMPION)
        await expect(column(page, HEADTEACHER).get_by_text("I help with")).to_be_visible()
        await report(page)
        await expect(champion.get_by_text("Nobody has taken this yet")).to_be_visible()
        await expect(page.locator(".toast", has_text="OS-2026-0001: threatening")).to_be_visible()
        await keep(page, f"page-desk-{theme}")
        await champion.get_by_role("button", name="Acknowledge").click()
        await expect(champion.get_by_text("Taken by you, 10:31")).to_be_visible()
        await expect(teacher.get_by_text("Taken by Tom Ashworth, 10:31")).to_be_visible()
        await expect(teacher.get_by_text("Edited", exact=True)).to_be_visible()
        await no_wider_than_the_window(page)


async def test_the_form_asks_for_what_is_required_and_finds_colleagues() -> None:
    """The renderer's own validation; and the people picker answers from the roster."""
    async with story_app() as (_, url), page_at(url) as page:
        teacher = column(page, TEACHER)
        await say(page, TEACHER, "report")
        await teacher.get_by_role("button", name="Online bullying").click()
        await teacher.get_by_role("button", name="Send", exact=True).click()
        await expect(teacher.get_by_text("Please say in a few words what happened.")).to_be_visible()
        await teacher.get_by_placeholder("Type a name").press_sequentially("ade")
        await expect(teacher.get_by_text("Grace Adeyemi")).to_be_visible()
        await keep(page, "page-form")
        await teacher.get_by_role("button", name="Cancel").click()


async def test_a_dialog_is_filled_in_and_sent() -> None:
    """Opened by a button of a card; the sentence with which it ends stands until it is put away."""
    async with story_app() as (teams, url), page_at(url) as page:
        await report(page)
        await column(page, CHAMPION).get_by_role("button", name="Add a note").click()
        dialog = page.get_by_role("dialog", name="Add a note")
        await dialog.get_by_label("Note").fill("Rang the parents")
        await keep(page, "page-dialog")
        await dialog.get_by_role("button", name="Send").click()
        await expect(page.get_by_text("Your note was kept.")).to_be_visible()
        await dialog.get_by_role("button", name="Done", exact=True).click()
        await expect(dialog).to_have_count(0)
        assert teams.dialog(CHAMPION.id) is None


async def test_the_second_tap_of_a_double_tap_presses_nothing_new() -> None:
    """What comes under the finger between the two has been read by nobody: it waits for a press of its own."""
    async with story_app() as (_, url), page_at(url) as page:
        await page.evaluate(TWO_BUTTONS)
        await page.mouse.dblclick(40, 40)
        assert await page.evaluate("window.heard") == ["first"]
        await page.mouse.click(40, 40)
        assert await page.evaluate("window.heard") == ["first", "second"]


async def test_what_was_filled_in_is_not_thrown_away_at_once() -> None:
    """The first Escape asks, the second closes."""
    async with story_app() as (_, url), page_at(url) as page:
        await report(page)
        await column(page, CHAMPION).get_by_role("button", name="Add a note").click()
        dialog = page.get_by_role("dialog", name="Add a note")
        await dialog.get_by_label("Note").fill("Rang the parents")
        await page.keyboard.press("Escape")
        await expect(dialog.get_by_text("has not been sent")).to_be_visible()
        await expect(dialog.get_by_label("Note")).to_have_value("Rang the parents")
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)


async def test_a_message_is_reported_from_its_menu() -> None:
    """By keyboard: the menu opens, the dialog comes, Escape closes it and the stand-in knows."""
    async with story_app() as (teams, url), page_at(url) as page:
        await say(page, TEACHER, "hello")
        await expect(column(page, TEACHER).get_by_text("You said: hello")).to_be_visible()
        await column(page, TEACHER).get_by_role("button", name="Message actions").last.focus()
        await page.keyboard.press("Enter")
        await page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="Report to Online Safety")
        await expect(dialog).to_be_visible()
        opened = teams.dialog(TEACHER.id)
        assert opened is not None
        assert "You said: hello" in str(opened.selected)
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        await teams.until(lambda: teams.dialog(TEACHER.id) is None)


async def test_files_are_attached_offered_and_accepted(tmp_path: Path) -> None:
    """From the person to the bot and back."""
    photo = tmp_path / "screen shot.png"
    photo.write_bytes(b"\x89PNG")
    async with story_app() as (teams, url), page_at(url) as page:
        teacher = column(page, TEACHER)
        await teacher.locator("input[type=file]").set_input_files(photo)
        await expect(teacher.get_by_role("button", name="Remove screen shot.png")).to_be_visible()
        await say(page, TEACHER, "file")
        await expect(teacher.get_by_role("link", name="screen shot.png")).to_be_visible()
        assert bytes(teams.files.newest("screen shot.png").content) == b"\x89PNG"
        await teacher.get_by_role("button", name="Accept").click()
        await teams.until(lambda: bool(teams.calls.of("upload")) and teams.calls.of("upload")[-1].status == 201)
        assert teams.files.newest("incident log 2026-27.csv").content == b"a,b\n"


async def test_what_people_write_is_never_code() -> None:
    """Markup is text, words without end are broken, eleven buttons can all be reached."""
    async with story_app() as (_, url), page_at(url) as page:
        teacher = column(page, TEACHER)
        await say(page, TEACHER, "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **bold**")
        await say(page, TEACHER, "long")
        await expect(teacher.get_by_text("<b>not bold</b> & <img src=x onerror=alert(1)>")).to_be_visible()
        assert await page.locator("img").count() == 0
        assert await page.locator('a[href^="javascript"]').count() == 0
        await say(page, TEACHER, "many")
        await expect(teacher.get_by_text("Eleven buttons")).to_be_visible()
        await teacher.get_by_role("button", name="More options").click()
        await keep(page, "page-eleven-buttons")
        await page.get_by_text("11. Something else").click()
        await expect(teacher.get_by_label("Who is it from?")).to_be_visible()
        await no_wider_than_the_window(page)


async def test_the_clock_is_moved_on() -> None:
    """A quarter of an hour, and to the next school morning; the page shows the bot's local time."""
    async with story_app() as (teams, url), page_at(url) as page:
        before = teams.tenant.clock.now()
        await page.get_by_role("button", name="+15 min").click()
        await teams.until(lambda: (teams.tenant.clock.now() - before).total_seconds() >= 900)
        await page.get_by_role("button", name="Next school morning").click()
        await expect(page.locator("#clock")).to_contain_text("08:0")


async def test_on_a_phone_one_chat_is_shown_and_the_people_stand_in_a_drawer() -> None:
    """Unread messages are counted until their chat is looked at; nothing is wider than the window."""
    async with story_app() as (teams, url), page_at(url, width=390, height=844) as page:
        await report(page)
        await keep(page, "page-phone-receipt")
        await expect(column(page, CHAMPION)).to_be_hidden()
        await page.get_by_role("button", name="People").click()
        row = page.locator(f'.person[data-person="{CHAMPION.id}"]')
        await expect(row.locator(".badge")).to_have_text("2")
        await expect(page.locator("#people")).to_be_in_viewport(ratio=1)
        await keep(page, "page-phone-people")
        await row.click()
        await expect(column(page, CHAMPION).get_by_role("button", name="Acknowledge")).to_be_visible()
        await expect(column(page, TEACHER)).to_be_hidden()
        await expect(row.locator(".badge")).to_be_hidden()
        await keep(page, "page-phone-ping")
        await teams.say(CHAMPION.id, "long")
        await teams.say(CHAMPION.id, "many")
        await no_wider_than_the_window(page)


async def test_chats_are_opened_and_closed_and_found_again() -> None:
    """Beside each other, in the order they were opened; the same ones after a reload."""
    async with story_app() as (_, url), page_at(url) as page:
        await page.locator(".person", has_text="Sam Whitworth").click()
        await expect(page.get_by_role("region", name="Chat of Sam Whitworth")).to_be_visible()
        await page.locator(".person", has_text=HEADTEACHER.name).click()
        await expect(column(page, HEADTEACHER)).to_have_count(0)
        await page.reload()
        await page.wait_for_selector("html[data-ready]")
        await expect(page.locator(".column h2")).to_have_text([TEACHER.name, CHAMPION.name, "Sam Whitworth"])


async def test_uninstalling_shows_and_can_be_undone() -> None:
    """From the chat's menu."""
    async with story_app() as (teams, url), page_at(url) as page:
        teacher = column(page, TEACHER)
        await teacher.get_by_role("button", name="Chat of").click()
        await page.get_by_role("menuitem", name="Uninstall the app").click()
        await expect(teacher.get_by_text("The app is not installed in this chat")).to_be_visible()
        await teams.until(lambda: not teams.chat(TEACHER.id).installed)


async def test_many_messages_are_read_in_pages() -> None:
    """The newest forty at first, the earlier ones when asked for."""
    async with story_app() as (teams, url):
        for number in range(60):
            teams.tenant.add(teams.chat(TEACHER.id), {"type": "message", "text": f"Message {number}."}, from_bot=True)
        async with page_at(url) as page:
            teacher = column(page, TEACHER)
            await expect(teacher.get_by_text("Message 59.")).to_be_in_viewport()
            await expect(teacher.get_by_text("Message 0.")).to_have_count(0)
            await teacher.get_by_role("button", name="Earlier messages").click()
            await expect(teacher.get_by_text("Message 0.")).to_have_count(1)


async def test_a_card_that_comes_into_view_refreshes_itself_once() -> None:
    """With the trigger `automatic`, for the people it names, and not again for the answer."""
    async with story_app() as (teams, url):
        chat = teams.chat(TEACHER.id)
        refresh: JsonObject = {"action": {"type": "Action.Execute", "verb": "look", "data": {"id": 1}}}
        mine: JsonObject = {**kinds_card(), "refresh": {**refresh, "userIds": [chat.user_id]}}
        others: JsonObject = {**NOTE_FORM, "refresh": {**refresh, "userIds": ["29:somebody-else"]}}
        teams.tenant.add(chat, with_card(mine), from_bot=True)
        teams.tenant.add(chat, with_card(others), from_bot=True)
        async with page_at(url) as page:
            await expect(column(page, TEACHER).get_by_text("Nothing is known of look.")).to_have_count(1)


async def test_the_page_comes_back_after_the_bot_was_started_again(tmp_path: Path) -> None:
    """It says so meanwhile, keeps what was being written, and a card from before is pressed after."""
    kept = tmp_path / "chats.json"
    async with AsyncExitStack() as first:
        _, url = await first.enter_async_context(story_app(kept))
        async with page_at(url, allowed=("ERR_",)) as page:
            champion = column(page, CHAMPION)
            await report(page)
            await champion.get_by_label("Message from").fill("half a sen")
            await first.aclose()
            await expect(page.locator("#away")).to_be_visible()
            async with story_app(kept, int(url.rpartition(":")[2])) as (teams, _):
                await expect(page.locator("#away")).to_be_hidden()
                await expect(champion.get_by_label("Message from")).to_have_value("half a sen")
                await champion.get_by_role("button", name="Hand over").click()
                await expect(champion.get_by_text("Nothing is known of hand over.")).to_be_visible()
                assert teams.chat(CHAMPION.id).messages[-1].note
                await page.goto("about:blank")
