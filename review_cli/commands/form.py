"""`opis form`: the order's forms on paper, empty or filled from a kept record."""

from __future__ import annotations

from pathlib import Path

import click

from casework.draft import DecisionRefused
from casework.form_spec import FormSpec
from review_cli.commands import options
from review_cli.contract import Json
from review_cli.output import say_json, say_refused
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis form list
  opis form print --form 2 --out акт.docx
  opis form print --form 9 --record 14 --out паспорт.pdf
  opis form print --form 6 --category sop --out журнал-патронажа.xlsx
"""
SUFFIXES = (".xlsx", ".docx", ".pdf")


@click.group(options_metavar="[ПАРАМЕТРЫ]", subcommand_metavar="КОМАНДА …", epilog=EXAMPLES)
def form() -> None:
    """Бланки Порядка: пустые и заполненные из записи."""


@form.command("list", options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@options.as_json
@pass_program
def list_forms(program: Program, as_json: bool) -> None:
    """Какие формы есть и какие у них журналы."""
    for spec in program.build().forms.forms():
        if as_json:
            say_json(_form_json(spec))
            continue
        click.echo(f"{spec.number:2}  {spec.title or spec.journals[0].title}")
        for journal in spec.journals[1:]:
            click.echo(f"    {journal.title}")


@form.command("print", options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@click.option("--form", "number", metavar="НОМЕР", type=int, help="Номер приложения.")
@click.option(
    "--record", "record_id", metavar="ЗАПИСЬ", type=int, help="Номер записи; без него бланк пуст."
)
@click.option(
    "--category", metavar="КАТЕГОРИЯ", help="tzhs или sop: какой из журналов формы, если их два."
)
@click.option(
    "--out",
    metavar="ФАЙЛ",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Куда записать: .docx или .pdf, журнал и в .xlsx.",
)
@options.as_json
@click.pass_context
@pass_program
def print_form(
    program: Program,
    ctx: click.Context,
    number: int | None,
    record_id: int | None,
    category: str | None,
    out: Path,
    as_json: bool,
) -> None:
    """Записать бланк в файл: пустой или заполненный из записи."""
    options.one_of(out, SUFFIXES, "--out")
    options.in_a_folder(out, "--out")
    if number is None and record_id is None:
        raise click.UsageError("Укажите --form или --record.")
    forms = program.build().forms
    try:
        if record_id is None:
            forms.print_blank(number or 0, category or "", out)
        else:
            number = forms.print_record(record_id, out, number).record.form
    except DecisionRefused as refused:
        say_refused(refused, None, as_json)
        ctx.exit(1)
    except OSError as error:
        raise click.FileError(str(out), error.strerror) from error
    if as_json:
        say_json({"form": number, "record": record_id, "out": str(out)})
    else:
        click.echo(f"Бланк записан: {out}")


def _form_json(spec: FormSpec) -> Json:
    journals = [{"category": one.category, "title": one.title} for one in spec.journals]
    return {
        "form": spec.number,
        "id": spec.id,
        "title": spec.title or None,
        "journals": list(journals),
    }
