"""A bot of a few cards that uses everything the page can do, in one application with it, for driving the page."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web

from bot.clock import LocalClock
from bot.local.mounting import mount
from bot.local.shapes import Json, JsonObject, an_object
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from tests.local.fake_bot import BOT, CHAMPION, HEADTEACHER, TEACHER, TENANT, FakeBot, address, card, with_card
from tests.stand_in import StandInTeams

OTHERS: list[tuple[str, set[Role]]] = [
    ("Sam Whitworth", {"staff", "deputy_dsl"}),
    ("Grace Adeyemi", {"staff", "dsl", "senior_leader"}),
    ("Martin Kelly", {"staff", "computing_coordinator"}),
    ("Anna Kowalczyk-Featherstonehaugh", {"staff", "business_manager"}),
    ("Leo Marsh", {"staff"}),
    ("Ruth Entwistle", {"chair_of_governors"}),
]
PEOPLE = [
    TEACHER,
    CHAMPION,
    HEADTEACHER,
    *(
        Person(id=f"aaaaaaaa-0000-4000-8000-0000000000{10 + number}", name=name, roles=frozenset(roles))
        for number, (name, roles) in enumerate(OTHERS)
    ),
]

KINDS = [
    "Illegal material or activity",
    "Someone may be harming a pupil",
    "Concern about an adult's conduct",
    "Threatening or offensive message",
    "Online bullying",
    "Unsuitable content got through",
    "Account or system break-in",
    "Lost device or data",
    "Photo or video without consent",
    "Spam or phishing",
    "Something else",
]


def heading(words: str) -> JsonObject:
    """A heading."""
    return {"type": "TextBlock", "text": words, "size": "Large", "weight": "Bolder", "wrap": True}


def text(words: str, **given: Json) -> JsonObject:
    """A paragraph."""
    return {"type": "TextBlock", "text": words, "wrap": True, **given}


def execute(title: str, verb: str, data: JsonObject | None = None, **given: Json) -> JsonObject:
    """A button, with the fallback for older clients."""
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": verb,
        "data": data or {},
        "fallback": {"type": "Action.Submit", "title": title, "data": {"verb": verb, **(data or {})}},
        **given,
    }


def kinds_card() -> JsonObject:
    """Eleven choices as rows that are pressed."""
    rows: list[JsonObject] = [
        {
            "type": "Container",
            "style": "emphasis",
            "spacing": "Small",
            "items": [text(f"**{words}**")],
            "selectAction": execute(words, "choose", {"kind": words}),
        }
        for words in KINDS
    ]
    return card(heading("What do you want to report?"), text("Choose what fits best."), *rows)


def form_card(kind: str) -> JsonObject:
    """The form of one kind."""
    return card(
        heading(kind),
        text("**Do not reply, forward or delete it.** Keep the screen as it is.\n\n- Stay calm\n- Write down the time"),
        text("Section 4.3 of the [policy](https://school.example/policy)", isSubtle=True, size="Small"),
        {"type": "Input.Text", "id": "who", "label": "Who is it from?", "placeholder": "A name or an address"},
        {"type": "Input.Date", "id": "day", "label": "When?", "value": "2026-11-20"},
        {"type": "Input.Text", "id": "what", "label": "What happened?", "isMultiline": True, "isRequired": True,
         "errorMessage": "Please say in a few words what happened."},
        {"type": "Input.ChoiceSet", "id": "pupil", "label": "A colleague who saw it", "choices": [],
         "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}, "placeholder": "Type a name"},
        {"type": "Input.ChoiceSet", "id": "how", "label": "How did it come?", "style": "expanded", "value": "mail",
         "choices": [{"title": "E-mail", "value": "mail"}, {"title": "Chat", "value": "chat"}]},
        {"type": "Input.Toggle", "id": "shot", "title": "I have a screenshot"},
        {"type": "ActionSet", "actions": [
            execute("Send", "send", {"kind": kind}, style="positive"),
            execute("Cancel", "cancel", associatedInputs="none"),
        ]},
    )  # fmt: skip


def receipt_card(state: str) -> JsonObject:
    """What the reporter keeps."""
    return card(
        heading("OS-2026-0001"),
        {"type": "FactSet", "facts": [
            {"title": "Kind", "value": "Threatening or offensive message"}, {"title": "Told", "value": "Tom Ashworth"},
            {"title": "State", "value": state},
        ]},
        text("We will tell you here when it moves on.", isSubtle=True),
    )  # fmt: skip


def ping_card(what: str, taken: bool = False) -> JsonObject:
    """What the Champion gets."""
    actions: list[Json] = [
        execute("Acknowledge", "acknowledge", {"id": "OS-2026-0001", "version": 1}, style="positive"),
        execute("Hand over", "hand over"),
        {"type": "Action.Submit", "title": "Add a note", "data": {"msteams": {"type": "task/fetch"}, "id": 1}},
        {"type": "Action.ShowCard", "title": "More", "card": card(text("Nothing more is known."))},
    ]  # fmt: skip
    state = "Taken by you, 10:31" if taken else "Nobody has taken this yet"
    return card(
        text("Urgent", color="attention", weight="Bolder"),
        heading("Threatening or offensive message"),
        text(f"OS-2026-0001 · reported by {TEACHER.name}", isSubtle=True),
        text(what),
        text(state, color="good" if taken else "warning", weight="Bolder"),
        {"type": "ActionSet", "actions": actions[2:] if taken else actions},
    )


NOTE_FORM = card(
    text("Only those who handle it see this."),
    {"type": "Input.Text", "id": "note", "label": "Note", "isMultiline": True, "isRequired": True,
     "errorMessage": "Please write something."},
    {"type": "ActionSet", "actions": [execute("Send", "note")]},
)  # fmt: skip
MESSAGE_FORM = card(
    text("What is wrong with this message?"),
    {"type": "Input.Text", "id": "why", "label": "In your words"},
    actions=[{"type": "Action.Submit", "title": "Send", "data": {"kind": "threat"}}],
)
MANY = card(
    heading("Eleven buttons"),
    actions=[execute(f"{number}. {words}", "choose") for number, words in enumerate(KINDS, 1)],
)
OFFER: JsonObject = {
    "type": "message",
    "summary": "A file is ready for you",
    "attachments": [
        {
            "contentType": "application/vnd.microsoft.teams.card.file.consent",
            "name": "incident log 2026-27.csv",
            "content": {
                "description": "The log of this school year", "sizeInBytes": 4,
                "acceptContext": {}, "declineContext": {},
            },
        }
    ],
}  # fmt: skip


def a_card_answer(content: JsonObject) -> JsonObject:
    """An invoke's answer with a card."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": content}


def a_dialog(title: str, content: JsonObject) -> JsonObject:
    """An invoke's answer that opens a dialog."""
    attachment: JsonObject = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
    return {"task": {"type": "continue", "value": {"title": title, "card": attachment}}}


class Story:
    """Reports a threat: the teacher's form, the Champion's ping, and the teacher's receipt."""

    def __init__(self, teams: StandInTeams) -> None:
        self.teams = teams
        self.receipt = ""
        self.what = ""

    async def post(self, bot: FakeBot, person: Person, message: JsonObject) -> str:
        """Send to a person who need not have written."""
        url = f"{self.teams.service_url}/v3/conversations"
        opening: JsonObject = {"members": [{"id": person.id}], "tenantId": TENANT, "isGroup": False, "bot": {"id": BOT}}
        _, body, _ = await bot.call("POST", url, {**opening, "activity": message})
        return str(an_object(body)["activityId"])

    async def react(self, bot: FakeBot, activity: JsonObject) -> Json:
        """One turn."""
        name = activity.get("name")
        if activity["type"] == "installationUpdate" and activity.get("action") == "add":
            words = "Hello. I help with **online safety**. Type `report`, or [read more](https://school.example/help)."
            await bot.reply(activity, {"type": "message", "text": words, "summary": "Welcome"})
        elif activity["type"] == "message":
            await self.hear(bot, activity)
        elif name == "adaptiveCard/action":
            return await self.pressed(bot, activity)
        elif name == "task/fetch":
            return a_dialog("Add a note", NOTE_FORM)
        elif name == "task/submit":
            return {"task": {"type": "message", "value": "Your note was kept."}}
        elif name == "composeExtension/fetchTask":
            return a_dialog("Report to Online Safety", MESSAGE_FORM)
        elif name == "fileConsent/invoke":
            value = an_object(activity["value"])
            if value["action"] == "accept":
                await bot.put(str(an_object(value["uploadInfo"])["uploadUrl"]), b"a,b\n", "bytes 0-3/4")
        return {} if activity["type"] == "invoke" else None

    async def hear(self, bot: FakeBot, activity: JsonObject) -> None:
        """A typed word, or a Submit."""
        word = activity.get("text")
        if word == "report":
            await bot.reply(activity, with_card(kinds_card(), "What do you want to report?"))
        elif word == "many":
            await bot.reply(activity, with_card(MANY))
        elif word == "file":
            await bot.reply(activity, OFFER)
        elif word == "long":
            long = card(
                heading("Long"), text("Wordwithoutanend" * 60), text("<b>not bold</b> & <img src=x onerror=alert(1)>")
            )
            await bot.reply(activity, with_card(long))
        else:
            await bot.reply(activity, {"type": "message", "text": f"You said: {word}"})

    async def pressed(self, bot: FakeBot, activity: JsonObject) -> Json:
        """A press."""
        action = an_object(an_object(activity["value"])["action"])
        data = an_object(action["data"])
        if action["verb"] == "choose":
            return a_card_answer(form_card(str(data.get("kind", "Something else"))))
        if action["verb"] == "send":
            self.receipt = str(activity["replyToId"])
            self.what = str(data["what"])
            ping = with_card(ping_card(self.what), "OS-2026-0001: threatening or offensive message")
            await self.post(bot, CHAMPION, ping)
            return a_card_answer(receipt_card("Waiting to be taken"))
        if action["verb"] == "acknowledge":
            url = address(self.teams, self.teams.chat(TEACHER.id), f"activities/{self.receipt}")
            await bot.call("PUT", url, with_card(receipt_card("Taken by Tom Ashworth, 10:31")))
            return a_card_answer(ping_card(self.what, taken=True))
        words = f"Nothing is known of {action['verb']}."
        return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words}


@asynccontextmanager
async def story_app(keep_in: Path | None = None, port: int = 0) -> AsyncIterator[tuple[StandInTeams, str]]:
    """The page, the connector and the bot in one application, as `--local` has them; and the page's address."""
    listening = socket.create_server(("127.0.0.1", port))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    clock = LocalClock()

    def next_morning() -> datetime:
        return (clock.now() + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)

    teams = StandInTeams(
        tenant_id=TENANT, bot_id=BOT, people=PEOPLE, clock=clock, next_school_morning=next_morning, keep_in=keep_in,
        bot_url=f"{url}/api/messages", service_url=f"{url}/connector",
    )  # fmt: skip
    bot = FakeBot(Story(teams).react)
    app = web.Application()
    app.router.add_post("/api/messages", bot.take)
    mount(app, teams, opened=[TEACHER.id, CHAMPION.id, HEADTEACHER.id])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2.0)
    try:
        await runner.setup()
        await web.SockSite(runner, listening).start()
        yield teams, url
    finally:
        await bot.close()
        await runner.cleanup()
        listening.close()
