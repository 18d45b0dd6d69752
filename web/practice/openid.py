"""The practice workspace as an OpenID provider: real keys, real signatures."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

from joserfc import jwk, jwt

from web.practice.values import ApiError, Json

CODE_LIFE = timedelta(minutes=10)
TOKEN_LIFE = timedelta(minutes=5)
TEAM = "https://slack.com/team_id"
USER = "https://slack.com/user_id"


@dataclass(frozen=True, kw_only=True)
class Code:
    """What somebody allowed, until it is redeemed."""

    user_id: str
    redirect_uri: str
    nonce: str
    challenge: str
    made_at: datetime
    used: bool = False


@cache
def signing_key() -> jwk.RSAKey:
    """Make the key of this process, when somebody first signs in."""
    return jwk.RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)


def signed(claims: Mapping[str, object]) -> str:
    key = signing_key()
    return jwt.encode({"alg": "RS256", "kid": key.kid}, dict(claims), key)


@dataclass(kw_only=True)
class Provider:
    """One app's client, and the codes that are out.

    ``sign`` makes a token of claims; a test may put a forger in its place.
    """

    client_id: str = "0000.practice"
    client_secret: str = "practice-client-secret"  # noqa: S105 - made up
    codes: dict[str, Code] = field(default_factory=dict)
    sign: Callable[[Mapping[str, object]], str] = signed

    def keys(self) -> Json:
        return {"keys": [signing_key().as_dict(private=False)]}

    def allow(self, code: Code) -> str:
        """Keep what somebody allowed; gives the code that stands for it."""
        name = secrets.token_urlsafe(24)
        self.codes[name] = code
        return name

    def redeem(self, form: Mapping[str, str], now: datetime) -> Code:
        """Take a code once, from the app that asked, by whoever began.

        Raises:
            ApiError: as Slack names it.
        """
        name = form.get("code", "")
        code = self.codes.get(name)
        if form.get("client_id") != self.client_id:
            raise ApiError("invalid_client_id")
        if form.get("client_secret") != self.client_secret:
            raise ApiError("bad_client_secret")
        if code is None or code.used or now - code.made_at > CODE_LIFE:
            raise ApiError("invalid_code")
        self.codes[name] = replace(code, used=True)
        if form.get("redirect_uri") != code.redirect_uri:
            raise ApiError("bad_redirect_uri")
        if challenge(form.get("code_verifier", "")) != code.challenge:
            raise ApiError("bad_code_verifier")
        return code

    def token(self, code: Code, issuer: str, team_id: str, now: datetime) -> str:
        """Sign who somebody is."""
        at = int(now.timestamp())
        return self.sign(
            {
                "iss": issuer,
                "sub": code.user_id,
                "aud": self.client_id,
                "iat": at,
                "exp": at + int(TOKEN_LIFE.total_seconds()),
                "auth_time": at,
                "nonce": code.nonce,
                TEAM: team_id,
                USER: code.user_id,
            }
        )


def challenge(verifier: str) -> str:
    """Give the S256 challenge of a verifier (RFC 7636)."""
    made = hashlib.sha256(verifier.encode()).digest()
    return urlsafe_b64encode(made).decode().rstrip("=")
