"""`opis fsck`: is everything still there and whole?"""

from __future__ import annotations

import click

from review_cli.commands import options
from review_cli.output import say_json
from review_cli.program import Program, pass_program

EXAMPLES = """\b
Примеры:
  opis fsck
  opis fsck --full      прочитать каждый сохранённый байт
"""
TITLES = {
    "database": "база данных",
    "originals": "исходные файлы",
    "temporary_files": "временные файлы",
    "arrivals": "поступления",
    "documents": "бумаги",
    "workers": "обработка",
    "entry_numbers": "номера записей",
    "letter_numbers": "номера писем",
    "families": "семьи и их записи",
    "history": "история",
    "contents": "содержимое",
    "pages": "страницы сканов",
}


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@click.option("--full", is_flag=True, help="Сверить и содержимое всех файлов; может быть долго.")
@options.as_json
@click.pass_context
@pass_program
def fsck(program: Program, ctx: click.Context, full: bool, as_json: bool) -> None:
    """Проверить, что в хранилище ничего не потеряно, не повреждено и не застряло."""
    checks = program.build().desk.fsck(full)
    for check in checks:
        if as_json:
            problems = [
                {"code": problem.code, "id": problem.id, "path": problem.path}
                for problem in check.problems
            ]
            say_json({"check": check.check, "checked": check.checked, "problems": problems})
            continue
        sign = "✗" if check.problems else "✓"
        click.echo(f"{sign} {TITLES.get(check.check, check.check)}: проверено {check.checked}")
        for problem in check.problems:
            where = " ".join(str(part) for part in (problem.id, problem.path) if part is not None)
            click.echo(f"    {problem.code} {where}".rstrip())
    ctx.exit(1 if any(check.problems for check in checks) else 0)
