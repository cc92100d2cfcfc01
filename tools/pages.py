"""`python -m tools.pages`: the documents as pages for a browser, in `build/pages`. Nothing in them comes from afar.

MkDocs builds them and fails where a link leads nowhere. The documents lie as they are linked in the repository, so they
are gathered with what they name beside them; no second copy is kept.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.environment import PAGES, ROOT

GATHERED = ROOT / "build" / "documents"
BUILT = ROOT / "build" / "pages"
NAMED = (".env.example", "Dockerfile", "school.toml", "aup.md")
"""What the documents link to beside one another."""
CONTENTS: tuple[tuple[str, str | tuple[tuple[str, str], ...]], ...] = (
    ("Online safety in Teams", "README.md"),
    (
        "Setting it up",
        (
            ("An afternoon, from Entra to the first drill", "docs/set-up.md"),
            ("Azure", "docs/azure.md"),
            ("Recipes", "deploy/README.md"),
        ),
    ),
    ("Running it", (("From day to day", "docs/running.md"), ("Many schools", "docs/many-schools.md"))),
    (
        "What it promises",
        (
            ("The policy, clause by clause", "docs/policy.md"),
            ("Privacy", "docs/privacy.md"),
            ("Threats", "docs/threats.md"),
            ("What is understood", "docs/understanding.md"),
            ("Licences", "docs/licences.md"),
        ),
    ),
    (
        "How it is made",
        (
            ("Architecture", "docs/architecture.md"),
            ("Decisions", "docs/decisions/README.md"),
            ("Working on it", "CONTRIBUTING.md"),
            ("Benchmarks", "BENCHMARKS.md"),
        ),
    ),
    ("What changed", "CHANGELOG.md"),
)
"""The pages in their order; what is reached from one of them alone, as each decision is, stands in no list."""


def gather(into: Path) -> None:
    """The documents, and the files that they name, as they lie in the repository."""
    shutil.rmtree(into, ignore_errors=True)
    for folder in ("docs", "deploy"):
        shutil.copytree(ROOT / folder, into / folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for path in (*ROOT.glob("*.md"), *(ROOT / name for name in NAMED)):
        shutil.copy(path, into / path.name)


def listed() -> Iterable[str]:
    """The pages of the contents."""
    for _, part in CONTENTS:
        yield from [part] if isinstance(part, str) else [page for _, page in part]


def settings(documents: Path, into: Path) -> dict[str, object]:
    """MkDocs' own, which JSON says as well as YAML does. A page, a link or a heading that is not there stops it."""
    checked = {"not_found": "warn", "absolute_links": "warn", "unrecognized_links": "warn", "anchors": "warn"}
    return {
        "site_name": "Online safety in Teams",
        "docs_dir": str(documents),
        "site_dir": str(into),
        "use_directory_urls": False,
        "exclude_docs": "!.env.example",
        "not_in_nav": "/docs/decisions/[0-9]*.md\n/aup.md\n/social-media.md",
        "nav": [
            {title: part if isinstance(part, str) else [{name: page} for name, page in part]}
            for title, part in CONTENTS
        ],
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.sections", "navigation.footer", "toc.follow"],
        },
        "plugins": ["search"],
        "markdown_extensions": ["tables", "admonition", {"toc": {"permalink": True}}, "pymdownx.superfences"],
        "validation": {"nav": {"omitted_files": "warn", "not_found": "warn"}, "links": checked},
    }


def main() -> int:
    """Gather and build. Returns MkDocs' status."""
    gather(GATHERED)
    written = GATHERED.parent / "pages.yml"
    written.write_text(json.dumps(settings(GATHERED, BUILT)), encoding="utf-8")
    uv = (sys.executable, "-m", "uv", "run", "--quiet", "--no-project", "--isolated", "--with-requirements", str(PAGES))
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([*uv, "mkdocs", "build", "--strict", "--clean", "-f", str(written)], env=quiet, check=False)
    if not done.returncode:
        sys.stdout.write(f"{BUILT / 'index.html'}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
