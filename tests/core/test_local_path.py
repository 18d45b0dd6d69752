"""Where a page may lead is a path of ours, whatever a browser makes of the text."""

import pytest

from service.core.local_path import MOST_CHARACTERS, local_path

HOSTILE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "",
    " /me/",
    "\t//evil.example",
    "/\t/evil.example",
    "/\r/evil.example",
    "/\n/evil.example",
    "/me/\r\nSet-Cookie: a=b",
    "/me/\x00",
    "/me/ x",
    "/\u2215evil.example",
    "/\uff0fevil.example",
    "/me/\u2028",
    "/\xa0/evil.example",
    '/me/"><script>',
    "/" + "x" * MOST_CHARACTERS,
    None,
)


@pytest.mark.parametrize("wanted", HOSTILE)
def test_what_could_lead_elsewhere_leads_home(wanted: str | None) -> None:
    assert local_path(wanted, "/me/") == "/me/"


@pytest.mark.parametrize(
    "wanted",
    ["/", "/me/answers/desk", "/me/library?position=wall&x=1", "/a@b", "/me/%2Fx#top"],
)
def test_a_path_of_ours_is_kept(wanted: str) -> None:
    assert local_path(wanted, "/elsewhere") == wanted
