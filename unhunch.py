"""The command line: thin, the one module above both web and jobs."""

import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.commands import building
from service.commands.audit import audit
from service.commands.backup import backup, restore
from service.commands.catalogue import catalogue
from service.commands.keys import keys
from service.commands.operator import operator
from service.commands.own_data import erase_person, export_person

if TYPE_CHECKING:
    from service.actions.invite import Wave
    from service.settings import Settings


class _Whole(click.IntRange):
    """A whole number in bounds, and called so where it is none."""

    name = "whole number"


PORT = _Whole(1, 65535)
CSV = click.Path(exists=True, dir_okay=False, path_type=Path)
WORKSPACE = click.option(
    "-w", "--workspace", "workspace_id", metavar="ID", help="Where there are several."
)


class _Group(click.Group):
    """Turns every refusal into one clear line and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        # What the embedded database leaves behind is tidied up at a usual exit.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            from service.actions.health import in_one_sentence

            sentence = in_one_sentence(error)
            if sentence is None:
                raise
            raise _Failed(sentence) from None


class _Failed(click.ClickException):
    def show(self, file: Any = None) -> None:
        click.echo(f"unhunch: {self.message}", err=True, file=file)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="unhunch", prog_name="unhunch")
def main() -> None:
    """Short movement breaks as Slack direct messages, on your own machine.

    New here? `unhunch demo` shows it all with a made-up company.
    """


# --------------------------------------------------------------------- serving


@main.command()
@click.option("--port", type=PORT, default=8000, show_default=True)
@click.option(
    "--people",
    type=_Whole(1, 5000),
    default=120,
    show_default=True,
    help="How many work at the made-up company.",
)
@click.option("--data", type=click.Path(path_type=Path), help="Keep its data here.")
def demo(**asked: Any) -> None:
    """Try it out: a made-up company and a practice Slack.

    Nothing leaves this machine. Without --data nothing is left behind.
    """
    from jobs.runner import Runner
    from web.demo import Demo, run

    run(Demo(**asked), Runner, click.echo)


@main.command()
@click.option("--port", type=PORT, help="Instead of UNHUNCH_PORT.")
def serve(port: int | None) -> None:
    """Run everything in one process: web and jobs.

    Without UNHUNCH_DATABASE_URL it starts a PostgreSQL of its own.
    """
    from jobs.runner import Runner
    from web.worker import run

    run(_served("Unhunch", port, migrate=True), Runner)


@main.command()
@click.option("--port", type=PORT, help="Instead of UNHUNCH_PORT.")
def web(port: int | None) -> None:
    """Run the web half; `unhunch jobs` runs beside it."""
    from web.worker import run

    run(_served("Unhunch web", port))


@main.command()
def jobs() -> None:
    """Run the jobs half; any number may run side by side."""
    from jobs.runner import Runner
    from service.actions.content import waiting

    app = building.app(stays=True)
    runner = Runner(app)
    # Waited for, not handled: a handler may meet a lock that its own thread holds.
    ends = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    runner.start()
    click.echo("Unhunch jobs run. Ctrl-C ends them.")
    _say(waiting(app))
    signal.sigwait(ends)
    runner.stop()


@main.command()
def migrate() -> None:
    """Bring the database's schema to this version, under a lock."""
    building.prepared(migrate=True)
    click.echo("The database's schema is up to date.")


# ------------------------------------------------------------------ workspaces


@main.group()
def workspace() -> None:
    """List, add, pause, resume or remove Slack workspaces."""


@workspace.command("list")
def workspace_list() -> None:
    """Show every workspace with its state."""
    from service.actions import workspaces

    known = workspaces.all_of(building.app())
    if not known:
        click.echo("There is no workspace yet.", err=True)
    for one in known:
        reason = f" ({one.reason})" if one.reason else ""
        click.echo(f"{one.workspace_id}  {one.name}  {one.state}{reason}")


@workspace.command("add")
def workspace_add() -> None:
    """Add one more workspace by its bot token.

    The token is asked for without showing it, or read from a pipe.
    """
    from service.actions import workspaces

    token = (
        click.prompt("Bot token (xoxb-...)", hide_input=True, err=True)
        if sys.stdin.isatty()
        else sys.stdin.readline()
    )
    added = workspaces.add(building.app(), token.strip())
    click.echo(f"Added {added.workspace_id} ({added.name}).")


def _state_command(name: str, state: str, help_text: str) -> None:
    @workspace.command(name, help=help_text)
    @click.argument("workspace_id", metavar="ID")
    def change(workspace_id: str) -> None:
        from service.actions import workspaces
        from service.core.dispatching import WorkspaceState

        one = workspaces.change_state(
            building.app(), workspace_id, WorkspaceState(state)
        )
        click.echo(f"{one.workspace_id} ({one.name}) is {one.state} now.")


_state_command("pause", "paused", "Send nothing there until it is resumed.")
_state_command("resume", "active", "Send there again.")
_state_command("remove", "removed", "Stop for good; what is recorded stays.")


# ---------------------------------------------------------------------- people


@main.group()
def people() -> None:
    """Import a roster, and invite people."""


@people.command("import")
@click.argument("file", type=CSV, metavar="FILE.csv")
@click.option("--dry-run", is_flag=True, help="Check and count, change nothing.")
@WORKSPACE
def people_import(file: Path, *, dry_run: bool, workspace_id: str | None) -> None:
    """Import a roster: all of it, or nothing where a row is wrong.

    The first line names the columns: slack_user_id or email, and any of
    department, team, site, country, region, timezone, work_days, work_start,
    work_end, nudges_per_day, consented_at.
    """
    from service.actions.roster import import_people
    from service.actions.workspaces import only
    from service.core.audit import MACHINE

    app = building.app()
    place, raw = only(app, workspace_id), file.read_bytes()
    counts = import_people(app, place, raw, dry_run=dry_run, actor=MACHINE)
    said = ", ".join(f"{number} {what}" for what, number in counts.items())
    click.echo(f"{'Would be: ' if dry_run else ''}{said}.")


@people.command("invite")
@click.option("--team", metavar="NAME", help="Only the people of this team.")
@click.option("--dry-run", is_flag=True, help="Show who gets what, send nothing.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@WORKSPACE
def people_invite(
    team: str | None, *, dry_run: bool, yes: bool, workspace_id: str | None
) -> None:
    """Invite each person once, after showing who gets which text.

    Nobody is invited twice, and nobody gets anything else before agreeing.
    """
    from service.actions import invite, sweeps
    from service.actions.content import waiting
    from service.actions.workspaces import only

    app = building.app()
    place = only(app, workspace_id)
    wave = invite.prepare(app, place, team)
    _show_wave(wave)
    if dry_run:
        _say(waiting(app))
    if dry_run or not wave.recipients:
        return
    if sys.stdin.isatty() and not yes:
        click.confirm("Invite them?", abort=True, err=True)
    invite.start(app, place, wave)
    sweeps.turn(app, "dispatch", place.workspace_id, stopping=lambda: False)
    # As many as were shown: what was really sent would tell who has answered.
    number = len(wave.recipients)
    click.echo(f"{_number(number, 'invitation')} on the way.")


def _show_wave(wave: "Wave") -> None:
    number = len(wave.recipients)
    click.echo(f"{number} {'person' if number == 1 else 'people'} to invite:")
    for one in wave.recipients:
        click.echo(f"  {one.email or one.slack_user_id}  {one.team or ''}".rstrip())
    click.echo("Whoever has answered already gets none; that is told to nobody.")
    click.echo("The message:")
    for said in wave.lines:
        click.echo("  " + said.replace("\n", "\n  "))


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


# ---------------------------------------------------------------- sweeps, ledger


@main.command("run")
@click.argument(
    "sweep", type=click.Choice(["plan", "dispatch", "pictures", "sync", "purge"])
)
@click.option("--at", metavar="INSTANT", help="As of then, like 2026-03-02T09:00:00Z.")
def run_sweep(sweep: str, at: str | None) -> None:
    """Run one sweep now, here, and print its counts as JSON."""
    from service.actions import sweeps
    from service.actions.purging import refuse_the_future
    from service.actions.workspaces import all_of, first
    from service.bootstrap import system_clock

    app = building.app(at)
    if not all_of(app):
        first(app)
    if sweep == "purge":
        refuse_the_future(all_of(app), app.now() - system_clock())
    click.echo(json.dumps(dict(sweeps.run(app, sweep))))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def ledger(*, as_json: bool) -> None:
    """Count where every nudge stands; the counts always add up."""
    from service.actions.ledger import ledger as read

    counts = read(building.app())
    if as_json:
        click.echo(json.dumps(counts))
        return
    for name, value in counts.items():
        shown = value if isinstance(value, int) else json.dumps(value)
        click.echo(f"{name:8} {shown}")


@main.command()
@click.argument("file", type=click.File("rb"), default="-", metavar="[FILE|-]")
def explain(file: Any) -> None:
    """Show what answers given as JSON lead to, and why.

    Prints status, likely load and a sample routine; {} is a valid input.
    """
    from service.bootstrap import explain_document

    answer = explain_document(file.read())
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False))


@main.command()
@click.option("--people", type=_Whole(1, 5000), default=20, show_default=True)
@click.option("--days", type=_Whole(1, 366), default=28, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--data", type=click.Path(path_type=Path), help="Keep its data here.")
@click.option("--truth", type=click.File("w"), help="Write each person's true course.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def simulate(*, truth: Any, as_json: bool, **asked: Any) -> None:
    """Run a made-up company over weeks, in fast time.

    It judges what people got. Planner, rules and answers are the real ones. The
    same seed gives the same.
    """
    from web.simulation import Simulation, report
    from web.simulation import simulate as run

    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=asked["days"], label="Days", file=sys.stderr, hidden=hidden
    ) as bar:
        found, lived = run(Simulation(**asked), lambda: bar.update(1))
    if truth:
        truth.writelines(f"{json.dumps(one)}\n" for one in report.truth(lived))
    lines = [json.dumps(found)] if as_json else report.table(found)
    for line in lines:
        click.echo(line)


# ------------------------------------------------------------- Slack and settings


@main.group()
def slack() -> None:
    """Print what Slack needs to know about this app."""


@slack.command("manifest")
@click.option("--http", "url", metavar="URL", help="For HTTP at this https address.")
def slack_manifest(url: str | None) -> None:
    """Print the manifest to make your Slack app from.

    It is for Socket Mode, which needs no public address, unless --http is given.
    """
    from web.slack.manifest import as_yaml

    click.echo(as_yaml(url), nl=False)


@main.group()
def config() -> None:
    """Show the settings."""


@config.command("show")
def config_show() -> None:
    """Show every setting, where it comes from, and secrets only as set."""
    from service.settings import shown

    for line in shown():
        click.echo(line)


# ------------------------------------------------------------------- catalogue


for command in (
    audit,
    backup,
    catalogue,
    erase_person,
    export_person,
    keys,
    operator,
    restore,
):
    main.add_command(command)


@catalogue.command("sheet")
@click.argument(
    "file",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    default="unhunch-exercises.html",
    metavar="[FILE.html]",
)
def catalogue_sheet(file: Path) -> None:
    """Write one page with the picture of every exercise of ours."""
    from service.bootstrap import library
    from service.commands.files import named
    from web.sheet import contact_sheet

    page = contact_sheet(*library())
    with named(file):
        file.write_text(page, "utf-8")
    click.echo(f"Wrote {file}.")


# --------------------------------------------------------------------- building


def _served(what: str, port: int | None, *, migrate: bool = False) -> "Settings":
    from service.bootstrap import prepare
    from service.settings import Settings
    from web.serving import refuse_taken

    settings = Settings.read(**({} if port is None else {"port": port}))
    refuse_taken(settings.host, settings.port)
    prepared = prepare(settings, migrate=migrate)
    click.echo(f"{what} serves on http://{settings.host}:{settings.port}")
    for line in building.first_lines(prepared):
        _say(line)
    return prepared


def _say(line: str | None) -> None:
    if line:
        click.echo(line, err=True)


if __name__ == "__main__":
    main()
