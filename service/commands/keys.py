"""The commands about the keys."""

import click

from service.commands import building


@click.group()
def keys() -> None:
    """Change the key that wraps everybody's keys."""


@keys.command("rotate")
def keys_rotate() -> None:
    """Replace the data key by a new one, with the service running.

    A key that we made ourselves is replaced by itself. One that you gave has to have
    the new one before it first; the command says how. Killed in the middle, run it
    again.
    """
    from service.actions.rotating import rotate

    rotated = rotate(building.app())
    click.echo(f"Keys that the new data key wraps now: {rotated.wrapped}.")
    click.echo(rotated.left)
