"""`opis show`: one paper, every value with its evidence, and what was done to it."""

from __future__ import annotations

import click

from casework.draft import DecisionRefused
from casework.queue import State
from pipeline.region import region_of
from review_cli import contract_records, render
from review_cli.commands import options
from review_cli.desk.port import DeskPort, OpenPaper
from review_cli.output import say, say_json, say_refused
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis show 12
  opis show --first
  opis show 12 --json | jq .row.address
"""


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@click.argument("document_id", metavar="[НОМЕР]", type=int, required=False)
@click.option("--first", is_flag=True, help="Показать самую срочную из тех, что ждут проверки.")
@options.as_json
@click.pass_context
@pass_program
def show(
    program: Program, ctx: click.Context, document_id: int | None, first: bool, as_json: bool
) -> None:
    """Показать бумагу НОМЕР: что предложено, с какой уверенностью и где это в бумаге."""
    if first == (document_id is not None):
        raise click.UsageError("укажите НОМЕР бумаги или --first.")
    built = program.build()
    if document_id is None:
        waiting = [item.id for item in built.desk.queue() if item.state is State.REVIEW]
        if not waiting:
            click.echo("Очередь пуста: проверять нечего.", err=True)
            return
        document_id = waiting[0]
    try:
        item = built.desk.item(document_id)
        history = built.desk.history(document_id)
    except DecisionRefused as refused:
        say_refused(refused, document_id, as_json)
        ctx.exit(1)
    paper = _opened(built.desk, document_id)
    draft = paper.draft if paper else None
    searchable = paper.searchable if paper else None
    same = built.families.duplicates(document_id)
    if as_json:
        say_json(contract_records.show_json(item, draft, history, searchable, same))
        return
    region = region_of(built.settings)
    say(render.paper(item, draft, region, history, searchable))
    for one in same:
        say(f"Похожа на бумагу {one.document_id}: {'; '.join(one.reasons)}.")


def _opened(desk: DeskPort, document_id: int) -> OpenPaper | None:
    """None for a paper that was not read, or not yet."""
    try:
        return desk.open(document_id)
    except DecisionRefused:
        return None
