"""The recipes in `deploy/`, as far as they can be read, and followed, on this machine."""

from __future__ import annotations

import asyncio
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
import tree_sitter
import tree_sitter_bicep
from aiohttp import web

from tests.clock import PATIENCE
from tests.test_app import free_port

DEPLOY = Path(__file__).parent.parent / "deploy"
SERVICE = DEPLOY / "online-safety.service"
CHART = DEPLOY / "helm" / "online-safety"
BICEP = sorted((DEPLOY / "azure").glob("*.bicep"))
STOPS = {
    "compose.yaml": r"stop_grace_period: (\d+)s",
    "online-safety.service": r"TimeoutStopSec=(\d+)",
    "azure/process.bicep": r"terminationGracePeriodSeconds: (\d+)",
    "helm/online-safety/templates/deployment.yaml": r"terminationGracePeriodSeconds: (\d+)",
}
GIVEN = (
    *("--set", "image.repository=registry.example/online-safety"),
    *("--set", "existingSecret=online-safety"),
    *("--set", "ingress.host=bot.example"),
    *("--set", "podLabels.given=yes"),
)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A program's end, with what it said."""
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("recipe", STOPS)
def test_every_recipe_waits_for_a_stop(recipe: str) -> None:
    """Turns in hand, the outbox and the store have 70 seconds to end; nothing is killed before."""
    stops = re.findall(STOPS[recipe], (DEPLOY / recipe).read_text(encoding="utf-8"))
    assert stops
    assert all(int(seconds) >= 70 for seconds in stops)


def test_compose_keeps_to_the_specification() -> None:
    """The schema of the Compose specification finds no fault."""
    read = run(
        *(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"),
        str(DEPLOY / "compose.yaml"),
    )
    assert read.returncode == 0, read.stdout


def test_the_unit_says_what_systemd_understands(tmp_path: Path) -> None:
    """systemd reads it without a complaint, and finds little that it might do beside its work."""
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("no systemd-analyze here")
    unit = tmp_path / SERVICE.name
    told = SERVICE.read_text(encoding="utf-8")
    unit.write_text(re.sub(r"ExecStart=\S+", f"ExecStart={sys.executable}", told), encoding="utf-8")
    read = run(analyse, "verify", str(unit))
    assert (read.returncode, read.stdout + read.stderr) == (0, "")
    looked = run(analyse, "security", "--offline=true", "--threshold=20", str(unit))
    assert looked.returncode == 0, looked.stdout[-200:]


@pytest.mark.parametrize("source", BICEP, ids=lambda path: path.name)
def test_bicep_is_grammatical(source: Path) -> None:
    """The grammar of Bicep reads every line."""
    tree = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bicep.language())).parse(source.read_bytes())
    assert [node.start_point for node in _nodes(tree.root_node) if node.is_error or node.is_missing] == []


def test_a_module_is_given_what_it_asks_for() -> None:
    """Each parameter of the process has its value, and no other is given."""
    main, process = (
        DEPLOY.joinpath("azure", f"{name}.bicep").read_text(encoding="utf-8") for name in ("main", "process")
    )
    found = re.search(r"module process .*?\n  params: \{(.*?)\n  \}", main, re.DOTALL)
    assert found
    given = re.findall(r"^    (\w+):", found[1], re.MULTILINE)
    assert sorted(given) == sorted(re.findall(r"^param (\w+) ", process, re.MULTILINE))


@pytest.mark.parametrize("schools", ["schools.larkspurhill\\.toml=x", "existingSchools={one,two}"])
def test_the_chart_makes_what_kubernetes_takes(schools: str, tmp_path: Path) -> None:
    """Rendered by Helm, each resource keeps to Kubernetes' own schema."""
    helm = shutil.which("helm")
    if helm is None:
        pytest.skip("no helm here")
    made = run(helm, "template", "one", str(CHART), *GIVEN, "--set", schools)
    assert made.returncode == 0, made.stderr
    rendered = tmp_path / "rendered.yaml"
    rendered.write_text(made.stdout, encoding="utf-8")
    judged = run(sys.executable, "-m", "kubernetes_validate", "--strict", str(rendered))
    assert judged.returncode == 0, judged.stdout


def test_the_chart_says_what_is_missing() -> None:
    """Without a school's file nothing is rendered, in one sentence that names what to give."""
    helm = shutil.which("helm")
    if helm is None:
        pytest.skip("no helm here")
    made = run(helm, "template", "one", str(CHART), *GIVEN)
    assert made.returncode != 0
    assert "schools: give at least one school's file, or existingSchools" in made.stderr


async def test_caddy_lets_in_teams_and_nobody_else(tmp_path: Path) -> None:
    """The web server in front passes on the bot's own way in; what is for the inside it does not know."""
    caddy = shutil.which("caddy") or shutil.which("caddy", path=str(Path(sys.executable).parent))
    assert caddy
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=415)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    bot, front, admin = (free_port() for _ in range(3))
    await web.TCPSite(runner, "127.0.0.1", bot).start()
    serving = await asyncio.create_subprocess_exec(
        *(caddy, "run", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")),
        env={
            **{"HOME": str(tmp_path), "SITE_ADDRESS": f"http://127.0.0.1:{front}"},
            **{"BOT_ADDRESS": f"127.0.0.1:{bot}", "CADDY_ADMIN": f"127.0.0.1:{admin}"},
        },
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert serving.stderr
        while line := await asyncio.wait_for(serving.stderr.readline(), PATIENCE):
            if b"serving initial configuration" in line:
                break
        async with aiohttp.ClientSession(f"http://127.0.0.1:{front}") as teams:
            statuses = {}
            for path in ("/api/messages", "/metrics", "/readyz", "/healthz", "/", "/api/messages/x"):
                async with teams.post(path, data=b"x") as answered:
                    statuses[path] = answered.status
            async with teams.post("/api/messages", data=io.BytesIO(b"x" * 1_100_000)) as answered:
                too_long = answered.status
    finally:
        serving.terminate()
        await serving.wait()
        await runner.cleanup()
    assert statuses.pop("/api/messages") == 415
    assert set(statuses.values()) == {404}
    assert asked[0] == "/api/messages"
    assert too_long in {413, 502}


def _nodes(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)
