"""By which names this service is asked, and which proxies may say for whom."""

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import Any
from urllib.parse import urlsplit

from flask import request
from werkzeug.middleware.proxy_fix import ProxyFix

from service.core.proxies import is_listed, networks
from service.settings import EVERYWHERE, LOOPBACK, Settings
from service.words import _
from web.errors import OtherHost, Said

# A container's own check asks by a name of the machine itself.
ABOUT_HEALTH = frozenset({"healthz", "readyz"})
_FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_X_FORWARDED_PROTO",
)
_MOST_SHOWN = 60
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?")


def refuse_other_hosts(settings: Settings) -> None:
    """Refuse a request that asks for a host of somebody else's.

    Raises:
        OtherHost: with the name that was seen, and where this service is.
    """
    names = _names(settings)
    if request.endpoint in ABOUT_HEALTH and request.remote_addr in LOOPBACK:
        names = names | LOOPBACK
    asked = request.environ.get("HTTP_HOST", "")
    if _name(asked) not in names:
        raise OtherHost(
            Said(
                what=_("Unhunch is not at the address “{seen}”.").format(
                    seen=asked[:_MOST_SHOWN]
                ),
                now=_(
                    "It expects {expected}. Whoever runs it sets UNHUNCH_PUBLIC_URL to "
                    "the address at which people reach it."
                ).format(expected=settings.public_url or _("this machine's own name")),
            )
        )


def _names(settings: Settings) -> frozenset[str]:
    """Give the names from the settings alone, never from what a request says."""
    public = urlsplit(settings.public_url or "").hostname
    if public is not None and public not in LOOPBACK:
        return frozenset({public})
    # Where none is set, by the address that it listens on, if that is one.
    return LOOPBACK | ({settings.host.lower()} - EVERYWHERE)


def _name(host: str) -> str:
    """Give the name in a Host header, without the port; blank for what is none."""
    found = _HOST.fullmatch(host.lower())
    return found[1].strip("[]") if found else ""


class Proxies:
    """Believes ``X-Forwarded-*`` of the listed proxies; of others it is dropped."""

    def __init__(self, served: Any, settings: Settings) -> None:
        self._served = served
        self._listed = networks(settings.trusted_proxies)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        served = self._served
        if is_listed(environ.get("REMOTE_ADDR", ""), self._listed):
            served = ProxyFix(served, x_for=self._hops(environ), x_proto=1, x_host=1)
        else:
            for name in _FORWARDED:
                environ.pop(name, None)
        answer: Iterable[bytes] = served(environ, start_response)
        return answer

    def _hops(self, environ: dict[str, Any]) -> int:
        """Count back to the last address that no listed proxy has.

        Each proxy adds its client at the end; what stands before, anybody can write.
        """
        named = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        ours = takewhile(lambda one: is_listed(one.strip(), self._listed), named[::-1])
        return min(len(list(ours)) + 1, len(named))
