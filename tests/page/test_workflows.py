"""Each workflow from its first word to its last, in a browser, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.policy.kit.school import School
from bot.settings import load_school
from tests.browser import keep
from tests.page.school_page import DESK, PHONE, Window, school_page
from tests.rig import CHAMPION, COORDINATOR, HEAD, MANAGER, SCHOOL_FILE, TEACHER
from tests.rig import SENIOR as DEPUTY
from tests.transcripts.play import play
from tests.transcripts.test_duties import RESTORED

THREAT = "Threatening or offensive message"
CALL = {
    "Purpose and subject": "Rivers",
    "Class": "4B",
    "Number of pupils": "28",
    "Date": "2026-11-26",
    "Start": "10:00",
    "End": "10:45",
    "Who is at the other end": "Hill School",
    "Signed agreement: its reference": "AG-1",
    "Signed on": "2026-11-02",
}


def with_a_deputy() -> School:
    """The example school, with a Deputy Safeguarding Lead who is not the Champion as well."""
    school = load_school(SCHOOL_FILE)
    moved = {CHAMPION: {"staff", "champion"}, DEPUTY: {"staff", "deputy_dsl"}}
    people = (p.model_copy(update={"roles": frozenset(moved.get(p.id, p.roles))}) for p in school.people)
    return school.model_copy(update={"people": tuple(people)})


async def taken_or_alerted_on(window: Window) -> None:
    """One report is acknowledged by the Champion; nobody takes the other, the clock moves on, the Deputy is alerted."""
    await window.say(TEACHER, "report")
    await window.press(TEACHER, THREAT)
    await window.fill(TEACHER, {"What happened": "A parent wrote that I would be sorry."})
    await window.press(TEACHER, "Send")
    await window.reads(TEACHER, "Your report is OS-2026-0001")
    await window.reads(CHAMPION, "Nobody has taken it yet")
    await window.press(CHAMPION, "Acknowledge")
    await window.reads(CHAMPION, "Gareth Penhallow has it, since")
    await window.reads(TEACHER, "Gareth Penhallow has it, since")
    await window.say(TEACHER, "report bullying")
    await window.fill(TEACHER, {"What happened": "Nasty pictures in a chat of Year 6."})
    await window.press(TEACHER, "Send")
    await window.reads(CHAMPION, "OS-2026-0002")
    await expect((await window.chat(DEPUTY)).get_by_text("OS-2026-0002")).to_have_count(0)
    await window.move_on(quarters=1)
    await window.reads(DEPUTY, "OS-2026-0002")
    await window.press(DEPUTY, "Acknowledge")
    await window.reads(TEACHER, "Tomasz Wilkowski has it, since")


async def calls_decided(window: Window) -> None:
    """The Headteacher approves one call and asks for changes on another, which comes back changed."""
    for title in ("Rivers", "Volcanoes"):
        await window.say(TEACHER, "video call")
        await window.reads(TEACHER, "Purpose and subject")
        await window.fill(TEACHER, {**CALL, "Purpose and subject": title})
        chat = await window.chat(TEACHER)
        await (await window.field(TEACHER, "Kind of partner")).select_option(label="School")
        picker = chat.locator(".message").last.locator(".ac-choiceSetInput-filtered-textbox").first
        await picker.press_sequentially("priy")
        await chat.locator(".ac-choiceSetInput-choice:visible", has_text="Priya Ramanathan").first.click()
        await chat.get_by_label("Everybody on the team has been trained for video calls").last.check()
        await window.press(TEACHER, "Send")
        await window.reads(TEACHER, "Waiting for Rosalind Okafor to decide")
        await window.reads(HEAD, title)
        if title == "Rivers":
            await window.press(HEAD, "Approve")
            for person in (HEAD, TEACHER, COORDINATOR):
                await window.reads(person, "Approved by Rosalind Okafor")
    await window.press(HEAD, "Ask for changes")
    await window.fill(HEAD, {"What should change": "Please make it the afternoon."})
    await window.press(HEAD, "Send")
    await window.reads(TEACHER, "Please make it the afternoon.")
    await window.press(TEACHER, "Change")
    await expect(await window.field(TEACHER, "Start")).to_be_visible()
    await window.fill(TEACHER, {"Start": "13:30", "End": "14:15"})
    await window.press(TEACHER, "Send")
    await window.reads(HEAD, "Changed since version 1")
    await window.reads(HEAD, "13:30 to 14:15")
    await window.press(HEAD, "Approve")
    await window.reads(TEACHER, "Approved by Rosalind Okafor")


async def equipment_borrowed(window: Window) -> None:
    """Somebody asks for a laptop, the Computing Coordinator signs it out, and it comes back."""
    await window.say(TEACHER, "borrow")
    await window.fill(
        TEACHER,
        {"What would you like to borrow?": "Laptop", "Asset number, if it has one": "EX-0042", "Back on": "2026-11-27"},
    )
    await window.press(TEACHER, "Send")
    await window.reads(TEACHER, "Waiting for")
    await window.reads(COORDINATOR, "This waits for your decision.")
    await window.press(COORDINATOR, "Approve")
    await window.reads(TEACHER, "Signed out by")
    await window.press(TEACHER, "Returned")
    await window.reads(TEACHER, "Returned, Mon 23 Nov")
    await stays_so(window, TEACHER, "Returned, Mon 23 Nov")


async def duty_done(window: Window) -> None:
    """The business manager says that a back-up was restored, and what shows it; the calendar has it as over."""
    await window.say(TEACHER, "help")
    await window.reads(TEACHER, "What I can do")
    await window.move_on(quarters=1)
    await window.reads(MANAGER, "This is due soon, and it is yours.")
    await window.press(MANAGER, "Done")
    await window.fill(MANAGER, {"What shows that it was done?": "The handbook, from Tuesday's back-up"})
    await window.press(MANAGER, "Save")
    await window.reads(MANAGER, "Done, said by Helen Thistlewood")
    await stays_so(window, MANAGER, "The handbook, from Tuesday's back-up")
    await window.say(HEAD, "calendar")
    await window.reads(HEAD, "1 done")


async def stays_so(window: Window, person: str, words: str) -> None:
    """Two seconds later, when our own updates have come, a card still says this, and no form is open."""
    await window.page.wait_for_timeout(2_000)
    await window.reads(person, words)
    await expect(window.dialog.get_by_role("textbox")).to_have_count(0)


async def aup_signed(window: Window) -> None:
    """The Champion publishes the Acceptable Use Policy, and everyone on the staff list signs it."""
    await window.say(CHAMPION, "publish aup")
    await window.reads(CHAMPION, "This is the first version")
    await window.press(CHAMPION, "Publish")
    await window.reads(CHAMPION, "Published by Gareth Penhallow")
    staff = [person for person in window.rig.school.people if "staff" in person.roles]
    for person in staff:
        await window.reads(person.id, "Please read it and sign it")
        await window.press(person.id, "Sign")
        await window.fill(person.id, {"Your full name": person.name})
        await window.dialog.get_by_role("checkbox").check()
        await window.press(person.id, "Sign")
        await window.reads(person.id, "This is your receipt")
    await window.say(CHAMPION, "who has not signed")
    await window.reads(CHAMPION, f"{len(staff)} of {len(staff)} signed")


async def emergency(window: Window) -> None:
    """Told at once with one press, and the details afterwards."""
    await window.say(TEACHER, "report")
    await window.press(TEACHER, "Illegal material or activity")
    await window.reads(TEACHER, "Police")
    await window.press(TEACHER, "Alert now")
    await window.reads(TEACHER, "Your report is OS-2026-0001")
    await window.reads(HEAD, "Nobody has taken it yet")
    await window.press(TEACHER, "Add details")
    await window.fill(TEACHER, {"In a few words (no links, no pictures)": "A picture came up on the class computer."})
    await window.press(TEACHER, "Send")
    await window.reads(HEAD, "The reporter has added details.")
    await window.reads(HEAD, "A picture came up on the class computer.")


async def reported_from_a_message(window: Window) -> None:
    """From the menu of a message: the kind, the form with its words in it, and a receipt in the own chat."""
    await window.say(TEACHER, "hello")
    chat = await window.chat(TEACHER)
    await window.reads(TEACHER, "What I can do")
    await chat.locator(".message", has_text="hello").last.hover()
    await chat.get_by_role("button", name="Message actions").nth(1).click()
    await window.page.get_by_role("menuitem").first.click()
    dialog = window.page.get_by_role("dialog")
    await dialog.get_by_role("button", name=THREAT).click()
    await expect(dialog.get_by_label("What happened")).to_be_visible()
    await dialog.get_by_role("button", name="Send", exact=True).click()
    await expect(dialog.get_by_text("OS-2026-0001")).to_be_visible()
    await window.reads(TEACHER, "Your report is OS-2026-0001")
    await window.reads(CHAMPION, "OS-2026-0001")


async def typed_while_others_act(window: Window) -> None:
    """What is typed into a form stays while the report changes: the card below is redrawn, and the form is not."""
    await window.say(TEACHER, "report threat")
    await window.fill(TEACHER, {"What happened": "A parent wrote that I would be sorry."})
    await window.press(TEACHER, "Send")
    await window.reads(TEACHER, "Your report is OS-2026-0001")
    await window.press(CHAMPION, "More")
    await window.press(CHAMPION, "Add a note")
    await window.fill(CHAMPION, {"Note": "Half a sentence"})
    await play(
        window.rig,
        [
            (TEACHER, "presses", "Add details"),
            (TEACHER, "presses", "Send", {"what": "He wrote again."}),
            (HEAD, "presses", "Acknowledge"),
            (CHAMPION, "reads", "He wrote again."),
            (CHAMPION, "reads", "Rosalind Okafor has it, since"),
        ],
    )
    window.rig.clock.move(timedelta(hours=5))
    await play(window.rig, [(HEAD, "reads", "Is this still with you?")])
    await window.page.wait_for_timeout(2_000)  # our own updates have come by then, and what they do is looked at
    await expect(await window.field(CHAMPION, "Note")).to_have_value("Half a sentence")
    await window.press(CHAMPION, "Send")
    await window.reads(CHAMPION, "Your note was added to OS-2026-0001.")
    await window.page.wait_for_timeout(2_000)
    await window.reads(CHAMPION, "Your note was added to OS-2026-0001.")


STORIES: dict[str, tuple[Callable[[Window], Awaitable[None]], list[str]]] = {
    "a report is taken, another alerted on": (taken_or_alerted_on, [TEACHER, CHAMPION, DEPUTY]),
    "video calls are decided": (calls_decided, [TEACHER, HEAD, COORDINATOR]),
    "the AUP is signed": (aup_signed, [TEACHER, CHAMPION]),
    "an emergency": (emergency, [TEACHER, HEAD]),
    "a note is typed while others act": (typed_while_others_act, [TEACHER, CHAMPION]),
    "a laptop is borrowed": (equipment_borrowed, [TEACHER, COORDINATOR]),
    "a duty is done": (duty_done, [TEACHER, MANAGER, HEAD]),
    "a report from a message": (reported_from_a_message, [TEACHER, CHAMPION]),
}


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize(("story", "people"), STORIES.values(), ids=STORIES)
async def test_a_workflow(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    story: Callable[[Window], Awaitable[None]],
    people: list[str],
    width: int,
) -> None:
    """It ends as it is written; nothing is wider than the window."""
    if story is duty_done:
        monkeypatch.setattr("tests.rig.DUTIES", (RESTORED,))
    school = with_a_deputy() if DEPUTY in people else None
    async with school_page(tmp_path, people, width=width, school=school) as window:
        await story(window)
        await keep(window.page, f"workflow-{story.__name__}-{width}")
        rooms = "[...document.querySelectorAll('.scroll')]"
        assert (
            await window.page.evaluate(f"Math.max(...{rooms}.map((room) => room.scrollWidth - room.clientWidth))") <= 0
        )
