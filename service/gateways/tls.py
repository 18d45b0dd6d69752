"""Whose certificates are believed, where the settings name others than the usual."""

import ssl

from service.settings import Settings


def context(settings: Settings) -> ssl.SSLContext | None:
    return (
        ssl.create_default_context(cafile=str(settings.ca_file))
        if settings.ca_file
        else None
    )
