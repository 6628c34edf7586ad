"""Where words go: results to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from casework.draft import DecisionRefused
from review_cli import contract
from review_cli.contract import Json

#: Columns where the output goes to a file or another program.
PIPE_WIDTH = 100


def say_json(value: Json) -> None:
    """One line of JSON Lines; bytes, so that no locale can spoil it."""
    click.echo(contract.line(value))


def say(*parts: RenderableType) -> None:
    """Text and tables for a person, on standard output."""
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    console = Console(highlight=False, emoji=False, markup=False, width=width)
    for part in parts:
        console.print(part)


def say_refused(refused: DecisionRefused, document_id: int | None, as_json: bool) -> None:
    """A command that could not be carried out: a line with `error.code`, or why, in Russian."""
    if as_json:
        cell: dict[str, Json] = {"cell": refused.cell} if refused.cell else {}
        error = contract.error_json(refused.code, refused.message, **cell)
        about: dict[str, Json] = {"id": document_id} if document_id is not None else {}
        say_json(about | {"error": error})
    else:
        click.echo(f"{refused.message} [{refused.code}]", err=True)


def say_unread(source: str, code: str, message: str, as_json: bool) -> None:
    """A file that gave no document."""
    if as_json:
        say_json(contract.unread_json(source, code, message))
    else:
        click.echo(f"{source}: {message} [{code}]", err=True)


class Bar:
    """How much of the work is done; `step` after each part.

    There may be more of it than was thought: an archive tells late what lies in it.
    """

    def __init__(self, progress: Progress, total: int, title: str) -> None:
        self._progress = progress
        self._total, self._done = total, 0
        self._task = progress.add_task(title, total=total)

    def step(self, count: int = 1) -> None:
        self._done += count
        total = max(self._total, self._done)
        self._progress.update(self._task, completed=self._done, total=total)


@contextmanager
def progress(title: str, total: int) -> Iterator[Bar]:
    """A bar with the time left, on standard error and only where a person looks at it."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(),
        TextColumn("осталось"),
        TimeRemainingColumn(),
    )
    shown = sys.stderr.isatty()
    with Progress(*columns, console=console, transient=True, disable=not shown) as running:
        yield Bar(running, total, title)
