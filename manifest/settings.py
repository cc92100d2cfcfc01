"""`manifest/settings.toml`: who stands behind the app. The bot's own settings are in the environment."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.settings import SettingsError

SETTINGS_FILE = Path(__file__).parent / "settings.toml"
_EXAMPLE_DOMAINS = (
    "example",
    "example.com",
    "example.org",
    "example.net",
    "example.edu",
    "invalid",
    "test",
    "localhost",
)


def _https(value: str) -> str:
    if urlsplit(value).scheme != "https" or not urlsplit(value).hostname:
        raise ValueError("write an address that begins with https://")
    return value


HttpsAddress = Annotated[str, AfterValidator(_https), Field(max_length=2048)]


class _ManifestSection(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Developer(_ManifestSection):
    """Whoever runs the bot, and where people read of it."""

    name: str = Field(min_length=1, max_length=32)
    website: HttpsAddress
    privacy: HttpsAddress
    terms: HttpsAddress

    @property
    def examples(self) -> tuple[str, ...]:
        """The keys whose address is still an example."""
        named = {"website": self.website, "privacy": self.privacy, "terms": self.terms}
        return tuple(key for key, address in named.items() if _is_example(urlsplit(address).hostname or ""))


class AppSettings(_ManifestSection):
    """What the package says beside the bot's id and the school's name."""

    version: str = Field(pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$")
    accent: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")
    developer: Developer


def load_settings(path: Path = SETTINGS_FILE) -> AppSettings:
    """Read the file. Raises `SettingsError` with one line that names the key."""
    try:
        return AppSettings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"{path.name}: cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path.name}: is not TOML in UTF-8: {error}") from None
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise SettingsError(f"manifest/{path.name}: {where}: {fault['msg']}") from None


def _is_example(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in _EXAMPLE_DOMAINS)
