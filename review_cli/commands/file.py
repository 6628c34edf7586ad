"""`opis file`: the личное дело of a family — what is in it, what is missing, printing it."""

from __future__ import annotations

from pathlib import Path

import click

from review_cli import file_lines
from review_cli.commands import options
from review_cli.commands.family_options import command, family_id
from review_cli.output import progress, say, say_json
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis file show 3                          что есть, чего нет, что просрочено
  opis file attach 3 CF-02 40               бумага 40 — это пункт CF-02
  opis file skip 3 CF-02 --reason "детей школьного возраста нет"
  opis file inventory 3 --out опись.docx
  opis file print 3 --out дело.pdf          или дело.zip: файлы как пришли, со списком SHA-256
"""

code = click.argument("code", metavar="ПУНКТ")
category = click.option(
    "--category", metavar="КАТЕГОРИЯ", help="Какое из дел семьи: tzhs, sop; по умолчанию открытое."
)


@click.group(options_metavar="[ПАРАМЕТРЫ]", subcommand_metavar="КОМАНДА …", epilog=EXAMPLES)
def file() -> None:
    """Личное дело семьи: состав по п. 8.5, полнота, опись, печать."""


@command("show", "состав дела: что есть, чего нет, к какому сроку")
@family_id
@category
@options.as_json
@pass_program
def show(program: Program, family_id: int, category: str | None, as_json: bool) -> None:
    """Показать личное дело: ✓ есть, ✗ нет, ! просрочено, ○ ещё не требуется, — не применимо."""
    found = program.build().files.show(family_id, category)
    if as_json:
        say_json(file_lines.file_json(found))
    else:
        say(*file_lines.checklist(found))


@command("attach", "бумага семьи — это пункт дела")
@family_id
@code
@options.document_id
@category
@options.by_user
@options.as_json
@pass_program
def attach(
    program: Program,
    family_id: int,
    code: str,
    document_id: int,
    category: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Положить бумагу НОМЕР в ПУНКТ дела; за период — так: CF-11:2025-03."""
    built = program.build()
    who = by or built.settings.user
    item = built.files.attach(family_id, code, document_id, who, category)
    if as_json:
        say_json(file_lines.item_json(item))
    else:
        say(file_lines.item_line(item))


@command("skip", "пункт не применим к этому делу")
@family_id
@code
@click.option("--reason", metavar="ТЕКСТ", required=True, help="Почему; видно в деле и истории.")
@category
@options.by_user
@options.as_json
@pass_program
def skip(
    program: Program,
    family_id: int,
    code: str,
    reason: str,
    category: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Отметить ПУНКТ «не применимо» с причиной."""
    built = program.build()
    item = built.files.skip(family_id, code, reason, by or built.settings.user, category)
    if as_json:
        say_json(file_lines.item_json(item))
    else:
        say(file_lines.item_line(item))


@command("undo", "отменить последнее указание по пункту")
@family_id
@code
@category
@options.by_user
@options.as_json
@pass_program
def undo(
    program: Program,
    family_id: int,
    code: str,
    category: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Отменить последнее attach или skip по ПУНКТУ."""
    built = program.build()
    taken = built.files.undo(family_id, code, by or built.settings.user, category)
    if as_json:
        say_json({"code": taken.code, "category": taken.category, "undone": True})
    else:
        click.echo(f"Отменено: {taken.code}.")


@command("inventory", "опись дела в DOCX или PDF")
@family_id
@click.option(
    "--out",
    metavar="ФАЙЛ",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Куда записать: .docx или .pdf.",
)
@category
@options.by_user
@options.as_json
@pass_program
def inventory(
    program: Program,
    family_id: int,
    out: Path,
    category: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Записать внутреннюю опись: документы по порядку, их даты, номера и листы."""
    options.in_a_folder(out, "--out")
    built = program.build()
    total = len(list(built.files.show(family_id, category).entries))
    with progress("Опись", total) as bar:
        who = by or built.settings.user
        count = built.files.inventory(family_id, out, who, category, bar.step)
    _say_written("Опись записана", count, out, as_json)


@command("print", "всё дело одним PDF или ZIP")
@family_id
@click.option(
    "--out",
    metavar="ФАЙЛ",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Куда записать: .pdf (опись и все документы) или .zip (файлы как пришли).",
)
@category
@options.by_user
@options.as_json
@pass_program
def print_(
    program: Program,
    family_id: int,
    out: Path,
    category: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Записать дело целиком: PDF с описью впереди или ZIP с hashes.sha256."""
    options.in_a_folder(out, "--out")
    built = program.build()
    total = 2 * len(list(built.files.show(family_id, category).entries)) + 1
    with progress("Дело", total) as bar:
        count = built.files.print(family_id, out, by or built.settings.user, category, bar.step)
    _say_written("Дело записано", count, out, as_json)


def _say_written(what: str, count: int, out: Path, as_json: bool) -> None:
    if as_json:
        say_json({"documents": count, "out": str(out)})
    else:
        click.echo(f"{what}: {out}. Документов: {count}.")


for one in (show, attach, skip, undo, inventory, print_):
    file.add_command(one)
