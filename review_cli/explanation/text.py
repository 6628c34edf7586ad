"""An explanation as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from papers.outcome import ReadingWarning
from review_cli import render
from review_cli.explanation.chapters import place_of
from review_cli.explanation.story import Chapter, Entry, Outcome

#: Sign and colour of what became of a reading; the sign tells it where there are no colours.
SIGNS = {
    Outcome.OFFERED: ("✓", "bold green"),
    Outcome.ALTERNATIVE: ("?", "yellow"),
    Outcome.REJECTED: ("✗", "dim"),
}
#: Longer quotations are cut in the terminal; the page shows them whole.
_QUOTE = 160
_QUOTES = 4


def explanation(
    source: str, chapters: Iterable[Chapter], warnings: Iterable[ReadingWarning]
) -> RenderableType:
    """The chapters that have something to tell, and in a line those that have not."""
    given = tuple(chapters)
    told = [_chapter(chapter) for chapter in given if chapter.entries or len(given) == 1]
    sought = [c.title for c in given if not c.entries and c.note.startswith("Искали")]
    silent = [Text(f"Искали и не нашли: {'; '.join(sought)}.", "dim")] if len(given) > 1 else []
    return Group(Text(source, "bold"), *render.warnings(warnings), *told, *silent[: len(sought)])


def _chapter(chapter: Chapter) -> RenderableType:
    head = Text.assemble("\n", (chapter.title, "bold"), (f"  {chapter.id}", "dim"))
    note = [Text(f"  {chapter.note}")] if chapter.note else []
    return Group(head, *note, *(_indented(_entry(entry), 2) for entry in chapter.entries))


def _indented(lines: Iterable[RenderableType], by: int) -> RenderableType:
    return Padding(Group(*lines), (0, 0, 0, by), expand=False)


def _entry(entry: Entry) -> Iterator[RenderableType]:
    sign, style = SIGNS[entry.outcome]
    label = f"{entry.label}: " if entry.label else ""
    score = f" · {entry.score}" if entry.score else ""
    yield Text.assemble((f"{sign} ", style), label, (entry.value, "bold"), score)
    yield _indented(_account(entry), 4)


def _account(entry: Entry) -> Iterator[RenderableType]:
    yield Text(entry.why)
    quotes = () if entry.key == "kind" else entry.quotes  # the clues below quote them
    for quote in quotes[:_QUOTES]:
        words = quote.words if len(quote.words) <= _QUOTE else quote.words[:_QUOTE] + "…"
        yield Text(f"«{words}»{place_of(quote)}", "italic")
    if len(quotes) > _QUOTES:
        yield Text(f"и ещё мест: {len(quotes) - _QUOTES}", "dim")
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", min_width=6, no_wrap=True)
    table.add_column(overflow="fold")
    for reason in entry.reasons:
        table.add_row(Text(reason.figure, "dim"), Text(reason.text, "dim"))
    for other in entry.also:
        table.add_row(Text("то же", "dim"), Text(other, "dim"))
    yield table
