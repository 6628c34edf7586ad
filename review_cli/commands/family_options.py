"""What the commands of `opis family` share: arguments, options, refusals, a family as shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ParamSpec

import click

from casework.draft import DecisionRefused
from casework.family import Family
from review_cli import family_lines
from review_cli.contract import Json
from review_cli.output import say_json, say_refused

P = ParamSpec("P")

family_id = click.argument("family_id", metavar="СЕМЬЯ", type=int)
family_no = click.option(
    "--family-no",
    metavar="НОМЕР",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Которая из семей бумаги, если в ней их несколько.",
)
version = click.option(
    "--version",
    "version",
    metavar="ЧИСЛО",
    type=int,
    help="Версия семьи, которую вы видели; если семью меняли после, команда откажет.",
)
reason = click.option("--reason", metavar="ТЕКСТ", help="Почему; останется в истории семьи.")


class Refusable(click.Command):
    """Says in Russian, and as JSON where asked, why a command was refused; status 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DecisionRefused as refused:
            say_refused(refused, ctx.params.get("document_id"), bool(ctx.params.get("as_json")))
            ctx.exit(1)


def command(name: str, short: str) -> Callable[[Callable[P, None]], click.Command]:
    """A command that may be refused."""
    return click.command(name, cls=Refusable, options_metavar="[ПАРАМЕТРЫ]", short_help=short)


def show_family(built: Family, documents: Iterable[int], as_json: bool) -> None:
    numbers = tuple(documents)
    if as_json:
        papers: dict[str, Json] = {"documents": numbers}
        say_json(family_lines.family_json(built) | papers)
        return
    for line in family_lines.family_lines(built, numbers):
        click.echo(line)
