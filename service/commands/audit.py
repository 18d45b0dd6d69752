"""The commands about the audit log."""

import click

from service.commands import building


@click.group()
def audit() -> None:
    """Check the audit log."""


@audit.command("verify")
@click.option("--head", metavar="HEAD", help="Must still be in it: noted earlier.")
def audit_verify(head: str | None) -> None:
    """Check that no entry was changed or taken away.

    Prints the newest entry of each chain as WORKSPACE:NUMBER:DIGEST. Note it
    elsewhere: with --head you can later see that nothing was cut off behind it.
    """
    from service.actions import auditing

    heads = auditing.verify(building.app(), head)
    for one in heads:
        click.echo(one)
    if not heads:
        click.echo("The audit log holds nothing yet.")
