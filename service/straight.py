"""Clients of Slack that follow no redirect: a token goes to Slack's address or nowhere.

slack_sdk has no setting for it. These are the two methods in which it opens an address;
a test sees whether they still are.
"""

from typing import Any
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse


class StraightClient(WebClient):
    def _perform_urllib_http_request_internal(
        self, url: str, req: Request
    ) -> dict[str, Any]:
        del url
        return _opened(self, req)


class StraightWebhook(WebhookClient):
    def _perform_http_request_internal(self, url: str, req: Request) -> WebhookResponse:
        answer = _opened(self, req)
        return WebhookResponse(
            url=url,
            status_code=answer["status"],
            body=answer["body"],
            headers=answer["headers"],
        )


class _Nowhere(HTTPRedirectHandler):
    """Makes an error of a redirect, as of every answer that is none."""

    def redirect_request(self, *_given: Any) -> None:
        return None


def _opened(client: WebClient | WebhookClient, request: Request) -> dict[str, Any]:
    proxies = {"http": client.proxy, "https": client.proxy} if client.proxy else {}
    opener = build_opener(
        _Nowhere(), ProxyHandler(proxies), HTTPSHandler(context=client.ssl)
    )
    with opener.open(request, timeout=client.timeout) as answer:
        charset = answer.headers.get_content_charset() or "utf-8"
        body = answer.read().decode(charset)
        return {"status": answer.status, "headers": answer.headers, "body": body}
