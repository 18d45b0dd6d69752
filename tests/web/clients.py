"""The product under other settings, asked without a socket."""

from dataclasses import replace
from typing import Any

from flask.testing import FlaskClient

from tests.world import World
from web.app import create_app
from web.slack.bolt import bolt_app

FAR = {"REMOTE_ADDR": "203.0.113.9"}
PROXY = {"REMOTE_ADDR": "10.0.0.1"}
HTTPS = "https://unhunch.example.org"


def client(world: World, **settings: Any) -> FlaskClient:
    """Give a client of the product with these settings changed."""
    changed = world.app.settings.model_copy(update=settings)
    app = replace(world.app, settings=changed)
    return create_app(app, bolt_app(app)).test_client()
