"""The one error that a person may read: what was wrong and what to do."""


class Refused(Exception):
    """A rule was broken by what came in; the text is one clear sentence."""


class Unreadable(Refused):
    """Something sealed does not open: changed, moved, or its key is not at hand.

    No fault of whoever asked; the sentence is for the operator.
    """
