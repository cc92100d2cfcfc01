"""The container's base image by its digest, which `make lock` writes into the recipe where Docker Hub can be asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.request import Request, urlopen

from tools.environment import ROOT

RECIPE = ROOT / "Dockerfile"
BASE = re.compile(r"^ARG BASE=([a-z]+):([\w.-]+)(@sha256:[0-9a-f]{64})?$", re.MULTILINE)
"""The line with the image's name, its tag, and its digest once that is known."""
TOKENS = "https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/{}:pull"
MANIFESTS = "https://registry-1.docker.io/v2/library/{}/manifests/{}"
FOR_EVERY_PLATFORM = (
    "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json"
)
"""The digest of an image for one platform would be of no use on another."""
TIMEOUT = 30.0


def ask_digest(name: str, tag: str, tokens: str = TOKENS, manifests: str = MANIFESTS) -> str:
    """The digest, `sha256:…`, of what an official image's tag stands for just now. Raises `OSError`."""
    with urlopen(tokens.format(name), timeout=TIMEOUT) as answer:  # noqa: S310 - the addresses above
        token = json.load(answer)["token"]
    request = Request(  # noqa: S310
        manifests.format(name, tag),
        method="HEAD",
        headers={"Authorization": f"Bearer {token}", "Accept": FOR_EVERY_PLATFORM},
    )
    with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
        digest: str = answer.headers.get("Docker-Content-Digest") or ""
    if not re.fullmatch(r"sha256:[0-9a-f]{64}", digest):
        raise OSError(f"no digest but {digest!r}")
    return digest


def pin_base(recipe: Path = RECIPE, ask: Callable[[str, str], str] = ask_digest) -> str:
    """Write the newest digest into the recipe, and say so. Where it is not to be had the recipe stays as it is."""
    text = recipe.read_text(encoding="utf-8")
    found = BASE.search(text)
    if found is None:
        raise ValueError(f"{recipe} has no line ARG BASE=name:tag")
    name, tag, digest = found[1], found[2], found[3]
    try:
        pinned = ask(name, tag)
    except OSError as error:
        left = "its digest stays" if digest else "it goes by its name alone, which may stand for another image tomorrow"
        return f"{name}:{tag} was not looked up ({error}): {left}"
    recipe.write_text(BASE.sub(f"ARG BASE={name}:{tag}@{pinned}", text), encoding="utf-8")
    return f"{name}:{tag} is {pinned}"
