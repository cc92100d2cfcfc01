"""Every button of every shape of card is pressed where Microsoft's renderer drew it, and what it sends is what it says.

What the bot does with it belongs to the transcripts; here it only must arrive.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from bot.local.cards import pressables
from bot.local.shapes import JsonObject, an_object
from tests.page.gallery import Hung, chosen, hang, sheets
from tests.page.school_page import PHONE, school_page
from tests.rig import TEACHER

PRESS = """async () => {
  const settled = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });
  const by = { date: "2026-11-23", time: "10:31", number: "1" };
  for (const figure of document.querySelectorAll("#gallery figure")) {
    const name = figure.firstChild.textContent;
    const hidden = () => [...figure.querySelectorAll("*")].map((part) => +(part.style.display === "none")).join("");
    window.open = (url) => window.heard.push([name, url]);
    for (const field of figure.querySelectorAll("input, textarea, select")) {
      const offered = field.list?.options[0] ?? field.options?.[1];
      if (field.type === "checkbox") field.checked = true;
      if (!field.value) field.value = offered?.value ?? by[field.type] ?? "Words";
      for (const told of ["input", "change"]) field.dispatchEvent(new Event(told, { bubbles: true }));
    }
    for (const button of figure.querySelectorAll(".ac-pushButton, .ac-selectable:not(.ac-pushButton), .ac-anchor")) {
      const [before, count] = [hidden(), window.heard.length];
      button.click();
      await settled();
      if (hidden() !== before && window.heard.length === count) window.heard.push([name, "shows or hides"]);
    }
  }
  return window.heard;
}"""


def said(action: JsonObject) -> str:
    """What a button sends: its verb, an address, or nothing when it only shows or hides a part of its card."""
    match action.get("type"):
        case "Action.Execute":
            return str(action["verb"])
        case "Action.Submit":
            return str(an_object(action["data"])["verb"])
        case "Action.OpenUrl":
            return str(action["url"])
        case kind:
            assert kind == "Action.ToggleVisibility"
            return "shows or hides"


def buttons(cards: list[Hung]) -> Counter[tuple[str, str]]:
    """What should arrive from each card when all its buttons are pressed once."""
    return Counter((name, said(found.action)) for name, card in cards for found in pressables(json.loads(card)))


@pytest.mark.soak
async def test_every_button_arrives(tmp_path: Path) -> None:
    """Each is pressed once, with every field filled in, and arrives once with its own verb; in full on every card."""
    async with school_page(tmp_path, [TEACHER], width=PHONE) as window:
        for sheet in sheets([card for held in chosen().values() for card in held]):
            await hang(window.page, sheet)
            heard = Counter((name, verb) for name, verb in await window.page.evaluate(PRESS))
            assert heard - buttons(sheet) == Counter()
            assert buttons(sheet) - heard == Counter()
