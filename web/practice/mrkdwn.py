"""Shows Slack's mark-up as HTML, letting nothing through unescaped."""

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

LINK = re.compile(r"<([^<>\n]+)>")
SAFE = ("http://", "https://", "mailto:")
STYLES = (
    (re.compile(r"`([^`\n]+)`"), r"<code>\1</code>"),
    (re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w_])_(\S(?:[^_\n]*\S)?)_(?![\w_])"), r"<em>\1</em>"),
    (re.compile(r"(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])"), r"<s>\1</s>"),
)


def shown(text: Mapping[str, Any] | str | None) -> Markup:
    """Return a text object, or a message's own mrkdwn text, as HTML."""
    if not text:
        return Markup()
    if isinstance(text, str):
        return _mrkdwn(text)
    if text.get("type") == "mrkdwn":
        return _mrkdwn(str(text["text"]))
    return _lines(escape(text["text"]))


def _mrkdwn(text: str) -> Markup:
    parts = LINK.split(text)
    # split() puts what stood between the angle brackets at the odd places.
    return Markup().join(
        _link(part) if index % 2 else _styled(part) for index, part in enumerate(parts)
    )


def _styled(text: str) -> Markup:
    html = str(escape(_unescaped(text)))
    for pattern, replacement in STYLES:
        html = pattern.sub(replacement, html)
    return _lines(Markup(html))  # noqa: S704 - escaped above, only our tags added


def _link(inside: str) -> Markup:
    target, _, label = inside.partition("|")
    words = escape(_unescaped(label or target))
    if not target.startswith(SAFE):
        return words
    link = Markup('<a href="{}" rel="noreferrer">{}</a>')
    return link.format(_unescaped(target), words)


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _lines(html: Markup) -> Markup:
    return html.replace("\n", Markup("<br>"))
