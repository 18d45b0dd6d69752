"""The commands that make a backup, and restore one."""

from pathlib import Path

import click

from service.commands import building

OUT = click.Path(dir_okay=False, path_type=Path)
IN = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=OUT, metavar="FILE")
def backup(file: Path) -> None:
    """Write all data into FILE, with the service running.

    Everybody's keys go into unhunch-keys.sealed beside it, which is overwritten: keep
    only the newest. The answers in it open only with these keys and the data key, which
    you keep apart; names, hours and times can be read.
    """
    from service.actions.backing_up import back_up

    keys = back_up(building.app(), file)
    click.echo(f"Wrote {file}, and the keys to {keys}.")


@click.command()
@click.argument("file", type=IN, metavar="FILE")
@click.option("--keys", type=IN, help="The newest key file, if not beside FILE.")
def restore(file: Path, keys: Path | None) -> None:
    """Restore FILE into an empty database: all of it, or nothing.

    Whoever was erased before the newest key file stays erased. Nothing is sent before
    you resume the workspaces.
    """
    from service.actions.restoring import restore as run

    done = run(building.app(), file, keys)
    click.echo(f"Restored the backup of {done.made_at:%Y-%m-%d %H:%M} UTC.")
    click.echo(f"Of people erased since, nothing came back: {done.erased}.")
    if done.paused:
        click.echo(
            "Nothing is sent yet, as nobody knows what was sent since. When no nudge "
            "of today can come twice, tomorrow at the latest, run:"
        )
    for workspace_id in done.paused:
        click.echo(f"  unhunch workspace resume {workspace_id}")
