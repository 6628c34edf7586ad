"""`opis family`: families, which papers speak of them, joining and parting them."""

from __future__ import annotations

import click

from review_cli import family_lines
from review_cli.commands import options
from review_cli.commands.family_changes import members, merge, split, undo
from review_cli.commands.family_options import (
    command,
    family_id,
    family_no,
    reason,
    show_family,
)
from review_cli.contract import Json
from review_cli.contract_records import duplicate_json
from review_cli.output import say_json
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis family propose 12                    чья это бумага
  opis family link 12 3                     бумага 12 — о семье 3
  opis family new 12                        завести семью по бумаге 12
  opis family list --find Бадмаева
  opis family merge 3 8 --reason "одна семья, заведена дважды"
  opis family undo 3
"""


@click.group(
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="КОМАНДА …",
    epilog=EXAMPLES,
)
def family() -> None:
    """Семьи: кто в них, какие бумаги о них. Связывает, объединяет и делит только человек."""


@command("list", "все семьи или те, где есть такая фамилия")
@click.option("--find", metavar="ФАМИЛИЯ", help="Только семьи с этой фамилией, в любом роде.")
@click.option("--after", metavar="СЕМЬЯ", type=int, default=0, help="Начиная после этого номера.")
@click.option(
    "--limit",
    metavar="ЧИСЛО",
    type=click.IntRange(1, 10_000),
    default=100,
    show_default=True,
    help="Сколько показать.",
)
@options.as_json
@pass_program
def list_(program: Program, find: str | None, after: int, limit: int, as_json: bool) -> None:
    """Показать семьи по порядку номеров."""
    desk = program.build().families
    found = desk.find(find, after, limit) if find else desk.all(after, limit)
    for one in found:
        if as_json:
            say_json(family_lines.family_json(one))
        else:
            click.echo(family_lines.headline(one))
    if not found and not as_json:
        click.echo("Семей нет.")


@command("show", "одна семья, её бумаги и история")
@family_id
@options.as_json
@pass_program
def show(program: Program, family_id: int, as_json: bool) -> None:
    """Показать семью: члены, адреса, связанные бумаги, что с ней делали."""
    built = program.build()
    found = built.families.get(family_id)
    show_family(built, found, as_json, built.families.history(family_id))


@command("new", "завести семью по бумаге")
@options.document_id
@family_no
@options.by_user
@options.as_json
@pass_program
def new(program: Program, document_id: int, family_no: int, by: str | None, as_json: bool) -> None:
    """Завести семью из людей бумаги НОМЕР и связать бумагу с ней."""
    built = program.build()
    made = built.families.new_from_paper(document_id, family_no, by or built.settings.user)
    show_family(built, made, as_json)


@command("propose", "о какой семье бумага")
@options.document_id
@options.as_json
@pass_program
def propose(program: Program, document_id: int, as_json: bool) -> None:
    """Показать, о какой из семей может быть бумага, с вероятностью и причинами.

    Ничего не связывает: для этого есть link и new.
    """
    proposed = program.build().families.propose(document_id)
    for number, found in proposed.items():
        if as_json:
            listed: list[Json] = [family_lines.proposal_json(one) for one in found]
            say_json({"id": document_id, "family_no": number, "proposals": listed})
            continue
        for line in family_lines.proposal_lines(number, found):
            click.echo(line)
    if not proposed and not as_json:
        click.echo("В бумаге не найдено людей семьи.")


@command("link", "связать бумагу с семьёй")
@options.document_id
@family_id
@family_no
@options.by_user
@options.as_json
@pass_program
def link(
    program: Program,
    document_id: int,
    family_id: int,
    family_no: int,
    by: str | None,
    as_json: bool,
) -> None:
    """Связать бумагу НОМЕР с семьёй СЕМЬЯ. Новых людей бумаги добавляет members --join."""
    built = program.build()
    made = built.families.link(document_id, family_id, by or built.settings.user, family_no)
    fresh = built.families.newcomers(document_id, made.family_id, family_no)
    if as_json:
        people: dict[str, Json] = {"newcomers": [family_lines.member_json(one) for one in fresh]}
        say_json(family_lines.link_json(made) | people)
        return
    click.echo(f"Бумага {document_id} связана с семьёй {made.family_id}.")
    for one in fresh:
        click.echo(f"  в семье нет: {family_lines.member_line(one)}")


@command("unlink", "снять связь бумаги с семьёй")
@options.document_id
@family_no
@reason
@options.by_user
@options.as_json
@pass_program
def unlink(
    program: Program,
    document_id: int,
    family_no: int,
    reason: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Снять связь бумаги НОМЕР с семьёй; в истории она останется."""
    built = program.build()
    undone = built.families.unlink(document_id, by or built.settings.user, family_no, reason)
    if as_json:
        say_json(family_lines.link_json(undone) | {"undone": True})
    else:
        click.echo(f"Бумага {document_id} больше не связана с семьёй {undone.family_id}.")


@command("duplicates", "не приходила ли бумага раньше")
@options.document_id
@options.as_json
@pass_program
def duplicates(program: Program, document_id: int, as_json: bool) -> None:
    """Показать бумаги, похожие на эту так, будто она пришла ещё раз. Решает человек."""
    found = program.build().families.duplicates(document_id)
    if as_json:
        say_json({"id": document_id, "duplicates": [duplicate_json(one) for one in found]})
        return
    for one in found:
        click.echo(family_lines.duplicate_line(one))
    if not found:
        click.echo("Похожих бумаг нет.")


for one in (
    list_, show, new, propose, link, unlink, members, merge, split, undo, duplicates,
):  # fmt: skip
    family.add_command(one)
