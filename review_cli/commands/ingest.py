"""`opis ingest`: files are kept first, then read; nothing that was brought is lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from casework.queue import FileStatus, explain
from papers.source import Channel
from pipeline.engine import EngineBroken
from pipeline.intake import Brought, Intake
from review_cli import contract, contract_records
from review_cli.commands import options
from review_cli.output import progress, say_json
from review_cli.program import Program, pass_program
from review_cli.wording import STATES

EXAMPLES = """\b
Примеры:
  opis ingest --wait входящие/
  opis ingest --wait
  opis ingest скан.pdf --channel mail --received-at 2025-03-12T09:30
"""


class Timestamp(click.ParamType[datetime]):
    """ISO date or timestamp; without a zone it is the machine's own."""

    name = "timestamp"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"«{value}»: пишется 2025-03-12T09:30 или 2025-03-12.", param, ctx)
        return moment if moment.tzinfo else moment.astimezone()


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@options.any_paths
@options.name
@click.option(
    "--channel",
    metavar="КАНАЛ",
    type=click.Choice([channel.value for channel in Channel]),
    default=Channel.MANUAL.value,
    show_default=True,
    help=f"Как пришли бумаги: {', '.join(Channel)}.",
)
@click.option(
    "--received-at", metavar="ВРЕМЯ", type=Timestamp(), help="Когда поступили; по умолчанию сейчас."
)
@click.option("--wait", is_flag=True, help="Прочитать сейчас и дождаться конца.")
@options.jobs
@options.as_json
@click.pass_context
@pass_program
def ingest(
    program: Program,
    ctx: click.Context,
    paths: Sequence[str],
    name: str | None,
    channel: str,
    received_at: datetime | None,
    wait: bool,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Принять файлы и папки: сохранить исходники и поставить бумаги в очередь.

    Тот же файл ещё раз — новое поступление без второго черновика. Без ПУТИ с --wait
    читает то, что приняли раньше.
    """
    if not paths and not wait:
        raise click.UsageError("Назовите файл или папку, или укажите --wait.")
    options.one_name(paths, name)
    intake = program.with_jobs(jobs).build().intake
    brought = _bring(intake, paths, name, Channel(channel), received_at)
    brought = brought if paths else [Brought("", file_id) for file_id in intake.waiting()]
    ids = [one.file_id for one in brought if one.file_id is not None]
    if wait and ids:
        _wait(intake, ids)
        brought = _with_members(intake, brought)
        ids = [one.file_id for one in brought if one.file_id is not None]
    statuses = {status.file_id: status for status in intake.statuses(ids)}
    refused = 0
    for one in brought:
        status = statuses.get(one.file_id) if one.file_id is not None else None
        refused += status is None or status.error is not None
        _say(one, status, as_json)
    ctx.exit(1 if refused else 0)


def _bring(
    intake: Intake,
    paths: Sequence[str],
    name: str | None,
    channel: Channel,
    received_at: datetime | None,
) -> list[Brought]:
    """A file keeps the name it was given on the command line, letter by letter."""
    brought: list[Brought] = []
    with progress("Приём", len(paths)) as bar:
        for given in paths:
            path = Path(given)
            called = None if path.is_dir() else name or _readable(given)
            brought += intake.bring([path], channel, received_at, called)
            bar.step()
    return brought


def _readable(given: str) -> str:
    """Bytes of a name that are no UTF-8 become «�»: a database keeps only text."""
    return os.fsencode(given).decode("utf-8", "replace")


def _wait(intake: Intake, ids: Sequence[int]) -> None:
    with progress("Чтение", len(ids)) as bar:
        done = 0
        try:
            for at in intake.wait(ids):
                bar.step(at.done - done)
                done = at.done
        except EngineBroken as broken:
            raise click.ClickException(str(broken)) from broken


def _with_members(intake: Intake, brought: Sequence[Brought]) -> list[Brought]:
    """What lay in letters and archives behind each of them; every file once."""
    files: dict[int | str, Brought] = {}
    for one in brought:
        if one.file_id is None:
            files[one.source] = one
            continue
        for file_id in (one.file_id, *intake.members(one.file_id)):
            files.setdefault(file_id, Brought("", file_id))
    return list(files.values())


def _say(brought: Brought, status: FileStatus | None, as_json: bool) -> None:
    if as_json:
        say_json(contract_records.file_json(status) if status else _problem_json(brought))
    elif status is None:
        click.echo(f"{brought.source}: {brought.problem}", err=True)
    else:
        again = " (такой файл уже есть)" if status.duplicate_of else ""
        why = f": {explain(status.error)}" if status.error else ""
        click.echo(f"{status.source}: {STATES[status.state]}{again}{why}")


def _problem_json(brought: Brought) -> contract.Json:
    nothing: dict[str, contract.Json] = {"sha256": None, "state": None, "duplicate_of": None}
    error = contract.error_json("unreadable", brought.problem or "")
    return {"id": None, "source": brought.source, **nothing, "error": error}
