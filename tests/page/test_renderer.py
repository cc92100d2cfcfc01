"""Every shape of card is read and drawn by Microsoft's own renderer without a complaint; in `make soak` every card."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser import browser
from tests.page.gallery import chosen

VENDOR = Path(__file__).parents[2] / "bot" / "local" / "page" / "vendor"
ALLOWED = ("choices.data", "Chart.", '"ProgressBar"', "must have at least one choice")
"""What Teams knows and the renderer does not: its people picker, which needs no choices of its own, charts, a bar."""

DRAW = """
([cards, host]) => cards.map(([name, json]) => {
  const context = new AdaptiveCards.SerializationContext();
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(host);
  card.parse(json, context);
  const events = [];
  for (let at = 0; at < context.eventCount; at++) events.push(context.getEventAt(at).message);
  for (const each of card.validateProperties().validationEvents) events.push(each.message);
  const drawn = card.render();
  if (!drawn || !drawn.textContent) events.push("nothing was drawn");
  return [name, events];
})
"""


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_every_card_is_drawn_without_a_warning() -> None:
    """No warning but those for what only Teams knows."""
    cards = [(name, json.loads(content)) for held in chosen().values() for name, content in held]
    host = json.loads((VENDOR / "microsoft-teams-light.json").read_text(encoding="utf-8"))
    script = next(VENDOR.rglob("adaptivecards.min.js"))
    async with browser() as running:
        page = await running.new_page()
        await page.set_content("<!doctype html><title>cards</title>")
        await page.add_script_tag(path=script)
        complaints = await page.evaluate(DRAW, [cards, host])
    wrong = {
        name: [said for said in events if not any(word in said for word in ALLOWED)] for name, events in complaints
    }
    assert {name: events for name, events in wrong.items() if events} == {}
    assert len(complaints) == len(cards)
