"""The commands about the exercises: checked, reviewed, acknowledged, and packs."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.commands import building

if TYPE_CHECKING:
    from service.core.card import Exercise
    from service.core.lint import Finding

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def catalogue() -> None:
    """Check, review and extend the exercises."""


@catalogue.command("check")
@click.argument("file", type=FILE, required=False, metavar="[FILE]")
def check(file: Path | None) -> None:
    """Check exercises against every rule: ours and installed packs, or a FILE.

    Prints one line for each finding. A FILE need not be signed for this.
    """
    from service.commands import checking

    found, exercises = checking.of_file(file) if file else checking.in_use()
    _end_with(found)
    click.echo(_summary(exercises))
    if file and (number := sum(one.review is None for one in exercises)):
        click.echo(f"{_number(number)} yet unsigned: see `unhunch catalogue review`.")


@catalogue.command("review")
@click.argument("file", type=FILE, metavar="FILE")
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.option("--by", required=True, metavar="NAME, PROFESSION", help="Who read them.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day, if not today.",
    metavar="DAY",
)
def review(file: Path, ids: tuple[str, ...], by: str, on: datetime | None) -> None:
    """Sign that you read the exercises of a FILE as they are now.

    All of them, or those with the IDs given. Any later edit voids it. An exercise
    with findings cannot be signed.
    """
    from service.commands import checking

    day = on.date() if on else building.today()
    found, number = checking.sign(file, ids, by, day)
    _end_with(found)
    click.echo(f"{by} signed {_number(number)} in {file}.")


@catalogue.command("acknowledge")
@click.option("--by", required=True, metavar="NAME", help="Who answers for them.")
def acknowledge(by: str) -> None:
    """Answer for the exercises that no professional has reviewed.

    On a real workspace nobody gets them before. A card that changes asks again.
    """
    from service.actions import content

    number = content.acknowledge(building.app(), by)
    click.echo(f"{by} answers for {_number(number)} without a review.")


@catalogue.command("import")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Check only, change nothing.")
def import_pack(file: Path, *, dry_run: bool) -> None:
    """Install an organisation's own exercises: all of a FILE, or nothing.

    docs/content-packs.md describes the file. Running processes use it within half a
    minute.
    """
    from service.actions import packs
    from service.commands import checking

    document, pictures, found = checking.pack_of(file)
    _end_with(found, "Nothing was installed.")
    outcome = packs.install(building.app(), document, pictures, dry_run=dry_run)
    what = f"{document['pack']['name']}, version {document['pack']['version']}"
    number = _number(len(document["exercises"]))
    click.echo(f"{'Would be: ' if dry_run else ''}{what}, {number}: {outcome}.")


@catalogue.command("list")
def list_all() -> None:
    """Show where the exercises come from, and who answers for them."""
    from service.actions import content, packs

    app = building.app()
    stock = packs.stock(app)
    ours = [one for one in app.catalogue.exercises if one.author is None]
    click.echo(f"unhunch  {_summary(ours)}")
    for pack in stock.packs:
        head = f"{pack.name}  version {pack.version} by {pack.author}"
        click.echo(f"{head}: {_summary(pack.exercises)}")
    if said := stock.acknowledged:
        click.echo(f"Last acknowledged by {said.by} on {said.at:%Y-%m-%d}.")
    if line := content.waiting(app):
        click.echo(line)


@catalogue.command("remove")
@click.argument("name", metavar="NAME")
def remove(name: str) -> None:
    """Remove a content pack; what was sent with it stays."""
    from service.actions import packs

    packs.remove(building.app(), name)
    click.echo(f"Removed {name}.")


def _end_with(findings: "list[Finding]", so: str = "") -> None:
    """Print every finding and end with status 1, where there are some."""
    for finding in findings:
        click.echo(str(finding))
    if findings:
        number = len(findings)
        click.echo(f"{number} finding{'s' * (number != 1)}. {so}".strip(), err=True)
        raise SystemExit(1)


def _summary(exercises: "tuple[Exercise, ...] | list[Exercise]") -> str:
    reviewed = sum(one.reviewed for one in exercises)
    changed = sum(one.review is not None for one in exercises) - reviewed
    said = f"{_number(len(exercises))}, {reviewed} reviewed"
    return f"{said}, {changed} changed since the review" if changed else said


def _number(number: int) -> str:
    return f"{number} exercise" if number == 1 else f"{number} exercises"
