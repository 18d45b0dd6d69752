"""What every answer carries, and what every form that comes back must show."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_wtf import CSRFProtect

from service.settings import Settings

# Everything comes from here, nothing stands inline.
CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Addresses of ours may hold a one-time link: no other site gets them.
    "Referrer-Policy": "same-origin",
}

# Not forms of ours: Slack signs what it sends, the practice workspace is a toy.
UNGUARDED = frozenset({"slack", "practice"})
CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_FORM_BYTES = 100_000
# By page: the roster of the largest company, and the same in base64.
MOST_BYTES: Mapping[str | None, int] = {
    "operator.check_roster": 1_000_000,
    "operator.import_roster": 1_400_000,
}


def secure(flask: Flask, settings: Settings) -> None:
    """Send the headers with every answer, and check every form that comes back."""
    key = settings.secret_key
    flask.config.update(
        SECRET_KEY=key.get_secret_value() if key else None,
        SESSION_COOKIE_NAME=cookie_name("unhunch-form", settings),
        SESSION_COOKIE_SECURE=is_https(settings),
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_CHECK_DEFAULT=False,
        # A form that stood open over lunch must not lose what was typed.
        WTF_CSRF_TIME_LIMIT=None,
        # The Origin is checked here, for http too.
        WTF_CSRF_SSL_STRICT=False,
    )
    guard = CSRFProtect(flask)

    @flask.before_request
    def check_form() -> None:
        if _is_guarded():
            most = MOST_BYTES.get(request.endpoint, MOST_FORM_BYTES)
            request.max_content_length = request.max_form_memory_size = most
            if not _is_from_here(settings):
                abort(403)
            guard.protect()

    @flask.after_request
    def add_headers(answer: Response) -> Response:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer


def _is_guarded() -> bool:
    """Say whether this is a form of ours; what leads nowhere is answered as such."""
    changes = request.method not in CHANGES_NOTHING
    found = request.routing_exception is None
    return changes and found and request.blueprint not in UNGUARDED


def is_https(settings: Settings) -> bool:
    return (settings.public_url or "").startswith("https://")


def cookie_name(name: str, settings: Settings) -> str:
    """Bind a cookie to this one host, where https lets us."""
    return f"__Host-{name}" if is_https(settings) else name


def _is_from_here(settings: Settings) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    here = {_place(request.host_url), _place(settings.public_url or "")}
    return _place(origin) in here - {""}


def _place(address: str) -> str:
    """Give host and port of an address; blank for what is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
