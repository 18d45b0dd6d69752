"""The pages of whoever runs the service: delivery, set-up, roles, audit log."""

from web.operator.pages import blueprint

__all__ = ["blueprint"]
