"""`opis journal export`: confirmed rows as the order prints them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from casework.draft import DecisionRefused
from casework.form_spec import FormSpec
from review_cli.commands import options
from review_cli.output import say_json, say_refused
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis journal export --form 1 --category tzhs --year 2025 --out журнал-тжс.xlsx
  opis journal export --form 1 --category sop --year 2025 --out журнал-соп.docx
  opis journal export --form 4 --year 2025 --out учет-соп.pdf
  opis journal export --form 7 --category tzhs --specialist "Очирова Б.Б." \
    --year 2025 --out услуги.xlsx
"""
SUFFIXES = (".xlsx", ".docx", ".pdf")


@click.group(options_metavar="[ПАРАМЕТРЫ]", subcommand_metavar="КОМАНДА …", epilog=EXAMPLES)
def journal() -> None:
    """Журналы учёта: только то, что подтвердил человек."""


@journal.command(
    options_metavar="[ПАРАМЕТРЫ]",
    epilog=EXAMPLES,
    short_help="выгрузить журнал в файл",
)
@click.option(
    "--form", required=True, metavar="НОМЕР", type=click.IntRange(1), help="Номер приложения."
)
@click.option(
    "--category",
    metavar="КАТЕГОРИЯ",
    help="tzhs или sop; нужна для форм 1, 6 и 7.",
)
@click.option("--specialist", metavar="ИМЯ", help="Чей журнал; нужно для формы 7.")
@click.option(
    "--year",
    metavar="ГОД",
    required=True,
    type=click.IntRange(date.min.year, date.max.year),
    help="Год записей.",
)
@click.option(
    "--out",
    metavar="ФАЙЛ",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Куда записать: .xlsx, .docx или .pdf.",
)
@options.as_json
@click.pass_context
@pass_program
def export(
    program: Program,
    ctx: click.Context,
    form: int,
    category: str | None,
    specialist: str | None,
    year: int,
    out: Path,
    as_json: bool,
) -> None:
    """Выгрузить журнал за год в XLSX, DOCX или PDF с заголовками Порядка."""
    options.one_of(out, SUFFIXES, "--out")
    options.in_a_folder(out, "--out")
    forms = program.build().forms
    try:
        _check(_journal(forms.forms(), form), category, specialist)
        rows = forms.export_journal(form, category or "", year, out, specialist or "")
    except DecisionRefused as refused:
        say_refused(refused, None, as_json)
        ctx.exit(1)
    except OSError as error:
        raise click.FileError(str(out), error.strerror) from error
    if as_json:
        written = {"form": form, "category": category, "year": year, "rows": rows}
        say_json(written | {"out": str(out)})
    else:
        click.echo(f"Записей: {rows}. Журнал записан: {out}")


def _journal(forms: Sequence[FormSpec], number: int) -> FormSpec:
    """The form of that number; wrong usage where none is, or it is no journal."""
    known = {form.number: form for form in forms if form.journals}
    if number not in known:
        message = f"{number} — не журнал; журналы: {', '.join(map(str, known))}."
        raise click.BadParameter(message, param_hint="--form")
    return known[number]


def _check(form: FormSpec, category: str | None, specialist: str | None) -> None:
    """What the region's form must be told, and what it has no place for, is wrong usage."""
    if len(form.journals) > 1 and category is None:
        known = " или ".join(form.categories)
        raise click.BadParameter(
            f"для формы {form.number} укажите {known}.", param_hint="--category"
        )
    if category is not None and category not in form.categories:
        message = f"у формы {form.number} нет журнала «{category}»."
        raise click.BadParameter(message, param_hint="--category")
    if form.scope_cell and not specialist:
        message = f"для формы {form.number} укажите специалиста."
        raise click.BadParameter(message, param_hint="--specialist")
    if specialist and not form.scope_cell:
        message = f"журнал формы {form.number} у всех один."
        raise click.BadParameter(message, param_hint="--specialist")
