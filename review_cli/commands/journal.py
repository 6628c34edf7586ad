"""`opis journal export`: confirmed rows as the order prints them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from casework.draft import DecisionRefused
from review_cli.commands import options
from review_cli.output import say_json, say_refused
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis journal export --form 1 --category tzhs --year 2025 --out журнал-тжс.xlsx
  opis journal export --form 1 --category sop --year 2025 --out журнал-соп.docx
  opis journal export --form 4 --year 2025 --out учет-соп.pdf
  opis journal export --form 7 --category tzhs --specialist "Очирова Б.Б." --year 2025 --out услуги.xlsx
"""
FORMS = ("1", "3", "4", "5", "6", "7")
SUFFIXES = (".xlsx", ".docx", ".pdf")
#: Forms that are kept apart by category of the family, and by specialist.
BY_CATEGORY, BY_SPECIALIST = {"1", "6", "7"}, {"7"}


@click.group(options_metavar="[ПАРАМЕТРЫ]", subcommand_metavar="КОМАНДА …", epilog=EXAMPLES)
def journal() -> None:
    """Журналы учёта: только то, что подтвердил человек."""


@journal.command(
    options_metavar="[ПАРАМЕТРЫ]",
    epilog=EXAMPLES,
    short_help="выгрузить журнал в XLSX, DOCX или PDF",
)
@click.option(
    "--form", required=True, metavar="НОМЕР", type=click.Choice(FORMS), help="Номер приложения."
)
@click.option(
    "--category",
    metavar="КАТЕГОРИЯ",
    type=click.Choice(("tzhs", "sop")),
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
    form: str,
    category: str | None,
    specialist: str | None,
    year: int,
    out: Path,
    as_json: bool,
) -> None:
    """Выгрузить журнал за год в XLSX, DOCX или PDF с заголовками Порядка."""
    _check(form, category, specialist, out)
    desk = program.build().desk
    try:
        rows = desk.export_journal(int(form), category or "", year, out, specialist or "")
    except DecisionRefused as refused:
        say_refused(refused, None, as_json)
        ctx.exit(1)
    except OSError as error:
        raise click.FileError(str(out), error.strerror) from error
    if as_json:
        written = {"form": int(form), "category": category, "year": year, "rows": rows}
        say_json(written | {"out": str(out)})
    else:
        click.echo(f"Записей: {rows}. Журнал записан: {out}")


def _check(form: str, category: str | None, specialist: str | None, out: Path) -> None:
    if out.suffix.lower() not in SUFFIXES:
        raise click.BadParameter("нужен файл .xlsx, .docx или .pdf.", param_hint="--out")
    options.in_a_folder(out, "--out")
    if form not in BY_CATEGORY and category is not None:
        raise click.BadParameter(f"журнал формы {form} один.", param_hint="--category")
    if form not in BY_SPECIALIST and specialist is not None:
        raise click.BadParameter("бывает только у формы 7.", param_hint="--specialist")
    if form in BY_CATEGORY and category is None:
        raise click.BadParameter(f"для формы {form} укажите tzhs или sop.", param_hint="--category")
    if form in BY_SPECIALIST and not specialist:
        raise click.BadParameter("для формы 7 укажите специалиста.", param_hint="--specialist")
