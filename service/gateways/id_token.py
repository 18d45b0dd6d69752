"""Whether an ID token is Slack's, for us, and for this attempt.

A module of its own, imported at the first sign-in: its libraries are slow to load.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwk, jws, jwt
from joserfc.errors import JoseError

from service.ports import Account, Unproven

ALGORITHMS = ["RS256"]
LEEWAY_S = 30
"""Two clocks that are right differ by less."""
TEAM = "https://slack.com/team_id"
USER = "https://slack.com/user_id"


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What must stand in the token, whatever else does."""

    issuer: str
    audience: str
    nonce: str
    now: datetime


def challenge(verifier: str) -> str:
    made: str = create_s256_code_challenge(verifier)
    return made


def key_id(token: str) -> str:
    """Name the key by which a token says that it is signed.

    Raises:
        Unproven: it names none, or is no token.
    """
    try:
        kid = jws.extract_compact(token.encode()).headers().get("kid")
    except (JoseError, ValueError, TypeError):
        raise Unproven("unreadable") from None
    if not isinstance(kid, str) or not kid:
        raise Unproven("without_key_id")
    return kid


def read(token: str, keys: Mapping[str, Any], expected: Expected) -> Account:
    """Give the account that a token names.

    Raises:
        Unproven: it is not signed by one of the keys, or not for this attempt.
    """
    try:
        key_set = jwk.KeySet.import_key_set(
            {"keys": [key for key in keys["keys"] if key.get("kty") == "RSA"]}
        )
        signed = jwt.decode(token, key_set, algorithms=ALGORITHMS)
        claims = _claims(signed, expected)
        claims.validate(now=int(expected.now.timestamp()), leeway=LEEWAY_S)
    except JoseError as error:
        raise Unproven(str(getattr(error, "error", "") or "refused")) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Unproven("unreadable") from None
    return _account(claims)


def _claims(signed: jwt.Token, expected: Expected) -> Any:
    must: dict[str, dict[str, Any]] = {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.audience},
        "nonce": {"essential": True, "value": expected.nonce},
        TEAM: {"essential": True},
        USER: {"essential": True},
    }
    # Its own demands come beside these: a subject, an end, a time, and, where it is
    # for many, that it was given to us.
    given = {"client_id": expected.audience}
    return CodeIDToken(signed.claims, signed.header, must, given)


def _account(claims: Mapping[str, Any]) -> Account:
    team, user = claims[TEAM], claims[USER]
    for named in (team, user):
        # Slack's ids are; nothing else shall reach the database.
        if not (isinstance(named, str) and named.isascii() and named.isalnum()):
            raise Unproven("no_account")
    return Account(workspace_id=team, slack_user_id=user)
