"""Sign in with Slack: asks Slack's addresses, and believes what its keys signed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from service.core.sign_in import Attempt
from service.gateways.tls import context
from service.ports import Account, TryLater, Unproven
from service.settings import Settings

TIMEOUT_S = 6
MOST_BYTES = 200_000
KNOWN_FOR = timedelta(hours=1)
"""So long the provider's addresses and keys are taken for what they were."""
LOOK_AGAIN = timedelta(minutes=1)
"""A key that we do not know makes us look again, so often at most."""

_RETRY = timedelta(seconds=30)
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, kw_only=True)
class Provider:
    """What the provider says of itself: its addresses, and its public keys."""

    addresses: Mapping[str, str]
    keys: Mapping[str, Any]
    read_at: datetime

    def has(self, kid: str | None) -> bool:
        return any(key.get("kid") == kid for key in self.keys["keys"])


class SlackOpenID:
    """Implements ``service.ports.OpenID``.

    Follows no redirect: the client's secret goes to Slack's own address or nowhere.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opener = _opener(settings)
        self._provider: Provider | None = None

    @property
    def issuer(self) -> str:
        return urljoin(self._settings.slack_api_url, "..").rstrip("/")

    @property
    def _comes_back_to(self) -> str:
        return f"{self._settings.public_url}/sign-in/slack/back"

    def address(self, attempt: Attempt, now: datetime) -> str:
        from service.gateways.id_token import challenge  # noqa: PLC0415 - slow

        asked = {
            "response_type": "code",
            "scope": "openid",
            "client_id": self._settings.slack_client_id,
            "redirect_uri": self._comes_back_to,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": challenge(attempt.verifier),
            "code_challenge_method": "S256",
        }
        page = self._known(now).addresses["authorization_endpoint"]
        return f"{page}?{urlencode(asked)}"

    def account(self, code: str, attempt: Attempt, now: datetime) -> Account:
        from service.gateways.id_token import Expected, key_id, read  # noqa: PLC0415 - slow

        secret = self._settings.slack_client_secret
        answer = self._fetch(
            self._known(now).addresses["token_endpoint"],
            {
                "grant_type": "authorization_code",
                "client_id": self._settings.slack_client_id or "",
                "client_secret": secret.get_secret_value() if secret else "",
                "code": code,
                "redirect_uri": self._comes_back_to,
                "code_verifier": attempt.verifier,
            },
        )
        token = answer.get("id_token")
        if not answer.get("ok") or not isinstance(token, str):
            raise Unproven("no_token_for_the_code")
        expected = Expected(
            issuer=self.issuer,
            audience=self._settings.slack_client_id or "",
            nonce=attempt.nonce,
            now=now,
        )
        return read(token, self._known(now, key_id(token)).keys, expected)

    def _known(self, now: datetime, kid: str | None = None) -> Provider:
        """Give the provider as it was read; anew after an hour, or for a new key."""
        known = self._provider
        age = abs(now - known.read_at) if known else KNOWN_FOR
        is_new_key = known is not None and kid is not None and not known.has(kid)
        if known is None or age >= (LOOK_AGAIN if is_new_key else KNOWN_FOR):
            known = self._provider = self._read(now)
        return known

    def _read(self, now: datetime) -> Provider:
        said = self._fetch(f"{self.issuer}/.well-known/openid-configuration")
        here = _origin(self.issuer)
        addresses = {name: str(said.get(name)) for name in _ENDPOINTS}
        if said.get("issuer") != self.issuer or any(
            _origin(address) != here for address in addresses.values()
        ):
            raise TryLater("openid_provider_elsewhere", _RETRY)
        keys = self._fetch(addresses["jwks_uri"])
        if not _is_a_key_set(keys):
            raise TryLater("openid_provider_without_keys", _RETRY)
        return Provider(addresses=addresses, keys=keys, read_at=now)

    def _fetch(
        self, address: str, form: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        body = urlencode(form).encode() if form is not None else None
        request = Request(address, body, {"Accept": "application/json"})  # noqa: S310 - of the provider's origin
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                said = json.loads(answer.read(MOST_BYTES))
        except (OSError, HTTPException, ValueError) as error:
            raise TryLater(f"openid_{type(error).__name__}", _RETRY) from None
        if not isinstance(said, dict):
            raise TryLater("openid_no_object", _RETRY)
        return said


def _opener(settings: Settings) -> OpenerDirector:
    """Build what fetches: by the proxy of the settings, and without redirects."""
    proxy = settings.https_proxy
    made = OpenerDirector()
    for handler in (
        ProxyHandler({"https": proxy} if proxy else {}),
        HTTPHandler(),
        HTTPSHandler(context=context(settings)),
        HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
    ):
        made.add_handler(handler)
    return made


def _origin(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc


def _is_a_key_set(said: Mapping[str, Any]) -> bool:
    keys = said.get("keys")
    return isinstance(keys, list) and all(isinstance(key, dict) for key in keys)
