"""The pages that an employee signs in to: today, and the own answers."""

from web.me.pages import blueprint

__all__ = ["blueprint"]
