"""The operator's commands about one person's data: a copy of it, and its end."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.commands import building

if TYPE_CHECKING:
    from service.actions.own_people import Proof

_PERSON = click.argument("ident", metavar="ID")
_WORKSPACE = click.option(
    "-w", "--workspace", "workspace_id", metavar="ID", help="Where there are several."
)


@click.command("export-person")
@_PERSON
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.json",
    help="Write it there, readable by you only, instead of printing it.",
)
@_WORKSPACE
def export_person(ident: str, file: Path | None, workspace_id: str | None) -> None:
    """Print all that is kept about one person.

    As JSON, to hand it to that person: it holds health data, so give it to nobody
    else. ID is a Slack user id, an address or a person id. The audit log notes the
    export, and the person sees that.
    """
    from service.actions import own_people
    from service.actions.workspaces import only
    from service.closed import draft, named

    app = building.app()
    document = own_people.export(app, only(app, workspace_id), ident)
    text = json.dumps(document, ensure_ascii=False, indent=1)
    if file is None:
        click.echo(text)
        return
    with named(file), draft(file) as out:
        out.write(f"{text}\n".encode())
    click.echo(f"Wrote {file}.")


@click.command("erase-person")
@_PERSON
@click.option("--yes", is_flag=True, help="Do not ask first.")
@_WORKSPACE
def erase_person(ident: str, *, yes: bool, workspace_id: str | None) -> None:
    """Erase a person's data, and prove it.

    The key goes and every row. ID is a Slack user id, an address or a person id. The
    line on the roster stays as of somebody who said no, so that no import brings them
    back; of somebody whose account is closed nothing stays. The audit log notes it by
    a random id.
    """
    from service.actions import own_people
    from service.actions.workspaces import only

    app = building.app()
    person = own_people.find(app, only(app, workspace_id), ident)
    if not yes and not _may_ask():
        raise click.UsageError("There is no terminal to ask at: give --yes.")
    if not yes:
        click.confirm(f"Erase everything about {ident}?", abort=True, err=True)
    proof = own_people.erase_person(app, person)
    for line in _lines(proof):
        click.echo(line)
    if proof.left:
        raise click.ClickException("not everything is gone; see above.")


def _may_ask() -> bool:
    return sys.stdin.isatty()


def _lines(proof: "Proof") -> Iterator[str]:
    erased = proof.erased
    yield f"Erased {erased.person_id} at {proof.at.isoformat(timespec='seconds')}."
    yield "Rows removed:"
    for table, number in sorted(erased.removed.items()):
        yield f"  {table:16} {number}"
    key = "destroyed" if erased.key_destroyed else "there was none"
    yield f"The key to what was told: {key}."
    tables = ", ".join(proof.looked_at)
    if proof.left:
        yield f"Still below that id: {dict(proof.left)}."
    else:
        yield f"Looked again: nothing stands below that id in {tables}."
    yield f"Messages in Slack that fold while the jobs run: {erased.folding}."
    if erased.new_id:
        yield (
            "The line on the roster stays, below a new id, as of somebody who said no."
        )
    yield (
        "Run `unhunch backup` now: it writes the keys anew, and from then on older "
        "backups cannot be read for this person. Destroy copies of older key files."
    )
