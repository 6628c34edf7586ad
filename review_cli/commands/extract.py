"""`opis extract`: what can be read and understood of files; nothing is stored or decided."""

from __future__ import annotations

from collections.abc import Sequence

import click

from pipeline.region import region_of
from review_cli import contract, render
from review_cli.commands import options
from review_cli.output import progress, say, say_json, say_unread
from review_cli.program import Program, pass_program, wrong_settings
from review_cli.reading import Readings, Understander, Unread, sources

EXAMPLES = """\b
Примеры:
  opis extract письмо.docx
  opis extract входящие/ --jobs 4 --json > поля.jsonl
"""


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@options.paths
@options.name
@options.jobs
@options.as_json
@click.pass_context
@pass_program
def extract(
    program: Program,
    ctx: click.Context,
    paths: Sequence[str],
    name: str | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Прочитать файлы и показать, что в них понято. Хранилище не нужно и не меняется."""
    settings = program.with_jobs(jobs).settings()
    files = sources(paths, options.one_name(paths, name))
    with wrong_settings():
        region = region_of(settings)
        understander = Understander(settings.lexicon)
    refused = 0
    with progress("Чтение", len(files)) as bar:
        readings = Readings(files, settings.limits, settings.jobs)
        for source, document in readings:
            understood = understander.papers(document, readings.asking(source, document))
            if isinstance(understood, Unread):
                refused += 1
                say_unread(source.name, understood.code, understood.message, as_json)
            else:
                for index, findings in enumerate(understood[1], start=1):
                    told = (understood[0], findings)
                    if as_json:
                        say_json(contract.extract_json(source.name, index, *told))
                    else:
                        say(render.findings(source.name, *told, region))
            bar.step()
    ctx.exit(1 if refused else 0)
