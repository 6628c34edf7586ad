"""`opis review`: the full-screen desk."""

from __future__ import annotations

import sys

import click

from pipeline.lazy import load
from pipeline.region import region_of
from review_cli.commands import options
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis review
  opis review --as "Анна Бадмаева"
"""


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@options.by_user
@pass_program
def review(program: Program, by: str | None) -> None:
    """Проверять бумаги одну за другой; все клавиши покажет «?»."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "столу проверки нужен терминал; в сценариях есть queue, show и confirm."
        )
    built = program.build()
    region = region_of(built.settings)
    user = by or built.settings.user
    kin = load("review_cli.desk.kin:PaperFamilies")(built.families, built.terms, user)
    sitting = load("review_cli.desk.review:Review")(built.desk, region, user, built.split, kin)
    load("review_cli.desk.app:DeskApp")(sitting).run()
