"""ID tokens as attackers write them, each beside what is wrong with it."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwk, jwt

from web.practice.openid import TEAM, USER, signed, signing_key

Claims = Mapping[str, Any]
Forge = Callable[[Claims], Any]


@cache
def other_key() -> jwk.RSAKey:
    return jwk.RSAKey.generate_key(2048)


def _plain_key() -> jwk.RSAKey:
    """Give our key without the word that it is for RS256 only."""
    return jwk.RSAKey.import_key(signing_key().as_pem(private=True))


def _part(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _unsigned(claims: Claims) -> str:
    head = {"alg": "none", "kid": signing_key().kid}
    return f"{_part(head)}.{_part(dict(claims))}."


def _with_the_public_key_as_secret(claims: Claims) -> str:
    head = {"alg": "HS256", "kid": signing_key().kid}
    said = f"{_part(head)}.{_part(dict(claims))}"
    secret = signing_key().as_pem(private=False)
    return f"{said}.{_part(hmac.digest(secret, said.encode(), hashlib.sha256))}"


def _by(key: Callable[[], jwk.RSAKey], **head: Any) -> Forge:
    """Sign with this key; ``kid`` names ours unless given, and none where None."""

    def forge(claims: Claims) -> str:
        full = {"alg": "RS256", "kid": signing_key().kid} | head
        shown = {name: value for name, value in full.items() if value is not None}
        return jwt.encode(shown, dict(claims), key(), algorithms=[full["alg"]])

    return forge


def _with_something_critical(claims: Claims) -> str:
    head = {"alg": "RS256", "kid": signing_key().kid, "crit": ["x"], "x": 1}
    said = f"{_part(head)}.{_part(dict(claims))}"
    key = signing_key().private_key
    assert key is not None
    return f"{said}.{_part(key.sign(said.encode(), PKCS1v15(), SHA256()))}"


def _own_key_inside(claims: Claims) -> str:
    public = other_key().as_dict(private=False)
    head = {"alg": "RS256", "kid": signing_key().kid, "jwk": public}
    return jwt.encode(head, dict(claims), other_key())


def _saying(**changed: Any) -> Forge:
    """Sign rightly what is wrong; None leaves a claim out, a function changes it."""

    def forge(claims: Claims) -> str:
        said = dict(claims)
        for name, value in changed.items():
            said[name] = value(said[name]) if callable(value) else value
        return signed({name: one for name, one in said.items() if one is not None})

    return forge


def _naming(claim: str, value: Any) -> Forge:
    return _saying(**{claim: value})


def _changed_after(claims: Claims) -> str:
    head, _said, signature = signed(claims).split(".")
    return f"{head}.{_part({**claims, USER: 'U0BOB'})}.{signature}"


def _for_many(claims: Claims) -> str:
    return _saying(aud=[claims["aud"], "elsewhere"])(claims)


def _for_another_used_by_us(claims: Claims) -> str:
    return _saying(aud="elsewhere", azp=claims["aud"])(claims)


def _for_another_of_many(claims: Claims) -> str:
    return _saying(aud=[claims["aud"], "elsewhere"], azp="elsewhere")(claims)


def _of(token: Any) -> Forge:
    return lambda _claims: token


def _later(seconds: int) -> Callable[[int], int]:
    return lambda at: at + seconds


FORGED: Mapping[str, Forge] = {
    "not signed at all": _unsigned,
    "HS256, the public key as its secret": _with_the_public_key_as_secret,
    "another algorithm, the right key": _by(_plain_key, alg="RS512"),
    "another key under our key's name": _by(other_key),
    "another key under its own name": _by(other_key, kid="theirs"),
    "another key without a name": _by(other_key, kid=None),
    "the right key without a name": _by(signing_key, kid=None),
    "the right key under an unknown name": _by(signing_key, kid="unknown"),
    "another key that comes along": _own_key_inside,
    "something critical that nobody knows": _with_something_critical,
    "changed after it was signed": _changed_after,
    "over": _saying(exp=_later(-331)),
    "never over": _saying(exp=None),
    "over, it says, some day": _saying(exp="tomorrow"),
    "of the future": _saying(iat=_later(31)),
    "of no time": _saying(iat=None),
    "not valid yet": _naming("nbf", 4_000_000_000),
    "from another issuer": _saying(iss="https://evil.example"),
    "from nobody": _saying(iss=None),
    "from an issuer that begins alike": _saying(iss=lambda iss: f"{iss}.evil.example"),
    "for another app": _saying(aud="elsewhere"),
    "for nobody": _saying(aud=None),
    "for us, used by another": _saying(azp="elsewhere"),
    "for another app, used by us": _for_another_used_by_us,
    "for many": _for_many,
    "for another of many": _for_another_of_many,
    "without a nonce": _saying(nonce=None),
    "with another nonce": _saying(nonce="n" * 43),
    "with an empty nonce": _saying(nonce=""),
    "without a subject": _saying(sub=None),
    "of no workspace": _naming(TEAM, None),
    "of a workspace where we are not": _naming(TEAM, "T0ELSEWHERE"),
    "of several workspaces": _naming(TEAM, ["T0PRACTICE"]),
    "of a workspace with a zero byte": _naming(TEAM, "T0\0"),
    "of no user": _naming(USER, None),
    "of an unknown user": _naming(USER, "U0NOBODY"),
    "of several users": _naming(USER, ["U0ALICE"]),
    "of a user with a zero byte": _naming(USER, "U0\0"),
    "known by address only": _saying(**{USER: "U0OTHER"}, email="alice@acme.example"),
    "no token": _of("x"),
    "three parts of nothing": _of("a.b.c"),
    "encrypted, not signed": _of("a.b.c.d.e"),
    "not ASCII": _of("é.é.é"),
    "no text": _of({"alg": "none"}),
    "missing": _of(None),
}
