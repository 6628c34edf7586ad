"""`opis text`: the text of files, page by page, as everything else reads it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from review_cli import contract, render
from review_cli.commands import options
from review_cli.output import progress, say, say_json, say_unread
from review_cli.program import Program, pass_program
from review_cli.reading import Readings, Unread, sources

EXAMPLES = """\b
Примеры:
  opis text скан.pdf
  opis text скан.pdf --words --tables --json
  opis text скан.pdf --steps шаги
  opis text скан.jpg --pdf скан.pdf
"""


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@options.paths
@options.name
@click.option("--words", is_flag=True, help="Показать и каждое слово с его местом (с --json).")
@click.option("--tables", is_flag=True, help="Показать и таблицы по строкам и графам (с --json).")
@click.option(
    "--steps",
    metavar="ПАПКА",
    type=click.Path(file_okay=False, path_type=Path),
    help="Сложить сюда картинку после каждого шага подготовки (один файл).",
)
@click.option(
    "--pdf",
    metavar="ФАЙЛ",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Записать сюда PDF/A с поиском: страницы скана и прочитанные слова (один файл).",
)
@options.jobs
@options.as_json
@click.pass_context
@pass_program
def text(
    program: Program,
    ctx: click.Context,
    paths: Sequence[str],
    name: str | None,
    words: bool,
    tables: bool,
    steps: Path | None,
    pdf: Path | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Прочитать текст файлов. Хранилище не нужно и не меняется."""
    settings = program.with_jobs(jobs).settings()
    files = sources(paths, options.one_name(paths, name))
    if steps is not None:
        options.one_file(paths, "--steps")
        steps.mkdir(parents=True, exist_ok=True)
    if pdf is not None:
        options.one_file(paths, "--pdf")
        options.in_a_folder(pdf, "--pdf")
    refused = 0
    with progress("Чтение", len(files)) as bar:
        for source, document in Readings(files, settings.limits, settings.jobs, steps, pdf):
            if isinstance(document, Unread):
                refused += 1
                say_unread(source.name, document.code, document.message, as_json)
            elif as_json:
                say_json(contract.text_json(source.name, document, words, tables))
            else:
                say(render.text(source.name, document))
            bar.step()
    ctx.exit(1 if refused else 0)
