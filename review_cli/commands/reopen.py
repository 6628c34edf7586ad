"""`opis reopen`: take a confirmation or a rejection back; nothing of it is erased."""

from __future__ import annotations

import click

from casework.draft import DecisionRefused
from review_cli.commands import options
from review_cli.output import say_json, say_refused
from review_cli.program import Program, pass_program
from review_cli.wording import STATES

EXAMPLES = """\b
Примеры:
  opis reopen 12 --reason "перепутан адрес"
"""


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@options.document_id
@click.option("--reason", metavar="ТЕКСТ", required=True, help="Почему возвращается.")
@options.by_user
@options.as_json
@click.pass_context
@pass_program
def reopen(
    program: Program,
    ctx: click.Context,
    document_id: int,
    reason: str,
    by: str | None,
    as_json: bool,
) -> None:
    """Вернуть подтверждённую или отклонённую бумагу НОМЕР на проверку.

    Запись журнала остаётся под своим номером с пометкой «аннулировано» и причиной.
    """
    built = program.build()
    try:
        built.desk.reopen(document_id, reason, by or built.settings.user)
    except DecisionRefused as refused:
        say_refused(refused, document_id, as_json)
        ctx.exit(1)
    state = built.desk.item(document_id).state
    if as_json:
        say_json({"id": document_id, "state": state.value})
    else:
        click.echo(f"Бумага {document_id}: {STATES[state]}.")
