"""`opis doctor`: what is installed, in which version, what is missing and how to get it."""

from __future__ import annotations

import click
from rich.table import Table
from rich.text import Text

from review_cli.commands import options
from review_cli.diagnosis import Finding, examine
from review_cli.output import say, say_json
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis doctor
  opis doctor --json | jq 'select(.ok == false)'
"""


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@options.as_json
@click.pass_context
@pass_program
def doctor(program: Program, ctx: click.Context, as_json: bool) -> None:
    """Проверить, что всё нужное установлено; чего нет — подсказать, откуда взять."""
    findings = examine(program.settings())
    if as_json:
        for finding in findings:
            say_json(
                {
                    "check": finding.id,
                    "ok": finding.ok,
                    "found": finding.found,
                    "advice": None if finding.ok else finding.advice,
                }
            )
    else:
        say(_table(findings))
    ctx.exit(0 if all(finding.ok for finding in findings) else 1)


def _table(findings: tuple[Finding, ...]) -> Table:
    table = Table("", "Что", "Найдено", "Что сделать")
    for finding in findings:
        advice = "" if finding.ok else finding.advice
        table.add_row(
            "✓" if finding.ok else "✗", finding.title, Text(finding.found or "нет"), Text(advice)
        )
    return table
