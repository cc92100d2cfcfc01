"""The environment of the process, `.env` beneath it: names and shapes, and nothing of what they are used for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.settings.faults import SettingsError
from bot.settings.words import read_guid

FOR_THE_PROCESS = ("HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE")
"""What Python and its libraries read from the process: the way out of the school's network."""


def _read_optional_guid(value: object) -> object:
    return read_guid(value) if value else ""


def _upper_case(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


class Environment(BaseSettings):
    """The process's own settings, by the names of its environment variables. `read` is the way to make one."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True)

    port: int = Field(default=3978, ge=0, le=65535)
    host: str = "0.0.0.0"  # noqa: S104 - Teams calls from outside; `--local` binds to 127.0.0.1 whatever this says
    school_file: Path = Path("school.toml")
    data_dir: Path = Path("var")
    database_url: SecretStr | None = None
    app_type: Literal["SingleTenant", "UserAssignedMSI"] = Field(
        default="SingleTenant", validation_alias="MicrosoftAppType"
    )
    app_id: Annotated[str, BeforeValidator(_read_optional_guid)] = Field(default="", validation_alias="MicrosoftAppId")
    app_tenant_id: Annotated[str, BeforeValidator(_read_optional_guid)] = Field(
        default="", validation_alias="MicrosoftAppTenantId"
    )
    app_password: SecretStr | None = Field(default=None, validation_alias="MicrosoftAppPassword")
    azure_client_id: str = ""
    azure_client_certificate_path: str = ""
    azure_client_certificate_password: SecretStr | None = None
    """azure-identity's own, by which it asks Microsoft Graph: see `app_certificate`."""
    signing_key_file: str = ""
    """A file with an Ed25519 key as PEM, or a secret of an Azure Key Vault that has it."""
    heartbeat_url: SecretStr | None = None
    """Asked once a minute while everything works. Whoever knows it can keep the alarm silent."""
    smtp_url: SecretStr | None = None
    """The second road of alerts: the school's SMTP server, with who signs in there."""
    otlp_endpoint: str = Field(default="", validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT")
    """Where traces go; the libraries read this and all else that begins with `OTEL_` from the process themselves."""
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper_case)] = "INFO"

    @field_validator("smtp_url")
    @classmethod
    def _a_server(cls, url: SecretStr | None) -> SecretStr | None:
        parts = urlsplit(url.get_secret_value()) if url else None
        if parts is not None and (parts.scheme not in ("smtp", "smtps") or not parts.hostname or not _port(parts)):
            raise ValueError("SMTP_URL")
        return url

    @field_validator("heartbeat_url")
    @classmethod
    def _an_address(cls, url: SecretStr | None) -> SecretStr | None:
        """It has a scheme and a host; anything else would be found out a minute too late."""
        parts = urlsplit(url.get_secret_value()) if url else None
        if parts is not None and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("HEARTBEAT_URL")
        return url

    @model_validator(mode="after")
    def _a_database_we_know(self) -> Self:
        url = self.database_url.get_secret_value() if self.database_url else "postgresql://"
        if not url.startswith(("postgresql://", "postgres://")):
            raise ValueError("DATABASE_URL")
        return self

    @classmethod
    def read(cls, env_file: Path | str | None = ".env") -> Self:
        """The environment with `env_file` beneath it: a variable of the process goes before one of the file.

        What others read from the process alone is put there where only the file has it: azure-identity's `AZURE_*`,
        OpenTelemetry's `OTEL_*`, the proxy and the certificates. Raises `SettingsError`.
        """
        try:
            for name, value in dotenv_values(env_file).items() if env_file is not None else ():
                if (
                    (name.startswith(("AZURE_", "OTEL_")) or name in FOR_THE_PROCESS)
                    and value
                    and not os.environ.get(name)
                ):
                    os.environ[name] = value
            _check_way_out()
            return cls(_env_file=env_file)
        except UnicodeDecodeError:
            raise SettingsError(f"{env_file} is not UTF-8; save the file as UTF-8 text") from None
        except ValidationError as error:
            raise SettingsError(_variable_fault(error.errors(include_input=False)[0])) from None

    @property
    def app_certificate(self) -> str:
        """The path of the certificate with which the bot signs in: that with which Graph is asked. Empty where it is
        another application's, or the bot has a password."""
        ours = self.azure_client_id.lower() == self.app_id
        return self.azure_client_certificate_path if ours and self.app_password is None else ""

    def require_bot(self) -> None:
        """Raise `SettingsError` for the first thing that a bot in a real tenant lacks (`--local` needs none of it)."""
        needed: dict[str, object] = {"MicrosoftAppId": self.app_id, "MicrosoftAppTenantId": self.app_tenant_id}
        if self.app_type == "SingleTenant" and not self.app_certificate:
            needed["MicrosoftAppPassword"] = self.app_password and self.app_password.get_secret_value()
        for name, value in needed.items():
            if not value:
                raise SettingsError(
                    f"{name} is not set; set it as Azure shows it, or start with --local to try the bot out"
                )


def _check_way_out() -> None:
    """What others read from the process alone, and pass over in silence, or fail at each request, where it is wrong."""
    proxy = urlsplit(os.environ.get("HTTPS_PROXY", ""))
    if proxy != urlsplit("") and (proxy.scheme not in ("http", "https") or not proxy.hostname or not _port(proxy)):
        raise SettingsError("HTTPS_PROXY is not right; write it like http://proxy.school.example:8080")
    certificates = os.environ.get("SSL_CERT_FILE", "")
    if certificates and not Path(certificates).is_file():
        raise SettingsError("SSL_CERT_FILE is not right; there is no such file: write the path of a PEM file")


def _port(address: SplitResult) -> bool:
    """Whether the address has a port that can be one, or none."""
    try:
        return address.port != 0
    except ValueError:
        return False


_VARIABLES = {
    "PORT": "write a port number from 0 to 65535",
    "MICROSOFTAPPTYPE": "write SingleTenant or UserAssignedMSI; Azure makes no other bots any more",
    "SMTP_URL": "write smtp://user:password@host:587 (or smtps://…:465), with @ and / of a password as %40 and %2F",
    "HEARTBEAT_URL": "write the https://… address that is to be asked, or leave it out",
    "LOG_LEVEL": "write DEBUG, INFO, WARNING or ERROR",
    "MICROSOFTAPPID": "write the bot's id as Entra shows it, like aaaaaaaa-0000-4000-8000-000000000001",
    "MICROSOFTAPPTENANTID": "write the tenant's id as Entra shows it, like aaaaaaaa-0000-4000-8000-000000000001",
}
_NAMES = ("MicrosoftAppType", "MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppPassword")


def _variable_fault(fault: ErrorDetails) -> str:
    """A wrong variable by its own name. Its value is never repeated: it may be a secret in the wrong place."""
    if not fault["loc"]:
        return "DATABASE_URL is not right; write postgresql://… or leave it out to keep the records in DATA_DIR"
    upper = str(fault["loc"][0]).upper()
    name = next((name for name in _NAMES if name.upper() == upper), upper)
    return f"{name} is not right; {_VARIABLES.get(upper, 'see the README')}"
