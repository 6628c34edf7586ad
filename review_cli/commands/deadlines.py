"""`opis deadlines`: what has to be done by when, under which clause, and closing it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from casework.draft import DecisionRefused
from review_cli import deadline_lines
from review_cli.commands import options
from review_cli.commands.family_options import command
from review_cli.output import progress, say, say_json, say_refused
from review_cli.program import Program, pass_program

if TYPE_CHECKING:
    from casework.terms.term import KeptTerm
    from pipeline.term_desk import TermDesk

EXAMPLES = """\b
Примеры:
  opis deadlines                            все открытые сроки, самое срочное сверху
  opis deadlines --family 3 --all           всё по семье, и исполненное
  opis deadlines --overdue --json
  opis deadlines close 12 --document 40     исполнено этой бумагой
  opis deadlines close 12 --reason "семья обследована вместе с ПДН"
  opis deadlines calendar 2026
"""


@click.group(
    invoke_without_command=True,
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="[КОМАНДА …]",
    epilog=EXAMPLES,
)
@click.option("--family", metavar="СЕМЬЯ", type=int, help="Только сроки этой семьи, все открытые.")
@click.option("--overdue", is_flag=True, help="Только просроченные.")
@click.option(
    "--days",
    metavar="ЧИСЛО",
    type=click.IntRange(0),
    help="Только те, что истекут за столько дней.",
)
@click.option(
    "--all", "everything", is_flag=True, help="И исполненные, и те, чей срок в Порядке не назван."
)
@options.as_json
@click.pass_context
@pass_program
def deadlines(
    program: Program,
    ctx: click.Context,
    family: int | None,
    overdue: bool,
    days: int | None,
    everything: bool,
    as_json: bool,
) -> None:
    """Сроки и обязанности: сначала угроза жизни, затем по сроку; у каждого пункт Порядка.

    Сроки пересчитываются сами: каждый день и с каждой записью, бумагой, письмом семьи.
    """
    if ctx.invoked_subcommand is not None:
        return
    desk = program.build().terms
    try:
        _list(desk, family, overdue, days, everything, as_json)
    except DecisionRefused as refused:
        say_refused(refused, None, as_json)
        ctx.exit(1)


def _list(
    desk: TermDesk,
    family: int | None,
    overdue: bool,
    days: int | None,
    everything: bool,
    as_json: bool,
) -> None:
    with progress("Пересчёт сроков", desk.outdated()) as bar:
        desk.refresh(bar.step)
    most = -1 if overdue else days
    found = desk.list(family, closed=everything, days=most)
    hidden = 0
    if family is None and not everything:
        shown = tuple(kept for kept in found if kept.term.due_at is not None)
        hidden, found = len(found) - len(shown), shown
    if as_json:
        for kept in found:
            say_json(deadline_lines.term_json(kept, desk.today))
        return
    say(deadline_lines.terms_table(found, desk.today) if found else "Открытых сроков нет.")
    if hidden:
        click.echo(f"Ещё обязанностей, срок которых в Порядке не назван: {hidden} (--all).")
    if family is not None:
        for line in deadline_lines.route_lines(desk.routes(family)):
            click.echo(line)


term_id = click.argument("term_id", metavar="СРОК", type=int)


@command("close", "исполнено: бумагой или по причине")
@term_id
@click.option("--reason", metavar="ТЕКСТ", help="Почему обязанность исполнена или отпала.")
@click.option("--document", metavar="НОМЕР", type=int, help="Бумага семьи, которой она исполнена.")
@options.by_user
@options.as_json
@pass_program
def close(
    program: Program,
    term_id: int,
    reason: str | None,
    document: int | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Закрыть срок: нужна бумага семьи или письменная причина. Закрытый больше не меняется."""
    built = program.build()
    kept = built.terms.close(term_id, by or built.settings.user, reason, document)
    _say_term(kept, built.terms.today, as_json)


@command("reopen", "всё-таки не исполнено")
@term_id
@click.option("--reason", metavar="ТЕКСТ", required=True, help="Почему срок открывается снова.")
@options.by_user
@options.as_json
@pass_program
def reopen(program: Program, term_id: int, reason: str, by: str | None, as_json: bool) -> None:
    """Открыть закрытый срок снова; сама программа его больше не закроет."""
    built = program.build()
    built.terms.reopen(term_id, by or built.settings.user, reason)
    _say_term(built.terms.get(term_id), built.terms.today, as_json)


@command("show", "один срок: слова Порядка и прочтения")
@term_id
@options.as_json
@pass_program
def show(program: Program, term_id: int, as_json: bool) -> None:
    """Показать срок со словами Порядка и другими их прочтениями."""
    desk = program.build().terms
    _say_term(desk.get(term_id), desk.today, as_json)


@command("rules", "все правила с пунктами Порядка")
@options.as_json
@pass_program
def rules(program: Program, as_json: bool) -> None:
    """Показать правила, по которым считаются сроки, с настройками учреждения."""
    known = program.build().terms.rules.rules
    if as_json:
        for rule in known:
            say_json(deadline_lines.rule_json(rule))
        return
    say(*deadline_lines.rules_lines(known))


@command("calendar", "производственный календарь года")
@click.argument("year", metavar="ГОД", type=click.IntRange(1992, 2100))
@options.as_json
@pass_program
def calendar(program: Program, year: int, as_json: bool) -> None:
    """Показать год по месяцам: праздники, переносы, рабочие субботы."""
    known = program.build().terms.calendar
    if as_json:
        say_json(deadline_lines.calendar_json(known, year))
        return
    say(deadline_lines.calendar_picture(known, year))


def _say_term(kept: KeptTerm, today: date, as_json: bool) -> None:
    if as_json:
        say_json(deadline_lines.term_json(kept, today))
        return
    say(*deadline_lines.term_lines(kept, today))


for _command in (close, reopen, show, rules, calendar):
    deadlines.add_command(_command)
