"""Which ID tokens are believed: each forged one is refused for a reason of its own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from service.gateways.id_token import Expected, key_id, read
from service.ports import Account, Unproven
from tests.web.forged_tokens import FORGED, Claims
from web.practice.openid import TEAM, USER, Provider, signed

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
AT = int(NOW.timestamp())
CLAIMS: Claims = {
    "iss": "https://slack.example",
    "sub": "U0ALICE",
    "aud": "0000.practice",
    "iat": AT,
    "exp": AT + 300,
    "nonce": "n" * 42 + "1",
    TEAM: "T0PRACTICE",
    USER: "U0ALICE",
}
EXPECTED = Expected(
    issuer=CLAIMS["iss"], audience=CLAIMS["aud"], nonce=CLAIMS["nonce"], now=NOW
)
# Rightly signed, of somebody who is not here: who that is only the database knows;
# and answers without a token, which the gateway sees before it reads one.
FOR_OTHERS = {
    "of a workspace where we are not",
    "of an unknown user",
    "known by address only",
    "no text",
    "missing",
}
HERE = {name: forge for name, forge in FORGED.items() if name not in FOR_OTHERS}


@cache
def keys() -> Mapping[str, Any]:
    """Give the provider's keys, without its word on what they are for."""
    shown = Provider().keys()["keys"]
    words = {"alg", "use"}
    bare = [{k: v for k, v in key.items() if k not in words} for key in shown]
    return {"keys": bare}


def account(token: str) -> Account:
    key_id(token)
    return read(token, keys(), EXPECTED)


def test_the_right_one_is_believed() -> None:
    known = Account(workspace_id="T0PRACTICE", slack_user_id="U0ALICE")
    assert account(signed(CLAIMS)) == known
    assert account(signed({**CLAIMS, "aud": [CLAIMS["aud"]]})) == known
    assert account(signed({**CLAIMS, "azp": CLAIMS["aud"]})) == known


@pytest.mark.parametrize("name", HERE)
def test_a_forged_one_is_not(name: str) -> None:
    with pytest.raises(Unproven) as refused:
        account(HERE[name](CLAIMS))
    assert refused.value.reason
    assert "practice" not in refused.value.reason


@pytest.mark.parametrize("left", [0, 29, -29])
def test_two_clocks_may_differ_by_half_a_minute(left: int) -> None:
    assert account(signed({**CLAIMS, "exp": AT + left}))
    assert account(signed({**CLAIMS, "iat": AT + left}))
    assert account(signed({**CLAIMS, "nbf": AT + left}))
