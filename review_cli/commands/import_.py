"""`opis import`: a journal that the office has kept in a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from casework.draft import DecisionRefused
from review_cli.commands import options
from review_cli.contract import Json
from review_cli.output import say_json, say_refused
from review_cli.program import Program, pass_program

if TYPE_CHECKING:
    from casework.imported import Trouble
    from pipeline.import_desk import Preview

EXAMPLES = """\b
Примеры:
  opis import журнал-2024.xlsx --form 1 --category sop
  opis import журнал-2024.xlsx --form 1 --category sop --apply
  opis import обход.xlsx --form 3 --json
"""
_SHOWN = 40


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@click.argument(
    "path", metavar="ФАЙЛ.xlsx", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--form", required=True, metavar="НОМЕР", type=click.IntRange(1), help="Номер приложения."
)
@click.option("--category", metavar="КАТЕГОРИЯ", help="tzhs или sop; нужна для форм 1, 6 и 7.")
@click.option("--specialist", metavar="ИМЯ", help="Чей журнал; нужно для формы 7.")
@click.option("--apply", "apply", is_flag=True, help="Перенести; без него файл только проверяется.")
@options.by_user
@options.as_json
@click.pass_context
@pass_program
def import_(
    program: Program,
    ctx: click.Context,
    path: Path,
    form: int,
    category: str | None,
    specialist: str | None,
    apply: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Перенести журнал учреждения из XLSX в графах Порядка.

    Сначала показывает, что понято и что нет. С --apply переносятся все строки или, если хоть
    одна не понята, ни одной.
    """
    built = program.build()
    verb = built.imports.apply if apply else built.imports.preview
    try:
        seen = verb(path, form, category or "", by or built.settings.user, specialist or "")
    except DecisionRefused as refused:
        say_refused(refused, None, as_json)
        ctx.exit(1)
    if as_json:
        say_json(_as_json(path, seen))
    else:
        _tell(seen, apply)
    if seen.problems:
        ctx.exit(1)


def _as_json(path: Path, seen: Preview) -> dict[str, Json]:
    return {
        "source": str(path),
        "form": seen.target.form.number,
        "category": seen.target.category,
        "sheet": seen.sheet,
        "rows": len(seen.rows),
        "keeps_numbers": sorted(seen.years),
        "problems": [_trouble(one) for one in seen.problems],
        "remarks": [_trouble(one) for one in seen.remarks],
        "imported": len(seen.kept),
    }


def _trouble(one: Trouble) -> Json:
    return {"row": one.row or None, "column": one.column or None, "message": one.message}


def _tell(seen: Preview, apply: bool) -> None:
    click.echo(f"Лист «{seen.sheet}»: понято строк — {len(seen.rows)}.")
    for year in sorted({row.year for row in seen.rows}):
        numbers = "прежние" if year in seen.years else "следующие свободные"
        count = sum(row.year == year for row in seen.rows)
        click.echo(f"  {year}: строк {count}, номера — {numbers}.")
    _list("Замечания, перенести не мешают", seen.remarks)
    _list("Ошибки", seen.problems)
    if seen.problems:
        click.echo("Ничего не перенесено: исправьте файл и повторите.", err=True)
    elif apply:
        click.echo(f"Перенесено записей: {len(seen.kept)}.")
    else:
        click.echo("Ничего не перенесено: это проверка. Чтобы перенести, добавьте --apply.")


def _list(title: str, troubles: tuple[Trouble, ...]) -> None:
    if not troubles:
        return
    click.echo(f"{title}: {len(troubles)}.")
    for one in troubles[:_SHOWN]:
        place = f"строка {one.row}" if one.row else "файл"
        column = f", «{one.column}»" if one.column else ""
        click.echo(f"  {place}{column}: {one.message}")
    if len(troubles) > _SHOWN:
        click.echo(f"  … и ещё {len(troubles) - _SHOWN}; все — с --json.")
