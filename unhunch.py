"""The command line: thin, the one module above both web and jobs."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from service.app import App
    from service.settings import Settings
    from web.serving import Served

FAR = timedelta(seconds=60)


class _Group(click.Group):
    """Turns every refusal into one clear line and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        from sqlalchemy.exc import OperationalError

        from service.core.errors import Refused

        try:
            return super().invoke(ctx)
        except Refused as refused:
            raise _Failed(str(refused)) from None
        except OperationalError:
            raise _Failed(
                "The database does not answer: check that it runs and that "
                "UNHUNCH_DATABASE_URL names it."
            ) from None


class _Failed(click.ClickException):
    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(f"unhunch: {self.message}", err=True, file=file)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="unhunch")
def main() -> None:
    """Short posture routines as Slack direct messages, self-hosted.

    New here? `unhunch demo` shows it all with a made-up company.
    """


# --------------------------------------------------------------------- serving


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--people", type=click.IntRange(1, 5000), default=40, show_default=True)
@click.option("--data", type=click.Path(path_type=Path), help="Keep its data here.")
def demo(port: int, people: int, data: Path | None) -> None:
    """Show everything with a made-up company; nothing leaves this machine."""
    from tempfile import TemporaryDirectory

    if data is not None:
        _demo(port, people, data)
        return
    with TemporaryDirectory(prefix="unhunch-demo-") as folder:
        _demo(port, people, Path(folder))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Default: UNHUNCH_PORT.")
def serve(port: int | None) -> None:
    """Serve web and jobs in one process."""
    settings = _prepared(migrate=True, **({} if port is None else {"port": port}))
    _free(settings)
    click.echo(f"Unhunch serves on http://{settings.host}:{settings.port}")
    _serve(settings, lambda: _worker(_built(settings), with_jobs=True), workers=1)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Default: UNHUNCH_PORT.")
def web(port: int | None) -> None:
    """Serve the web half only; run `unhunch jobs` beside it."""
    settings = _prepared(**({} if port is None else {"port": port}))
    _free(settings)
    click.echo(f"Unhunch web serves on http://{settings.host}:{settings.port}")
    _serve(settings, lambda: _worker(_built(settings), with_jobs=False), workers=2)


@main.command()
def jobs() -> None:
    """Run the jobs half only; any number of these may run side by side."""
    import signal
    from threading import Event

    from jobs.runner import Runner

    runner = Runner(_app())
    ended = Event()

    def end(*_: object) -> None:
        runner.stop_claiming()
        ended.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    runner.start()
    click.echo("Unhunch jobs run. Ctrl-C ends them.")
    ended.wait()
    runner.stop()


@main.command()
def migrate() -> None:
    """Bring the database's schema to this version, under a lock."""
    _prepared(migrate=True)
    click.echo("The database's schema is up to date.")


# ------------------------------------------------------------------ workspaces


@main.group()
def workspace() -> None:
    """List, add, pause or remove Slack workspaces."""


@workspace.command("list")
def workspace_list() -> None:
    """Show every workspace with its state."""
    from service.actions import workspaces

    for one in workspaces.all_of(_app()):
        reason = f" ({one.reason})" if one.reason else ""
        click.echo(f"{one.workspace_id}  {one.name}  {one.state}{reason}")


@workspace.command("add")
def workspace_add() -> None:
    """Add one more workspace; its bot token is asked for, or read from a pipe."""
    from service.actions import workspaces

    token = (
        click.prompt("Bot token (xoxb-...)", hide_input=True)
        if sys.stdin.isatty()
        else sys.stdin.readline()
    )
    added = workspaces.add(_app(), token.strip())
    click.echo(f"Added {added.workspace_id} ({added.name}).")


def _state_command(name: str, state: str, help_text: str) -> None:
    @workspace.command(name, help=help_text)
    @click.argument("workspace_id")
    def change(workspace_id: str) -> None:
        from service.actions import workspaces
        from service.core.dispatching import WorkspaceState

        one = workspaces.change_state(_app(), workspace_id, WorkspaceState(state))
        click.echo(f"{one.workspace_id} ({one.name}) is {one.state} now.")


_state_command("pause", "paused", "Send nothing to a workspace until it is resumed.")
_state_command("resume", "active", "Send to a paused or removed workspace again.")
_state_command("remove", "removed", "Stop a workspace for good; its rows stay.")


# ---------------------------------------------------------------------- people


@main.group()
def people() -> None:
    """Import a roster, and invite people."""


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check and count, change nothing.")
@click.option("-w", "--workspace", "workspace_id", help="Where there are several.")
def people_import(file: Path, *, dry_run: bool, workspace_id: str | None) -> None:
    """Import a roster: all of it, or nothing where a row is wrong."""
    from service.actions.roster import import_people
    from service.actions.workspaces import only

    app = _app()
    counts = import_people(
        app, only(app, workspace_id), file.read_bytes(), dry_run=dry_run
    )
    said = ", ".join(f"{number} {what}" for what, number in counts.items())
    click.echo(f"{'Would be: ' if dry_run else ''}{said}.")


@people.command("invite")
@click.option("--team", help="Only the people of this team.")
@click.option("--dry-run", is_flag=True, help="Show, send nothing.")
@click.option("--yes", is_flag=True, help="Do not ask on a terminal.")
@click.option("-w", "--workspace", "workspace_id", help="Where there are several.")
def people_invite(
    team: str | None, *, dry_run: bool, yes: bool, workspace_id: str | None
) -> None:
    """Send each person the one invitation, after showing who gets which text."""
    from service.actions import invite, sweeps
    from service.actions.workspaces import only

    app = _app()
    place = only(app, workspace_id)
    wave = invite.prepare(app, place, team)
    _show_wave(wave)
    if dry_run or not wave.recipients:
        return
    if sys.stdin.isatty() and not yes:
        click.confirm(f"Invite {len(wave.recipients)} people?", abort=True)
    queued = invite.start(app, place, wave)
    counts = sweeps.turn(app, "dispatch", place.workspace_id, stopping=lambda: False)
    click.echo(f"{queued} invitations queued; {counts['sent']} messages sent so far.")


def _show_wave(wave: Any) -> None:
    number = len(wave.recipients)
    click.echo(f"{number} {'person' if number == 1 else 'people'} to invite:")
    for one in wave.recipients:
        click.echo(f"  {one.email or one.slack_user_id}  {one.team or ''}".rstrip())
    click.echo("The message:")
    for block in wave.message.blocks:
        text = (block.get("text") or {}).get("text")
        if text:
            click.echo("  " + text.replace("\n", "\n  "))


# ---------------------------------------------------------------- sweeps, ledger


@main.command("run")
@click.argument("sweep", type=click.Choice(["plan", "dispatch", "sync"]))
@click.option("--at", help="As of this ISO-8601 instant instead of now.")
def run_sweep(sweep: str, at: str | None) -> None:
    """Run one sweep now, in this process; prints its counts as JSON."""
    from service.actions import sweeps
    from service.actions.workspaces import all_of, first

    app = _app(at=at)
    if not all_of(app):
        first(app)
    click.echo(json.dumps(dict(sweeps.run(app, sweep))))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def ledger(*, as_json: bool) -> None:
    """Count where every nudge stands; the counts always add up."""
    from service.actions.ledger import ledger as read

    counts = read(_app())
    if as_json:
        click.echo(json.dumps(counts))
        return
    for name, value in counts.items():
        shown = value if isinstance(value, int) else json.dumps(value)
        click.echo(f"{name:8} {shown}")


@main.command()
@click.argument("file", type=click.File("rb"), default="-")
def explain(file: Any) -> None:
    """Show triage and a sample routine for answers given as JSON."""
    from service.core.errors import Refused
    from service.core.explain import explain as explained
    from service.core.explain import read_request
    from service.gateways.library import load_catalogue

    try:
        document = json.loads(file.read())
    except ValueError as error:
        raise Refused(f"The input is not JSON: {error}.") from None
    answer = explained(read_request(document), load_catalogue())
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False))


# ------------------------------------------------------------- Slack and settings


@main.group()
def slack() -> None:
    """Print what Slack needs to know about this app."""


@slack.command("manifest")
@click.option("--http", "url", help="For HTTP at this public address.")
def slack_manifest(url: str | None) -> None:
    """Print the manifest to make your Slack app from (Socket Mode, or HTTP)."""
    import yaml

    from service.core.errors import Refused
    from web.slack.manifest import manifest

    if url is not None and not url.startswith("https://"):
        raise Refused("Slack calls https addresses only: give one like https://host.")
    click.echo(yaml.safe_dump(manifest(url), sort_keys=False, allow_unicode=True))


@main.group()
def config() -> None:
    """Show the settings."""


@config.command("show")
def config_show() -> None:
    """Show every setting, its value (secrets masked) and where it comes from."""
    import os

    from pydantic import SecretStr

    from service.settings import PREFIX, Settings, source_of

    settings = Settings.read()
    for name in Settings.model_fields:
        value = getattr(settings, name)
        shown = "********" if isinstance(value, SecretStr) else value
        said = "(not set)" if value is None else shown
        where = source_of(name, os.environ)  # noqa: TID251 - names only, no values
        click.echo(f"{PREFIX}{name.upper()} = {said}  [{where}]")


# --------------------------------------------------------------------- building


def _prepared(*, migrate: bool = False, **given: Any) -> "Settings":
    from service.bootstrap import prepare
    from service.settings import Settings

    return prepare(Settings.read(**given), migrate=migrate)


def _app(at: str | None = None) -> "App":
    from service.bootstrap import build

    settings = _prepared()
    return build(settings, at=_instant(at, settings))


def _instant(at: str | None, settings: "Settings") -> datetime | None:
    from service.bootstrap import system_clock
    from service.core.errors import Refused

    if at is None:
        return None
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        raise Refused(f"{at!r} is not an instant: 2026-03-02T09:00:00Z.") from None
    if instant.tzinfo is None:
        raise Refused(f"{at!r} names no zone: add Z for UTC, or +01:00.")
    if settings.talks_to_real_slack and abs(instant - system_clock()) > FAR:
        raise Refused("--at is for the practice workspace: this is the real Slack.")
    return instant.astimezone(UTC)


def _built(settings: "Settings") -> "App":
    from service.bootstrap import build

    return build(settings)


def _worker(app: "App", *, with_jobs: bool) -> "Served":
    """Build what one worker process runs, after the fork."""
    from jobs.runner import Runner
    from web.app import create_app
    from web.serving import Served
    from web.slack.bolt import bolt_app
    from web.slack.socket_mode import SocketMode

    bolt = bolt_app(app)
    runner = Runner(app) if with_jobs else None
    socket_mode = app.settings.slack_app_token is not None
    socket = SocketMode(bolt, app.settings) if socket_mode else None
    for part in filter(None, (runner, socket)):
        part.start()

    def stop() -> None:
        for part in filter(None, (socket, runner)):
            part.stop()

    stopping = runner.stop_claiming if runner else lambda: None
    return Served(flask=create_app(app, bolt), stopping=stopping, stop=stop)


def _serve(settings: "Settings", make: Callable[[], "Served"], *, workers: int) -> None:
    from web.serving import serve as serve_with

    serve_with(
        make, host=settings.host, port=settings.port, workers=workers, threads=16
    )


def _free(settings: "Settings") -> None:
    """Refuse a taken port in one line, before gunicorn tries for five seconds."""
    import socket

    from service.core.errors import Refused

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise Refused(
                f"Port {settings.port} on {settings.host} cannot be used "
                f"({error.strerror}): choose another with --port."
            ) from None


def _demo(port: int, people: int, folder: Path) -> None:
    from threading import Thread

    from service.bootstrap import prepare, system_clock
    from service.settings import Settings
    from web import demo as made_up

    given = Settings.read(**made_up.settings(folder, port))
    _free(given)
    settings = prepare(given, migrate=True)
    address = f"http://127.0.0.1:{port}"
    colleagues = made_up.company(people, system_clock())
    practice = made_up.practice_workspace(colleagues, system_clock, address)

    def make() -> "Served":
        app = _built(settings)
        served = _worker(app, with_jobs=True)
        made_up.add_demo_pages(served.flask, practice)
        opened = (app, colleagues, address)
        Thread(target=made_up.open_company, args=opened, daemon=True).start()
        return served

    click.echo(f"Unhunch demo: open {address}")
    click.echo(f"Your inbox:   {address}/practice/inbox/{made_up.VISITOR}")
    click.echo("Ctrl-C ends it.")
    _serve(settings, make, workers=1)


if __name__ == "__main__":
    main()
