"""`opis reject`: send a paper away for a reason of the closed list."""

from __future__ import annotations

import click

from casework.draft import DecisionRefused
from casework.rejection import REASONS
from review_cli.commands import options
from review_cli.output import say_json, say_refused
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis reject 12 --reason duplicate
  opis reject 12 --reason other --note "приглашение на праздник"
"""
REASONS_HELP = "; ".join(f"{code} — {title}" for code, title in REASONS.items())


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@options.document_id
@click.option("--reason", metavar="ПРИЧИНА", required=True, help=f"Почему: {REASONS_HELP}.")
@click.option("--note", metavar="ТЕКСТ", help="Пояснение; для other обязательно.")
@options.by_user
@options.as_json
@click.pass_context
@pass_program
def reject(
    program: Program,
    ctx: click.Context,
    document_id: int,
    reason: str,
    note: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Отклонить бумагу НОМЕР с причиной. Файл остаётся, решение можно вернуть."""
    built = program.build()
    try:
        built.desk.reject(document_id, reason, note, by or built.settings.user)
    except DecisionRefused as refused:
        say_refused(refused, document_id, as_json)
        ctx.exit(1)
    if as_json:
        say_json({"id": document_id, "state": built.desk.item(document_id).state.value})
    else:
        click.echo(f"Бумага {document_id} отклонена.")
