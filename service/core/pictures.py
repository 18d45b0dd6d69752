"""The picture of an exercise as a value; its bytes stand elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Picture:
    """``digests``: SHA-256 in hex by kind: gif, png, svg. ``alt``: one sentence."""

    exercise_id: str
    alt: str
    digests: Mapping[str, str]

    def name(self, kind: str) -> str:
        """Give the file's name with the head of its digest: new content, new name."""
        return f"{self.exercise_id}.{self.digests[kind][:8]}.{kind}"


@dataclass(frozen=True, kw_only=True)
class Uploaded:
    """A picture as a workspace's Slack knows it."""

    file_id: str
    alt: str
