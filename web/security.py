"""What every answer carries, and what every form that comes back must show."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_wtf import CSRFProtect

from service.settings import Settings
from web.cookies import FORM, cookie_name, is_https
from web.hosts import Proxies, refuse_other_hosts

# Everything comes from here, nothing stands inline.
CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
# What a page could ask the browser for, and ours never do.
_NEVER = (
    *("accelerometer", "autoplay", "camera", "display-capture", "fullscreen"),
    *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment"),
    *("publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking"),
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _NEVER),
    # Addresses of ours may hold a one-time link: no other site gets them.
    "Referrer-Policy": "same-origin",
}
HSTS = "max-age=31536000; includeSubDomains"
NO_STORE = "no-store"

# Not forms of ours: Slack signs what it sends, the practice workspace is a toy.
UNGUARDED = frozenset({"slack", "practice"})
CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_FORM_BYTES = 100_000
# By endpoint or blueprint: what may be larger than a form.
MOST_BYTES: Mapping[str | None, int] = {
    "slack": 1_000_000,
    "practice": 10_000_000,
    # The roster of the largest company, and the same in base64.
    "operator.check_roster": 1_000_000,
    "operator.import_roster": 1_400_000,
}


def secure(flask: Flask, settings: Settings, limit: Callable[[], None]) -> None:
    """Check every request in a fixed order, and send the headers with every answer.

    ``limit`` refuses whoever asks too often.
    """
    key = settings.secret_key
    # Whatever FLASK_DEBUG says: a debugger runs what a stranger types.
    flask.debug = False
    flask.config.update(
        SECRET_KEY=key.get_secret_value() if key else None,
        SESSION_COOKIE_NAME=cookie_name(FORM, settings),
        SESSION_COOKIE_SECURE=is_https(settings),
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_CHECK_DEFAULT=False,
        # A form that stood open over lunch must not lose what was typed.
        WTF_CSRF_TIME_LIMIT=None,
        # The Origin is checked here, for http too.
        WTF_CSRF_SSL_STRICT=False,
    )
    guard = CSRFProtect(flask)
    flask.wsgi_app = Proxies(flask.wsgi_app, settings)  # type: ignore[method-assign] # Flask's own way to wrap it

    @flask.before_request
    def check() -> None:
        refuse_other_hosts(settings)
        _refuse_large()
        limit()
        if _is_guarded():
            if not _is_from_here(settings):
                abort(403)
            guard.protect()

    @flask.after_request
    def add_headers(answer: Response) -> Response:
        answer.headers.update(HEADERS)
        if is_https(settings):
            answer.headers["Strict-Transport-Security"] = HSTS
        # What may be kept says so: the pictures, and the files beside them.
        answer.headers.setdefault("Cache-Control", NO_STORE)
        return answer


def most_bytes(endpoint: str | None, blueprint: str | None) -> int:
    return MOST_BYTES.get(endpoint) or MOST_BYTES.get(blueprint) or MOST_FORM_BYTES


def _refuse_large() -> None:
    """Refuse what says that it is too large, and what does not say it and is."""
    most = most_bytes(request.endpoint, request.blueprint)
    request.max_content_length = request.max_form_memory_size = most
    is_large = (request.content_length or 0) > most
    if "Transfer-Encoding" in request.headers:
        # Cut off at the limit, and without a word: half a form would be taken.
        is_large = len(request.get_data()) >= most
    if is_large:
        abort(413)


def _is_guarded() -> bool:
    """Say whether this is a form of ours; what leads nowhere is answered as such."""
    changes = request.method not in CHANGES_NOTHING
    found = request.routing_exception is None
    return changes and found and request.blueprint not in UNGUARDED


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
