"""`opis search`: people, numbers and words of everything that is kept."""

from __future__ import annotations

import click
from rich.text import Text

from casework.kinds import KINDS
from casework.searching import Hit, Subject, Where
from review_cli.commands import options
from review_cli.contract import Json
from review_cli.output import progress, say, say_json
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis search Лиджиева Амина               в любом падеже, е и ё — одно
  opis search 214/01-09                    номер, хотя бы его начало
  opis search '"социально опасном положении"' --kind kdn_resolution
  opis search 'Басанг*' --in people        начало фамилии
"""
PLACES = {"number": Where.NUMBER, "people": Where.PEOPLE, "text": Where.TEXT}
FOUND_IN = {Where.NUMBER: "номер", Where.PEOPLE: "люди", Where.TEXT: "текст"}
SUBJECTS = {Subject.DOCUMENT: "бумага", Subject.FAMILY: "семья", Subject.LETTER: "письмо"}


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@click.argument("words", metavar="СЛОВО…", nargs=-1)
@click.option(
    "--in",
    "places",
    metavar="ГДЕ",
    type=click.Choice(tuple(PLACES)),
    multiple=True,
    help="Только в номерах (number), именах (people) или тексте (text).",
)
@click.option(
    "--kind",
    "kinds",
    metavar="ВИД",
    type=click.Choice(tuple(KINDS)),
    multiple=True,
    help="Только бумаги этого вида.",
)
@click.option(
    "--limit",
    metavar="ЧИСЛО",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help="Сколько показать.",
)
@click.option("--rebuild", is_flag=True, help="Составить указатель заново.")
@options.by_user
@options.as_json
@click.pass_context
@pass_program
def search(
    program: Program,
    ctx: click.Context,
    words: tuple[str, ...],
    places: tuple[str, ...],
    kinds: tuple[str, ...],
    limit: int,
    rebuild: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Найти бумаги, семьи и письма. Сначала по номерам, затем по людям, затем по тексту.

    Кто что искал, записывается.
    """
    if not words and not rebuild:
        raise click.UsageError("Напишите, что искать.", ctx)
    built = program.build()
    with progress("Указатель", built.search.outdated()) as bar:
        (built.search.rebuild if rebuild else built.search.catch_up)(bar.step)
    if not words:
        return
    wanted = [PLACES[place] for place in places] or list(Where)
    hits = built.search.find(" ".join(words), by or built.settings.user, limit, kinds, wanted)
    for hit in hits:
        if as_json:
            say_json(_as_json(hit))
        else:
            say(_title(hit), _snippet(hit))
    if not hits and not as_json:
        click.echo("Ничего не нашлось. Попробуйте меньше слов или начало слова: 'Лидж*'.")


def _title(hit: Hit) -> Text:
    of_family = (
        f" · семья {hit.family_id}" if hit.family_id and hit.subject is not Subject.FAMILY else ""
    )
    page = f" · с. {hit.page}" if hit.page else ""
    kind = f" · {KINDS.get(hit.kind, hit.kind)}" if hit.kind else ""
    name = f"{SUBJECTS[hit.subject]} {hit.id}"
    return Text(f"{name}{kind}{page}{of_family} · {FOUND_IN[hit.where]}", style="bold")


def _snippet(hit: Hit) -> Text:
    line = Text(f"    {hit.snippet}")
    for start, stop in hit.marks:
        line.stylize("reverse", start + 4, stop + 4)
    return line


def _as_json(hit: Hit) -> dict[str, Json]:
    return {
        "subject": hit.subject.value,
        "id": hit.id,
        "where": hit.where.value,
        "kind": hit.kind or None,
        "page": hit.page,
        "family": hit.family_id,
        "snippet": hit.snippet,
        "marks": [[start, stop] for start, stop in hit.marks],
    }
