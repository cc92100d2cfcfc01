"""The second road: an e-mail where Teams cannot tell somebody of an alert, through the school's own SMTP server.

Always over TLS, with the certificate checked. Nothing is written in clear: a server that offers no TLS takes nothing
from us. It knows nothing of what is said.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

import aiosmtplib

from bot.policy.kit.errors import Undelivered
from bot.policy.kit.records import Message

SENDING_SECONDS = 20.0
"""Seconds for the whole of one e-mail: the connection, TLS, the sign-in and the message."""
DEFAULT_PORTS = {"smtp": 587, "smtps": 465}
"""By which a server is asked to begin TLS (`smtp`), or is spoken to in TLS from the first byte (`smtps`)."""
REFUSED_FOR_GOOD = 500
"""SMTP's answers from here on say that the same again would be refused again (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """A `Mailer` of the ports, by one server."""

    host: str
    port: int
    user: str
    password: str
    implicit: bool
    """TLS from the first byte."""
    trust: ssl.SSLContext | None = None
    """Whom to believe; by default whom this machine believes."""

    @classmethod
    def of(cls, url: str, trust: ssl.SSLContext | None = None) -> Self:
        """By `smtp://user:password@host:587` or `smtps://…:465`, which the settings have looked at."""
        parts: SplitResult = urlsplit(url)
        return cls(
            host=parts.hostname or "",
            port=parts.port or DEFAULT_PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            implicit=parts.scheme == "smtps",
            trust=trust,
        )

    @property
    def sender(self) -> str:
        """From whom an e-mail comes: whoever signs in, where that is an address."""
        return self.user if "@" in self.user else f"online-safety@{self.host}"

    async def send(self, to: str, message: Message) -> None:
        """Send the message's text under its summary. Raises `Undelivered`: for good where the server says that it will
        never take it for this address."""
        written = EmailMessage()
        written["From"], written["To"], written["Subject"] = self.sender, to, message.summary
        written["Date"], written["Message-ID"] = formatdate(), make_msgid(domain=self.sender.rpartition("@")[2])
        written["Auto-Submitted"] = "auto-generated"
        written.set_content(message.text or message.summary)
        try:
            await aiosmtplib.send(
                written,
                hostname=self.host,
                port=self.port,
                username=self.user or None,
                password=self.password or None,
                use_tls=self.implicit,
                start_tls=None if self.implicit else True,
                tls_context=self.trust or ssl.create_default_context(),
                timeout=SENDING_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as refused:
            codes = [each.code for each in refused.recipients]
            raise Undelivered("mail_refused", for_good=min(codes, default=0) >= REFUSED_FOR_GOOD) from refused
        except aiosmtplib.SMTPAuthenticationError as refused:
            raise Undelivered("mail_sign_in", for_good=False) from refused
        except ssl.SSLError as refused:
            raise Undelivered("mail_certificate", for_good=False) from refused
        except aiosmtplib.SMTPResponseException as refused:
            raise Undelivered("mail_not_taken", for_good=False) from refused
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as silent:
            raise Undelivered("mail_no_connection", for_good=False) from silent
