"""`python -m docs.poster`: one side of A4 for the staff, from the words of the cards and the school's people.

Written as `build/poster.html`, and as `.pdf` where there is a Chromium to print it. What a card says of a kind and
what the page says can never differ: both read `cards.words.kinds`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

import segno

from bot.policy.incidents.kinds import KINDS, Kind
from bot.policy.kit.records import Urgency
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from bot.settings import Environment, SettingsError, load_school
from cards.words.kinds import GROUPS, KIND_WORDS
from cards.words.kit import ROLE_WORDS

HTML_PATH = Path("build") / "poster.html"
IN_PERSON: tuple[Role, ...] = (
    "headteacher",
    "dsl",
    "deputy_dsl",
    "champion",
    "business_manager",
    "computing_coordinator",
)
"""The roles that stand on the page, to be told in person."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
PRINT_SECONDS = 60
"""Seconds that a browser has to print one page."""
DONE, SETTING_WRONG = 0, 2

STYLE = """
@page { size: A4 portrait; margin: 8mm 9mm }
* { box-sizing: border-box; margin: 0; padding: 0 }
html { font: 7.6pt/1.16 "Segoe UI", "Liberation Sans", Arial, sans-serif; color: #1b1b1f }
body { width: 192mm; margin: 0 auto }
header { background: #4f52b2; color: #fff; padding: 2.2mm 4mm; border-radius: 1.5mm; display: flex;
  justify-content: space-between; align-items: baseline }
h1 { font-size: 16pt } header p { font-size: 10pt }
.danger { border: .5mm solid #b10e1c; color: #b10e1c; font-weight: 700; font-size: 10pt; text-align: center;
  padding: 1mm; margin: 1.8mm 0; border-radius: 1.5mm }
.how { display: grid; grid-template-columns: repeat(3, 1fr); gap: 2.5mm; margin-bottom: 1.8mm }
.how p { background: #ecedf8; border-radius: 1.5mm; padding: 1.5mm 2.2mm }
.how:has(.code) { grid-template-columns: 18mm repeat(3, 1fr) } .code, .code svg { width: 18mm; height: 18mm }
main { columns: 2; column-gap: 3.5mm }
h2 { font-size: 10pt; color: #4f52b2; border-bottom: .25mm solid #4f52b2; margin: 1mm 0 .9mm; break-after: avoid }
article { break-inside: avoid; margin-bottom: 1mm }
article.emergency { border-left: 1mm solid #b10e1c; padding-left: 1.6mm }
h3 { font-size: 8.8pt } h3 small { font-weight: 400; font-size: 7pt; color: #5a5a66 }
h3 em { font-style: normal; font-size: 7.2pt; color: #b10e1c }
dl { display: grid; grid-template-columns: 12.5mm 1fr } dt { font-weight: 700 } dt.not { color: #b10e1c }
ul { list-style: none } li { padding-left: 2mm; text-indent: -2mm } li::before { content: "· " }
aside { margin-top: 1.5mm; border-top: .35mm solid #4f52b2; padding-top: 1.2mm; display: grid;
  grid-template-columns: 1fr 1fr; gap: 3.5mm }
table { border-collapse: collapse; width: 100% } td { padding: .25mm 1mm .25mm 0; vertical-align: top }
td:first-child { color: #5a5a66; width: 40% } td.blank { border-bottom: .2mm dotted #5a5a66 }
footer { margin-top: 1.2mm; color: #5a5a66; font-size: 7.5pt; text-align: center }
@media screen { body { padding: 8mm 0 } }
""".strip()


def poster_html(school: School, app_id: str = "") -> str:
    """The page as HTML that asks for nothing from elsewhere. Holds what people may see of the school, and no report.

    With the bot's `app_id` a telephone that looks at the code opens the bot's own chat in Teams.
    """
    name = escape(school.name)
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Online Safety at {name}</title>
<style>
{STYLE}
</style>
</head>
<body>
<header><h1>Something online worries you?</h1><p>{name}</p></header>
<p class="danger">If somebody is in danger now, phone 999 first. Then tell us.</p>
<section class="how">
{_code(app_id)}<p><b>1 · Open “Online Safety” in Teams</b><br>
{_by_code(app_id)}Write <b>report</b>, or what happened in your own words. Reports can also
begin at a message: its menu has “Report to Online Safety”.</p>
<p><b>2 · Choose what it is</b><br>You are told what to do and what not to do. In an emergency press <b>Alert now</b>;
details can follow.</p>
<p><b>3 · Leave it with us</b><br>The right person is told at once, and again until somebody takes it. You see
who has it under <b>my reports</b>. Only those who handle it read it.</p>
</section>
<main>
{"".join(_groups(school))}</main>
<aside>
<section><h2>Tell somebody in person</h2><table>{"".join(_people(school))}</table></section>
<section><h2>Outside the school</h2><table>{"".join(_contacts(school))}</table></section>
</aside>
<footer>From the school’s Online Safety Policy; the numbers after each name are its sections.</footer>
</body>
</html>
"""


def chat_url(app_id: str) -> str:
    """Opens the bot's own chat, wherever Teams is installed."""
    return f"https://teams.microsoft.com/l/chat/0/0?users=28:{app_id}"


def _code(app_id: str) -> str:
    """The address as a code that a telephone reads, and as a link for who has the page on a screen."""
    if not app_id:
        return ""
    drawn: str = segno.make(chat_url(app_id), error="m", micro=False).svg_inline(scale=2, border=2)
    return f'<a class="code" href="{escape(chat_url(app_id))}" title="Online Safety in Teams">{drawn}</a>\n'


def _by_code(app_id: str) -> str:
    return "Point a phone’s camera at the code, or find it in Teams. " if app_id else ""


def _groups(school: School) -> Iterator[str]:
    for title, kinds in GROUPS:
        yield f"<h2>{escape(title)}</h2>\n"
        for kind in kinds:
            yield _kind(KINDS[kind], school.routes[kind].urgency)


def _kind(kind: Kind, urgency: Urgency) -> str:
    words = KIND_WORDS[kind.id]
    emergency = urgency is Urgency.EMERGENCY
    sections = (f"§{part}" if part[0].isdigit() else part for part in kind.sections)
    cited = ", ".join(sections)
    return (
        f"<article{' class=emergency' if emergency else ''}><h3>{escape(words.name)}"
        f"{' <em>EMERGENCY</em>' if emergency else ''} <small>{escape(cited)}</small></h3>"
        f"<dl><dt>Do</dt><dd>{_points((words.danger, *words.do) if words.danger else words.do)}</dd>"
        f'<dt class="not">Not</dt><dd>{_points(words.do_not)}</dd></dl></article>\n'
    )


def _points(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _people(school: School) -> Iterator[str]:
    """Those who hold each role by the roster; where Entra's groups say who does, a line to write on."""
    for role in IN_PERSON:
        holders = [person for person in school.people if role in person.roles] if school.source == "roster" else []
        said = (f"{person.name}, {person.phone}" if person.phone else person.name for person in holders)
        yield _row(ROLE_WORDS[role], "<br>".join(map(escape, said)))


def _contacts(school: School) -> Iterator[str]:
    for contact in school.contacts:
        yield _row(contact.name, escape(contact.phone or contact.web or contact.mail))


def _row(name: str, said: str) -> str:
    return f"<tr><td>{escape(name)}</td><td{'' if said else ' class=blank'}>{said}</td></tr>"


def print_pdf(html: Path) -> Path | None:
    """The page as PDF beside the HTML, or None where there is no browser that can print it."""
    browser = next((found for found in map(shutil.which, BROWSERS) if found), None)
    if browser is None:
        return None
    pdf = html.with_suffix(".pdf").resolve()
    pdf.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        asked = [browser, "--headless", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={profile}"]
        # Chromium's own sandbox does not start for root, as in a container; the page is ours and loads nothing.
        asked += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        asked += [f"--print-to-pdf={pdf}", html.resolve().as_uri()]
        try:
            subprocess.run(asked, check=False, capture_output=True, timeout=PRINT_SECONDS)  # noqa: S603 - ours
        except (OSError, subprocess.TimeoutExpired):
            return None
    return pdf if pdf.exists() else None


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF of a browser's has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def main() -> int:
    """Write the page, print it where that can be done, and say where it is."""
    try:
        environment = Environment.read()
        school = load_school(environment.school_file)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return SETTING_WRONG
    HTML_PATH.parent.mkdir(parents=True, exist_ok=True)
    HTML_PATH.write_text(poster_html(school, environment.app_id), encoding="utf-8")
    print(HTML_PATH)
    if not environment.app_id:
        print("MicrosoftAppId is not set, so that the page has no code for a phone: set it, and make the page again.")
    pdf = print_pdf(HTML_PATH)
    if pdf is None:
        print("No browser here to print it: open the page in one and print it on A4.")
        return DONE
    print(HTML_PATH.with_suffix(".pdf"))
    if count_pages(pdf.read_bytes()) > 1:
        print("It takes more than one side: shorten the contacts in school.toml, or print it a little smaller.")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
