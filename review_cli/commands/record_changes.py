"""`opis record` add, correct, annul, move, accept, decline: what a person changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

import click

from casework.draft import EmptyReason
from casework.journal import JournalRow
from pipeline.build import Opis
from review_cli import record_lines
from review_cli.commands import options
from review_cli.commands.confirm import Assignment, decisions_of
from review_cli.commands.family_options import command
from review_cli.output import say_json
from review_cli.program import Program, pass_program

P = ParamSpec("P")
R = TypeVar("R")

Said = Sequence[tuple[str, str]]

record_id = click.argument("record_id", metavar="ЗАПИСЬ", type=int)
proposal_id = click.argument("proposal_id", metavar="[ПРЕДЛОЖЕНИЕ]", type=int, required=False)
_source = click.option("--from", "source", metavar="БУМАГА", type=int, help="Чьё предложение …")
_form = click.option("--form", metavar="НОМЕР", type=int, help="… и для какой формы.")
_family = click.option(
    "--family", metavar="СЕМЬЯ", type=int, help="Для какой семьи, если бумага о нескольких."
)
version = click.option(
    "--version",
    metavar="ВЕРСИЯ",
    type=int,
    help="Менять только эту версию; другую не трогать.",
)
reason = click.option("--reason", metavar="ТЕКСТ", default="", help="Почему; останется в истории.")
_values = click.option(
    "--set",
    "values",
    metavar="ПОЛЕ=JSON",
    type=Assignment(),
    multiple=True,
    help="Значение поля или строки таблицы: 'passport_child[1].full_name=\"…\"'. Можно повторять.",
)
_empty = click.option(
    "--empty",
    "empty",
    metavar="ПОЛЕ=ПРИЧИНА",
    type=Assignment(),
    multiple=True,
    help=f"Оставить поле пустым: {', '.join(EmptyReason)}. Можно повторять.",
)


def decided(run: Callable[P, R]) -> Callable[P, R]:
    """`--set` and `--empty`."""
    return _values(_empty(run))


def addressed(run: Callable[P, R]) -> Callable[P, R]:
    """A proposal by its number, or by its paper and form."""
    return proposal_id(_source(_form(_family(run))))


def meant(
    built: Opis, number: int | None, source: int | None, form: int | None, family: int | None
) -> int:
    """The number of the proposal that was addressed."""
    if number is not None and source is None and form is None:
        return number
    if number is None and source is not None and form is not None:
        return built.records.proposal_of(source, form, family).id
    raise click.UsageError("Назовите предложение: номером или бумагой и формой (--from, --form).")


def tell(built: Opis, row: JournalRow, done: str, as_json: bool) -> None:
    if as_json:
        say_json(record_lines.record_json(row))
    else:
        form = built.records.form(row.record.form)
        click.echo(f"{done} {record_lines.headline(form, row)}")


@command("add", "внести запись")
@click.option("--form", metavar="НОМЕР", type=int, required=True, help="Номер формы (приложения).")
@click.option("--family", metavar="СЕМЬЯ", type=int, help="Чья это запись.")
@click.option("--from", "source", metavar="БУМАГА", type=int, help="С какой бумаги внесено.")
@decided
@options.by_user
@options.as_json
@pass_program
def add(
    program: Program,
    form: int,
    family: int | None,
    source: int | None,
    values: Said,
    empty: Said,
    by: str | None,
    as_json: bool,
) -> None:
    """Внести запись формы вручную; она встанет в журнал под следующим номером."""
    built = program.build()
    said = decisions_of(values, empty)
    who = by or built.settings.user
    tell(built, built.records.add(form, said, who, family, source), "Внесена", as_json)


@command("correct", "исправить запись")
@record_id
@decided
@reason
@version
@options.by_user
@options.as_json
@pass_program
def correct(
    program: Program,
    record_id: int,
    values: Said,
    empty: Said,
    reason: str,
    version: int | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Исправить запись ЗАПИСЬ; прежнее значение, кто и почему останутся в истории."""
    built = program.build()
    said = decisions_of(values, empty)
    who = by or built.settings.user
    row = built.records.correct(record_id, said, who, reason, version)
    tell(built, row, "Исправлена", as_json)


@command("annul", "аннулировать запись")
@record_id
@reason
@version
@options.by_user
@options.as_json
@pass_program
def annul(
    program: Program,
    record_id: int,
    reason: str,
    version: int | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Аннулировать запись ЗАПИСЬ; строка и номер остаются в журнале с пометкой."""
    built = program.build()
    row = built.records.annul(record_id, by or built.settings.user, reason, version)
    tell(built, row, "Аннулирована", as_json)


@command("move", "перенести в другой журнал")
@record_id
@click.option("--to", "category", metavar="ЖУРНАЛ", required=True, help="tzhs или sop.")
@version
@options.by_user
@options.as_json
@pass_program
def move(
    program: Program,
    record_id: int,
    category: str,
    version: int | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Перенести запись ЗАПИСЬ; на старом месте останется пометка, куда и под каким номером."""
    built = program.build()
    row = built.records.move(record_id, category, by or built.settings.user, version)
    tell(built, row, "Перенесена", as_json)


@command("accept", "принять предложение бумаги")
@addressed
@decided
@reason
@version
@options.by_user
@options.as_json
@pass_program
def accept(
    program: Program,
    proposal_id: int | None,
    source: int | None,
    form: int | None,
    family: int | None,
    values: Said,
    empty: Said,
    reason: str,
    version: int | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Принять предложение ПРЕДЛОЖЕНИЕ как есть или со своими значениями.

    Вместо номера — бумага и форма: --from 6 --form 4.
    """
    built = program.build()
    said = decisions_of(values, empty)
    who = by or built.settings.user
    number = meant(built, proposal_id, source, form, family)
    row = built.records.accept(number, said, who, reason, version)
    tell(built, row, "Принято:", as_json)


@command("decline", "отклонить предложение бумаги")
@addressed
@reason
@options.by_user
@options.as_json
@pass_program
def decline(
    program: Program,
    proposal_id: int | None,
    source: int | None,
    form: int | None,
    family: int | None,
    reason: str,
    by: str | None,
    as_json: bool,
) -> None:
    """Отклонить предложение ПРЕДЛОЖЕНИЕ; запись остаётся как была, снова не предложат."""
    built = program.build()
    number = meant(built, proposal_id, source, form, family)
    done = built.records.decline(number, by or built.settings.user, reason)
    if as_json:
        say_json({"proposal": done.id, "state": done.state})
    else:
        click.echo(f"Предложение {done.id} отклонено.")
