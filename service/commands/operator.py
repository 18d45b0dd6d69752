"""The commands for whoever holds the machine that the service runs on."""

import click

from service.commands import building


@click.group()
def operator() -> None:
    """Get into the set-up page."""


@operator.command("link")
@click.option(
    "-w", "--workspace", "workspace_id", metavar="ID", help="Where there are several."
)
def operator_link(workspace_id: str | None) -> None:
    """Make a one-time link to the set-up page.

    It works once, for an hour, and needs no signing in: in it you name the first
    operator. It also works where there is an operator, for whoever lost the access;
    the audit log says each time that one was made, and that it was used.
    """
    from service.actions import setup_link

    app = building.app()
    click.echo(setup_link.make_link(app, workspace_id))
    if app.settings.public_url is None:
        click.echo("Where serve was given another --port, put that one in.", err=True)
