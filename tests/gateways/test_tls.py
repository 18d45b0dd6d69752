"""Slack is talked to by TLS only, with a certificate that somebody vouches for."""

import ssl
import warnings
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from flask import Flask, jsonify, redirect, request
from slack_sdk.errors import SlackApiError

from service.gateways.slack import SlackGateway
from service.ports import Message, SlackError
from service.settings import Settings
from tests.practice_server import serve
from web.slack.bolt import client as bolt_client


def certificate(path: Path, **names: str) -> Path:
    """Write a certificate that vouches for itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "practice")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ip_address(names.get("ip", "127.0.0.1")))]
            ),
            critical=False,
        )
        .sign(key, SHA256())
    )
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM) + plain)
    return path


@pytest.fixture
def slack() -> Flask:
    flask = Flask("slack-by-tls")
    flask.add_url_rule(
        "/api/auth.test",
        "auth",
        lambda: jsonify(ok=True, team_id="T0", team="T", user_id="U0"),
        methods=["POST"],
    )
    return flask


def server(file: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(file)
    return made


def asked(url: str, **settings: object) -> str:
    gateway = SlackGateway("xoxb-1", Settings(slack_api_url=url, **settings))
    return gateway.whoami().workspace_id


def test_a_certificate_that_nobody_vouches_for_is_refused(
    slack: Flask, tmp_path: Path
) -> None:
    own, other = certificate(tmp_path / "own.pem"), certificate(tmp_path / "other.pem")
    with serve(slack, server(own)) as url:
        for believed in ({}, {"ca_file": other}):
            with pytest.raises(SlackError):
                asked(f"{url}/api/", **believed)
        assert asked(f"{url}/api/", ca_file=own) == "T0"


def test_a_certificate_of_another_name_is_refused(slack: Flask, tmp_path: Path) -> None:
    elsewhere = certificate(tmp_path / "elsewhere.pem", ip="203.0.113.1")
    with serve(slack, server(elsewhere)) as url, pytest.raises(SlackError):
        asked(f"{url}/api/", ca_file=elsewhere)


def test_an_old_protocol_is_refused(slack: Flask, tmp_path: Path) -> None:
    old = server(certificate(tmp_path / "own.pem"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    # Without this the server itself would not speak it.
    old.set_ciphers("ALL:@SECLEVEL=0")
    with serve(slack, old) as url, pytest.raises(SlackError):
        asked(f"{url}/api/", ca_file=tmp_path / "own.pem")


def test_neither_a_token_nor_a_fold_follows_a_redirect() -> None:
    seen: list[str | None] = []
    elsewhere = Flask("elsewhere")

    @elsewhere.route("/<path:_>", methods=["GET", "POST"])
    def anything(_: str) -> object:
        seen.append(request.headers.get("Authorization"))
        return jsonify(ok=True, team_id="T0EVIL", team="T", user_id="U0")

    with serve(elsewhere) as evil:
        moved = Flask("moved")

        @moved.post("/api/auth.test")
        def auth() -> object:
            return redirect(f"{evil}/api/auth.test")

        @moved.post("/fold")
        def fold() -> object:
            return redirect(f"{evil}/fold")

        with serve(moved) as url:
            slack = SlackGateway("xoxb-1", Settings(slack_api_url=f"{url}/api/"))
            with pytest.raises(SlackError):
                slack.whoami()
            with pytest.raises(SlackError):
                slack.fold(f"{url}/fold", Message(text="x", blocks=[]))
            with pytest.raises(SlackApiError):
                bolt_client(Settings(slack_api_url=f"{url}/api/")).auth_test()
    assert seen == []
