"""`opis explain`: why a paper is understood so; nothing is stored or decided."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from difflib import get_close_matches
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from casework.explanation import Explanation
from casework.form_spec import Region
from casework.forms import load_region
from extractors.sandbox import scratch_folder
from papers.document import Document
from pipeline.region import region_of
from review_cli.commands import options
from review_cli.explanation.as_json import explanation_json
from review_cli.explanation.chapters import about, tell, topics
from review_cli.explanation.page import ExplanationPage
from review_cli.explanation.story import Chapter
from review_cli.explanation.text import explanation
from review_cli.output import say, say_json, say_unread
from review_cli.program import Program, pass_program, wrong_settings
from review_cli.reading import Explainer, Readings, Unread, sources

EXAMPLES = """\b
Примеры:
  opis explain письмо.docx
  opis explain скан.pdf doc_date
  opis explain скан.pdf --html разбор.html
"""
#: Completion can't know the data folder yet, hence not its region: ids are the same everywhere.
_REGION = "kalmykia"


def _complete(
    ctx: click.Context,  # noqa: ARG001
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    return [
        CompletionItem(name, help=title)
        for sort in topics(load_region(_REGION)).values()
        for name, title in sort.items()
        if name.startswith(incomplete)
    ]


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@click.argument("path", metavar="ФАЙЛ", type=click.Path(exists=True, dir_okay=False))
@click.argument("topic", metavar="[ПОЛЕ]", required=False, shell_complete=_complete)
@click.option(
    "--html",
    "out",
    metavar="СТРАНИЦА",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Записать сюда одну страницу: текст с отметками, места на сканах, все объяснения.",
)
@options.name
@options.jobs
@options.as_json
@click.pass_context
@pass_program
def explain(
    program: Program,
    ctx: click.Context,
    path: str,
    topic: str | None,
    out: Path | None,
    name: str | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Объяснить, что в ФАЙЛЕ понято и почему: какие правила сработали, на каких словах.

    ПОЛЕ — одно поле, признак, таблица или kind, people, signs, marks, tables, texts; без него
    объясняется всё.
    """
    settings = program.with_jobs(jobs).settings()
    with wrong_settings():
        region = region_of(settings)
    _check(path, topic, out, region)
    with wrong_settings():
        explainer = Explainer(settings.lexicon)
    refused = 0
    files = sources([path], name)
    with scratch_folder() as scratch, _page(out, name or path) as page:
        pictures = scratch if page else None
        readings = Readings(files, settings.limits, settings.jobs, pictures=pictures)
        for source, document in readings:
            explained = explainer.explain(document, readings.asking(source, document))
            if isinstance(explained, Unread):
                refused += 1
                say_unread(source.name, explained.code, explained.message, as_json)
                if page:
                    page.add_unread(source.name, explained.message)
                continue
            read, why = explained
            chapters = _chapters(read, why, region, topic)
            warnings = (*read.warnings, *why.findings.warnings)
            if as_json:
                say_json(explanation_json(source.name, 1, read, why, topic))
            elif not page:
                say(explanation(source.name, chapters, warnings))
            if page:
                page.add(source.name, read, chapters, warnings, readings.drawn(source))
                readings.forget(source)
    if page and page.written and not as_json:
        click.echo(f"Разбор записан: {out}")
    ctx.exit(1 if refused else 0)


def _check(path: str, topic: str | None, out: Path | None, region: Region) -> None:
    """Wrong usage: nothing of that name, or the page would stand on the paper itself."""
    known = topics(region)
    names = [name for sort in known.values() for name in sort]
    if topic is not None and topic not in names:
        like = get_close_matches(topic, names)
        meant = f" Может быть, {', '.join(like)}?" if like else ""
        listed = "\n".join(f"  {sort}: {', '.join(ids)}" for sort, ids in known.items())
        raise click.BadParameter(f"нет «{topic}».{meant} Есть:\n{listed}", param_hint="ПОЛЕ")
    if out is not None:
        options.in_a_folder(out, "--html")
        if out.exists() and out.samefile(path):
            raise click.BadParameter("это сама бумага, она не заменяется.", param_hint="--html")


def _page(out: Path | None, title: str) -> AbstractContextManager[ExplanationPage | None]:
    """The page in the making, if one is wanted."""
    try:
        return ExplanationPage(out, title) if out else nullcontext()
    except OSError as error:
        raise click.FileError(str(out), error.strerror) from error


def _chapters(
    document: Document, why: Explanation, region: Region, topic: str | None
) -> tuple[Chapter, ...]:
    told = tell(document, why, region)
    return told if topic is None else about(told, topic)
