"""What the commands of `opis family` share: arguments, options, refusals, a family as shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ParamSpec

import click

from casework.draft import DecisionRefused
from casework.family import Family
from casework.queue import HistoryEntry
from review_cli import family_lines
from review_cli.contract import Json
from review_cli.output import say_json, say_refused

if TYPE_CHECKING:
    from pipeline.build import Opis

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


def show_family(
    built: Opis, family: Family, as_json: bool, history: Iterable[HistoryEntry] = ()
) -> None:
    """A family with its papers, where it is registered, and what was done to it."""
    documents, status = built.families.documents(family.id), built.terms.status(family.id)
    grounds, entries = built.terms.grounds(family.id), tuple(history)
    if as_json:
        said: dict[str, Json] = {
            "documents": documents,
            **family_lines.status_json(status),
            "admission": family_lines.grounds_json(grounds),
            **(
                {"history": [family_lines.family_history_json(one) for one in entries]}
                if entries
                else {}
            ),
        }
        say_json(family_lines.family_json(family) | said)
        return
    for line in (
        *family_lines.family_lines(family, documents),
        *family_lines.status_lines(status),
        *family_lines.grounds_lines(grounds),
        *map(family_lines.history_line, entries),
    ):
        click.echo(line)
