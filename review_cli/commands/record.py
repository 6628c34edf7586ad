"""`opis record`: records of all forms, and what papers propose for them."""

from __future__ import annotations

import click

from review_cli import record_lines
from review_cli.commands import options
from review_cli.commands.family_options import command
from review_cli.commands.record_changes import (
    accept,
    add,
    annul,
    correct,
    decline,
    move,
    record_id,
)
from review_cli.contract_records import history_json
from review_cli.output import say_json
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis record proposals --family 3
  opis record accept 7 --set registered_on='"2026-03-02"'
  opis record add --form 6 --family 3 --set category='"sop"' --set visited_on='"2026-03-05"' …
  opis record correct 12 --set 'passport_child[1].full_name="Бадмаева Анна"' --reason "опечатка"
  opis record move 12 --to sop
  opis record annul 12 --reason "внесена дважды"
"""


@click.group(options_metavar="[ПАРАМЕТРЫ]", subcommand_metavar="КОМАНДА …", epilog=EXAMPLES)
def record() -> None:
    """Записи всех форм: журналы, акты, паспорта. Бумаги предлагают, решает только человек."""


@command("list", "записи семьи или журнала")
@click.option("--family", metavar="СЕМЬЯ", type=int, help="Действующие записи этой семьи.")
@click.option("--form", metavar="НОМЕР", type=int, help="Номер формы (приложения).")
@click.option("--category", metavar="ЖУРНАЛ", default="", help="tzhs или sop, где их два.")
@click.option("--scope", metavar="КТО", default="", help="Чей журнал (форма № 7: специалиста).")
@click.option("--year", metavar="ГОД", type=int, help="Год журнала.")
@options.as_json
@pass_program
def list_(
    program: Program,
    family: int | None,
    form: int | None,
    category: str,
    scope: str,
    year: int | None,
    as_json: bool,
) -> None:
    """Показать действующие записи семьи или все строки журнала за год."""
    built = program.build()
    if family is not None:
        rows = built.records.of_family(family, form)
    elif form is None or year is None:
        raise click.UsageError("Назовите семью (--family) или журнал (--form и --year).")
    else:
        rows = built.records.journal(form, category, year, scope)
    for row in rows:
        if as_json:
            say_json(record_lines.record_json(row))
        else:
            click.echo(record_lines.headline(built.records.form(row.record.form), row))
    if not rows and not as_json:
        click.echo("Записей нет.")


@command("show", "одна запись и её история")
@record_id
@options.as_json
@pass_program
def show(program: Program, record_id: int, as_json: bool) -> None:
    """Показать запись ЗАПИСЬ: поля, строки таблиц, кто что менял и почему."""
    desk = program.build().records
    row, history = desk.get(record_id), desk.history(record_id)
    if as_json:
        told = [history_json(entry) for entry in history]
        say_json({**record_lines.record_json(row), "history": told})
        return
    for line in record_lines.record_lines(desk.form(row.record.form), row):
        click.echo(line)
    for entry in history:
        click.echo(record_lines.history_line(entry))


@command("proposals", "что предлагают бумаги")
@click.option("--family", metavar="СЕМЬЯ", type=int, help="Только для этой семьи.")
@click.option("--from", "source", metavar="БУМАГА", type=int, help="Только из этой бумаги.")
@options.as_json
@pass_program
def proposals(program: Program, family: int | None, source: int | None, as_json: bool) -> None:
    """Показать предложения, которые ждут решения: прежнее значение и предложенное."""
    desk = program.build().records
    found = desk.proposals(family, source)
    for one in found:
        standing = desk.get(one.record_id) if one.record_id is not None else None
        if as_json:
            say_json(record_lines.proposal_json(one, standing))
            continue
        for line in record_lines.proposal_lines(one, standing):
            click.echo(line)
    if not found and not as_json:
        click.echo("Предложений нет.")


for one in (list_, show, add, correct, annul, move, proposals, accept, decline):
    record.add_command(one)
