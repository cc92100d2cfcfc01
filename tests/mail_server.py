"""An SMTP server on loopback that behaves as a school's does: it begins TLS, asks who signs in, and refuses at will."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.mail import SmtpMailer
from tests.test_certificates import authority

USER, PASSWORD = "bot@school.example.org", "a/b@c"


@dataclass
class MailServer:
    """What it has taken; `refuses` are addresses that it does not know, `takes` is false while it takes nothing."""

    url: str = ""
    trust: ssl.SSLContext | None = None
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    takes: bool = True

    @property
    def mailer(self) -> SmtpMailer:
        """Who writes by it."""
        return SmtpMailer.of(self.url, self.trust)

    def to(self, address: str) -> list[EmailMessage]:
        """What this address has been sent."""
        return [message for to, message in self.taken if to == address]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Whether it knows the address."""
        if address in self.refuses:
            return "550 5.1.1 no such address"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Take it, unless it takes nothing."""
        if not self.takes:
            return "451 4.3.0 try again later"
        message = message_from_bytes(envelope.content or b"", policy=policy.default)  # type: ignore[arg-type]
        assert isinstance(message, EmailMessage)
        self.taken += [(to, message) for to in envelope.rcpt_tos]
        return "250 OK"


def _who(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@asynccontextmanager
async def mail_server(folder: Path, *, tls: bool = True) -> AsyncIterator[MailServer]:
    """One at work, with a certificate of an authority that its own mailer believes."""
    trusted, context = authority(folder)
    server = MailServer(trust=ssl.create_default_context(cafile=trusted))
    begun = await asyncio.get_running_loop().create_server(
        lambda: SMTP(
            server,
            tls_context=context if tls else None,
            require_starttls=tls,
            authenticator=_who,
            auth_required=tls,
        ),
        "127.0.0.1",
        0,
    )
    try:
        host, port = begun.sockets[0].getsockname()[:2]
        server.url = f"smtp://{USER.replace('@', '%40')}:a%2Fb%40c@{host}:{port}"
        yield server
    finally:
        begun.close()
        await begun.wait_closed()
