"""`opis split`: which pages of a thick scan are which paper, and moving their borders."""

from __future__ import annotations

import click

from review_cli import split_lines
from review_cli.commands import options
from review_cli.commands.family_options import command
from review_cli.output import say_json
from review_cli.program import Program, pass_program
from storage.splits import SplitFile

EXAMPLES = """\b
Примеры:
  opis split show 7                 страницы файла 7, его бумаги и почему они разделены так
  opis split set 7 1-3,4,6-9        три бумаги; страница 5 — ни в какой
  opis split undo 7                 вернуть прежнее деление
"""

file_id = click.argument("file_id", metavar="ФАЙЛ", type=int)


@click.group(
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="КОМАНДА …",
    epilog=EXAMPLES,
)
def split() -> None:
    """Толстый скан и бумаги в нём. ФАЙЛ — номер файла: file_id в opis queue --json."""


@command("show", "страницы файла, его бумаги и почему они разделены так")
@file_id
@options.as_json
@pass_program
def show(program: Program, file_id: int, as_json: bool) -> None:
    """Показать страницы ФАЙЛА: первая строка, чья бумага, начинается ли с неё бумага и почему."""
    shown = program.build().split.show(file_id)
    if as_json:
        say_json(split_lines.shown_json(shown))
        return
    for line in split_lines.file_lines(shown):
        click.echo(line)


@command("set", "разделить файл на бумаги так")
@file_id
@click.argument("pages", metavar="СТРАНИЦЫ")
@click.option(
    "--version",
    metavar="ЧИСЛО",
    type=int,
    help="Версия файла, которую вы видели; если его бумаги меняли после, команда откажет.",
)
@options.by_user
@options.as_json
@pass_program
def set_(
    program: Program,
    file_id: int,
    pages: str,
    version: int | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Разделить ФАЙЛ на бумаги: СТРАНИЦЫ — 1-3,4,6-9; не названные не входят ни в какую.

    Файл заново не распознаётся. Бумаги, чьи страницы прежние, остаются как есть; прочие
    откладываются со своими черновиками, и undo их вернёт.
    """
    built = program.build()
    _say(built.split.set(file_id, pages, by or built.settings.user, version), as_json)


@command("undo", "вернуть прежнее деление")
@file_id
@options.by_user
@options.as_json
@pass_program
def undo(program: Program, file_id: int, by: str | None, as_json: bool) -> None:
    """Вернуть бумаги ФАЙЛА, какими они были до последнего изменения границ."""
    built = program.build()
    _say(built.split.undo(file_id, by or built.settings.user), as_json)


def _say(file: SplitFile, as_json: bool) -> None:
    if as_json:
        say_json(split_lines.file_json(file))
        return
    for paper in file.standing:
        click.echo(split_lines.paper_line(paper))


for one in (show, set_, undo):
    split.add_command(one)
