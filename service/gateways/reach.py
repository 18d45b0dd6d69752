"""Asks the own public address whether it leads back to us."""

import http.client
from urllib.parse import urlsplit

from service.gateways.tls import context
from service.settings import Settings

TIMEOUT_S = 3


def answers(settings: Settings, address: str) -> bool:
    """Say whether ``address`` leads to a service that is well; follows no redirect.

    Past any proxy: it is our own address.
    """
    place = urlsplit(address)
    host, port = place.hostname or "", place.port
    connection: http.client.HTTPConnection
    if place.scheme == "https":
        connection = http.client.HTTPSConnection(
            host, port, timeout=TIMEOUT_S, context=context(settings)
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        return answer.status == http.client.OK and answer.read(16) == b"ok\n"
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()
