"""The way out of the school's network: its own certificate authority is believed where the settings name it."""

from __future__ import annotations

import asyncio
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.clock import PATIENCE
from tests.test_app import ROOT, environment

ASK = """
import asyncio, os, app
from bot.settings import Environment
from bot.teams.connector import open_session
import httpx
Environment.read()
url = os.environ["ASKED"]
async def ask():
    async with open_session(through_proxy=True) as session:
        try:
            async with session.get(url) as response:
                print(await response.text())
        except Exception as error:
            print(type(error).__name__)
    try:
        async with httpx.AsyncClient() as graph:
            print((await graph.get(url)).text)
    except Exception as error:
        print(type(error).__name__)
asyncio.run(ask())
"""
"""What Teams and Graph are asked through, each by its own library."""


def _key_usage(*, signs: bool) -> x509.KeyUsage:
    """What a key is for: to sign certificates, or to serve."""
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def authority(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """The certificate of an authority of this test's own, as a file, and a server's that it has signed."""
    now, names = datetime.now(UTC), {}
    keys = {name: ec.generate_private_key(ec.SECP256R1()) for name in ("A school's authority", "127.0.0.1")}
    names = {name: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in keys}
    made = {}
    (root, root_key), (server, server_key) = keys.items()
    for name, key in keys.items():
        made[name] = (
            x509.CertificateBuilder()
            .subject_name(names[name])
            .issuer_name(names[root])
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=400))
            .not_valid_after(now + timedelta(days=400))
            .add_extension(x509.BasicConstraints(ca=name == root, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
            .add_extension(_key_usage(signs=name == root), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
            .sign(root_key, hashes.SHA256())
        )
    trusted, chain = folder / "school.pem", folder / "server.pem"
    trusted.write_bytes(made[root].public_bytes(Encoding.PEM))
    private = server_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain.write_bytes(private + made[server].public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return trusted, context


@asynccontextmanager
async def answering(context: ssl.SSLContext | None, response: web.Response | None = None) -> AsyncIterator[str]:
    """A server on loopback that answers all alike; its address."""

    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        if response is None:
            return web.Response(text="well")
        return web.Response(status=response.status, body=response.body, headers=response.headers)

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    try:
        yield f"http{'s' if context else ''}://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def asked(folder: Path, url: str) -> list[str]:
    """What each library hears, in a process of its own with that folder's `.env`."""
    settings = {**environment(folder), "PYTHONPATH": str(ROOT), "ASKED": url}
    for name in ("SSL_CERT_FILE", "HTTPS_PROXY", "https_proxy", "REQUESTS_CA_BUNDLE"):
        settings.pop(name, None)
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ASK), cwd=folder, env=settings, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await asyncio.wait_for(running.communicate(), PATIENCE)
    return said.decode().split()


async def test_an_authority_that_the_settings_name_is_believed(tmp_path: Path) -> None:
    """By both libraries, from `.env` alone; without it by neither."""
    trusted, context = authority(tmp_path)
    async with answering(context) as url:
        assert await asked(tmp_path, url) == ["ClientConnectorCertificateError", "ConnectError"]
        (tmp_path / ".env").write_text(f"SSL_CERT_FILE={trusted}\n", encoding="utf-8")
        assert await asked(tmp_path, url) == ["well", "well"]
