"""Sends the app what Slack would send it, signed, over HTTP or Socket Mode."""

import json
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlencode, urlsplit

from slack_sdk.signature import SignatureVerifier

from web.practice.state import State
from web.practice.values import Answer, Json

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


class Kind(StrEnum):
    """What is delivered; the value is Slack's word for it over Socket Mode."""

    EVENT = "events_api"
    INTERACTION = "interactive"
    COMMAND = "slash_commands"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One payload on its way to the app, for the first time or again."""

    payload: Json
    kind: Kind = Kind.INTERACTION
    retry: int = 0
    retry_reason: str | None = None


def deliver(state: State, delivery: Delivery) -> Answer:
    """Deliver once and wait for the answer, three seconds at most."""
    if state.sockets.is_open:
        return state.sockets.ask(_envelope(state, delivery), state.ack_seconds)
    try:
        return _post(state, delivery)
    except TimeoutError:
        return Answer(status=None, reason="http_timeout")
    except (OSError, HTTPException):
        return Answer(status=None, reason="connection_failed")


def signed_headers(state: State, body: str, timestamp: int | None = None) -> Json:
    """Return the two signature headers for a request body.

    ``timestamp`` is in Unix seconds; without one, the present.
    """
    stamp = str(int(state.signing_clock()) if timestamp is None else timestamp)
    verifier = SignatureVerifier(state.signing_secret)
    signature = verifier.generate_signature(timestamp=stamp, body=body)
    return {
        "X-Slack-Signature": signature or "",
        "X-Slack-Request-Timestamp": stamp,
    }


def body_of(delivery: Delivery) -> str:
    """Return the request body: JSON for events, else a form."""
    if delivery.kind is Kind.COMMAND:
        return urlencode(delivery.payload)
    text = json.dumps(delivery.payload)
    return text if delivery.kind is Kind.EVENT else urlencode({"payload": text})


def _envelope(state: State, delivery: Delivery) -> Json:
    return {
        "envelope_id": state.new_id("envelope-"),
        "type": delivery.kind.value,
        "payload": delivery.payload,
        "accepts_response_payload": delivery.kind is not Kind.EVENT,
        "retry_attempt": delivery.retry,
        "retry_reason": delivery.retry_reason or "",
    }


def _post(state: State, delivery: Delivery) -> Answer:
    if state.events_url is None:
        raise ConnectionRefusedError
    url = urlsplit(state.events_url)
    body = body_of(delivery)
    headers = {
        "Content-Type": JSON if delivery.kind is Kind.EVENT else FORM,
        "User-Agent": "Slackbot 1.0 (practice)",
        **signed_headers(state, body),
        **_retry_headers(delivery),
    }
    connection = HTTPConnection(url.hostname or "", url.port, timeout=state.ack_seconds)
    try:
        connection.request("POST", url.path or "/", body.encode(), headers)
        with connection.getresponse() as response:
            return _answer(response)
    finally:
        connection.close()


def _retry_headers(delivery: Delivery) -> Json:
    if not delivery.retry:
        return {}
    return {
        "X-Slack-Retry-Num": str(delivery.retry),
        "X-Slack-Retry-Reason": delivery.retry_reason or "unknown_error",
    }


def _answer(response: HTTPResponse) -> Answer:
    text = response.read().decode(errors="replace")
    return Answer(
        status=response.status,
        body=_parsed(text),
        reason=None if response.status == 200 else "http_error",
        no_retry=response.getheader("X-Slack-No-Retry") == "1",
    )


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text
