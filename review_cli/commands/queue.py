"""`opis queue`: what asks for attention, most urgent first."""

from __future__ import annotations

import click

from review_cli import contract_records, render
from review_cli.commands import options
from review_cli.output import say, say_json
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis queue
  opis queue --json | jq .source
"""


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@options.as_json
@pass_program
def queue(program: Program, as_json: bool) -> None:
    """Показать очередь: сначала угроза жизни, затем срок, затем порядок поступления."""
    items = program.build().desk.queue()
    if not as_json:
        say(render.queue(items))
        return
    for item in items:
        say_json(contract_records.queue_json(item))
