"""The picture of an exercise as a value; its bytes stand elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Picture:
    """``digests``: SHA-256 in hex by kind: gif, png, svg, jpeg. ``alt``: one sentence.

    Ours has a gif, a png and an svg; one of a pack has the kind that was imported.
    """

    exercise_id: str
    alt: str
    digests: Mapping[str, str]

    @property
    def for_slack(self) -> str:
        """Give the kind to upload: a loop, where there is one."""
        return self._first("gif")

    @property
    def for_web(self) -> str:
        """Give the kind to show on a page: a drawing, where there is one."""
        return self._first("svg")

    def _first(self, kind: str) -> str:
        return kind if kind in self.digests else next(iter(self.digests))

    def name(self, kind: str) -> str:
        """Give the file's name with the head of its digest: new content, new name."""
        return f"{self.exercise_id}.{self.digests[kind][:8]}.{kind}"


@dataclass(frozen=True, kw_only=True)
class Uploaded:
    """A picture as a workspace's Slack knows it."""

    file_id: str
    alt: str
