"""`opis confirm`: a person's decisions on a paper, for scripts; the desk does the same."""

from __future__ import annotations

from collections.abc import Sequence

import click

from casework.confirm import parse_value
from casework.draft import Decision, DecisionRefused, EmptyReason
from review_cli import contract_records
from review_cli.commands import options
from review_cli.output import say_json, say_refused
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis confirm 12
  opis confirm 12 --set category='"sop"' --set address='"г. Элиста, ул. Ленина, д. 1"'
  opis confirm 12 --set subjects='[{"full_name": "Иванова Анна", "roles": ["mother"]}]'
  opis confirm 12 --empty address=not_in_document
"""


class Assignment(click.ParamType[tuple[str, str]]):
    """CELL=SOMETHING, parted at the first sign of equality."""

    name = "assignment"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        cell, equals, rest = str(value).partition("=")
        if not (cell and equals):
            self.fail(f"«{value}»: пишется ПОЛЕ=ЗНАЧЕНИЕ.", param, ctx)
        return cell, rest


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@options.document_id
@click.option(
    "--version",
    metavar="ВЕРСИЯ",
    type=int,
    help="Подтвердить только эту версию черновика; другую не трогать.",
)
@options.by_user
@click.option(
    "--set",
    "values",
    metavar="ПОЛЕ=JSON",
    type=Assignment(),
    multiple=True,
    help="Значение поля; текст пишется в кавычках JSON. Можно повторять.",
)
@click.option(
    "--empty",
    "empty",
    metavar="ПОЛЕ=ПРИЧИНА",
    type=Assignment(),
    multiple=True,
    help=f"Оставить поле пустым: {', '.join(EmptyReason)}. Можно повторять.",
)
@options.as_json
@click.pass_context
@pass_program
def confirm(
    program: Program,
    ctx: click.Context,
    document_id: int,
    version: int | None,
    by: str | None,
    values: Sequence[tuple[str, str]],
    empty: Sequence[tuple[str, str]],
    as_json: bool,
) -> None:
    """Подтвердить бумагу НОМЕР: черновик как есть и ваши значения.

    Повтор того же подтверждения ничего не меняет.
    """
    built = program.build()
    try:
        decisions = decisions_of(values, empty)
        rows = built.desk.confirm(document_id, decisions, by or built.settings.user, version)
    except DecisionRefused as refused:
        say_refused(refused, document_id, as_json)
        ctx.exit(1)
    if as_json:
        state = built.desk.item(document_id).state.value
        records = [contract_records.record_json(row) for row in rows]
        say_json({"id": document_id, "state": state, "records": records})
        return
    click.echo(f"Бумага {document_id} подтверждена.")
    for row in rows:
        click.echo(f"Приложение № {row.record.form}, {row.category}: запись № {row.entry_no}.")


def decisions_of(
    values: Sequence[tuple[str, str]], empty: Sequence[tuple[str, str]]
) -> tuple[Decision, ...]:
    """What `--set` and `--empty` say. DecisionRefused: invalid_value, unknown_reason."""
    said = [Decision(cell, value=parse_value(cell, text)) for cell, text in values]
    return (*said, *(Decision(cell, empty_reason=_reason(cell, code)) for cell, code in empty))


def _reason(cell: str, code: str) -> EmptyReason:
    try:
        return EmptyReason(code)
    except ValueError:
        known = ", ".join(EmptyReason)
        message = f"Нет такой причины: {code}. Есть: {known}."
        raise DecisionRefused("unknown_reason", message, cell) from None
