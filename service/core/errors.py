"""The one error that a person may read: what was wrong and what to do."""


class Refused(Exception):
    """A rule was broken by what came in; the text is one clear sentence."""
