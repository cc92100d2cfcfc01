"""The people picker of the local page sends whom Teams would: ids, one or several."""

from __future__ import annotations

import re
from pathlib import Path

from aiohttp import web
from playwright.async_api import expect

from bot.local.mounting import mount
from bot.policy.calls.call import VideoCall
from tests.browser import keep, page_at
from tests.rig import ASSISTANT, COORDINATOR, TEACHER, Rig, school_at_work

IN_THE_ROOM, LEAD, TEAM = range(3)
"""The pickers of the form, in their order."""


async def test_a_video_call_is_asked_for_on_the_page(tmp_path: Path) -> None:
    """Two colleagues are picked by a part of their names; what comes back after a broken rule is still chosen."""
    async with school_at_work(tmp_path) as rig:
        app = web.Application()
        mount(app, rig.teams, opened=[TEACHER])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            await _ask(rig, f"http://127.0.0.1:{runner.addresses[0][1]}/")
        finally:
            await runner.cleanup()
        (call,) = await rig.store.find(VideoCall)
        assert [who.id for who in call.request.team] == [ASSISTANT, COORDINATOR]


async def _ask(rig: Rig, url: str) -> None:
    async with page_at(url, width=390, height=1600) as page:
        await rig.teams.say(TEACHER, "video call")
        chat = page.locator(f'.column[data-person="{TEACHER}"]')
        await expect(chat.get_by_text("Purpose and subject")).to_be_visible()
        for label, text in {
            "Purpose and subject": "Rivers",
            "Class": "4B",
            "Number of pupils": "28",
            "Date": "2026-11-26",
            "Start": "10:00",
            "End": "09:00",
            "Who is at the other end": "Hill School",
            "Signed agreement: its reference": "AG-1",
            "Signed on": "2026-11-02",
        }.items():
            await chat.get_by_label(_marked(label)).fill(text)
        await chat.get_by_label(_marked("Kind of partner")).select_option(label="School")
        await chat.get_by_role("button", name="Add more").click()
        for picker, typed, name in (
            (TEAM, "jord", "Jordan Pickersgill"),
            (TEAM, ", priy", "Jordan Pickersgill, Priya Ramanathan"),
            (IN_THE_ROOM, "jord", "Jordan Pickersgill"),
        ):
            field = chat.locator(".ac-choiceSetInput-filtered-textbox").nth(picker)
            await field.press("End")
            await field.press_sequentially(typed)
            await chat.locator(".ac-choiceSetInput-choice:visible", has_text=name).first.click()
        await chat.get_by_label("Everybody on the team has been trained for video calls").check()
        await chat.get_by_role("button", name="Send", exact=True).click()
        await expect(chat.get_by_text("The call ends before it starts.")).to_be_visible()
        await expect(chat.locator(".ac-choiceSetInput-filtered-textbox").nth(TEAM)).to_have_value(
            "Jordan Pickersgill, Priya Ramanathan"
        )
        await keep(page, "video-call-form")
        await chat.get_by_label(_marked("End")).fill("10:45")
        await chat.get_by_role("button", name="Send", exact=True).click()
        await expect(chat.get_by_text("Waiting for Rosalind Okafor to decide")).to_be_visible()


def _marked(label: str) -> re.Pattern[str]:
    """The label of a field, also with the star of one that is required."""
    return re.compile(rf"^{re.escape(label)}( \*)?$")
