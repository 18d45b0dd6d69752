"""The cookies that we set: for this host alone where https lets us; for no script."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Response, request

from service.core.set_up import SESSION as SETUP_SESSION
from service.core.sign_in import ATTEMPT_LIFE, LINK_LIFE, LONGEST
from service.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Cookie:
    """A cookie of ours; ``life`` is how long a browser keeps it."""

    plain_name: str
    life: timedelta

    def read(self, settings: Settings) -> str | None:
        return request.cookies.get(cookie_name(self.plain_name, settings))

    def keep(self, answer: Response, settings: Settings, secret: str) -> None:
        answer.set_cookie(
            cookie_name(self.plain_name, settings),
            secret,
            max_age=self.life,
            secure=is_https(settings),
            httponly=True,
            samesite="Lax",
        )

    def drop(self, answer: Response, settings: Settings) -> None:
        answer.delete_cookie(
            cookie_name(self.plain_name, settings),
            secure=is_https(settings),
            httponly=True,
            samesite="Lax",
        )


SESSION = Cookie(plain_name="unhunch", life=LONGEST)
ASKED = Cookie(plain_name="unhunch-asked", life=LINK_LIFE)
"""The browser that asked for a link: the link works in no other."""
ATTEMPT = Cookie(plain_name="unhunch-attempt", life=ATTEMPT_LIFE)
"""The browser that went to Slack to sign in."""
SETUP = Cookie(plain_name="unhunch-setup", life=SETUP_SESSION)
"""The browser that opened the one-time set-up link."""
FORM = "unhunch-form"
"""Flask's own, signed: the form's token, notices, and the page that was wanted."""


def is_https(settings: Settings) -> bool:
    return (settings.public_url or "").startswith("https://")


def cookie_name(plain: str, settings: Settings) -> str:
    return f"__Host-{plain}" if is_https(settings) else plain
