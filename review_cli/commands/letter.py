"""`opis letter`: letters out — prepared from templates, registered, answered, cancelled."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casework.letter_spec import VALUES
from review_cli import letter_lines
from review_cli.commands import options
from review_cli.commands.family_options import command
from review_cli.contract import Json
from review_cli.contract_records import history_json
from review_cli.output import say_json
from review_cli.program import Program, pass_program

if TYPE_CHECKING:
    from datetime import date

EXAMPLES = """\b
Примеры:
  opis letter new --family 3 --rule D-09 --out письмо.docx
  opis letter new --family 3 --template registration_place --to "Директору КЦСОН …"
  opis letter list                          и какие ответы пришли по «На № … от …»
  opis letter reply 7 40                    бумага 40 — ответ на письмо
  opis letter cancel 7 --reason "отправлено другое"
"""

letter_id = click.argument("letter_id", metavar="ПИСЬМО", type=int)


@click.group(options_metavar="[ПАРАМЕТРЫ]", subcommand_metavar="КОМАНДА …", epilog=EXAMPLES)
def letter() -> None:
    """Исходящие письма: из шаблонов Word, с номером года, копия остаётся в хранилище."""


def _day(_ctx: click.Context, _param: click.Parameter, said: str | None) -> date | None:
    if said is None:
        return None
    for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(said, pattern).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    raise click.BadParameter(f"«{said}» — не дата вида 15.03.2025.")


def _given(_ctx: click.Context, _param: click.Parameter, said: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.partition("=") for one in said]
    if wrong := [name for name, equals, _ in pairs if not equals]:
        raise click.BadParameter(f"нужно ИМЯ=ЗНАЧЕНИЕ, а указано «{wrong[0]}».")
    return {name: value for name, _, value in pairs}


def _out(_ctx: click.Context, _param: click.Parameter, out: Path | None) -> Path | None:
    if out is not None:
        if out.suffix.lower() not in (".docx", ".pdf"):
            raise click.BadParameter("нужен файл .docx или .pdf.")
        options.in_a_folder(out, "--out")
    return out


out_file = click.option(
    "--out",
    metavar="ФАЙЛ",
    callback=_out,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Куда записать копию: .docx или .pdf.",
)


@command("new", "подготовить и зарегистрировать письмо")
@click.option(
    "--family", "family_id", metavar="СЕМЬЯ", type=int, required=True, help="О какой семье."
)
@click.option("--rule", metavar="ПРАВИЛО", help="Срок, который исполняет письмо: D-09.")
@click.option(
    "--template", "name", metavar="ПИСЬМО", help="Письмо по имени, см. opis letter templates."
)
@click.option("--to", metavar="АДРЕСАТ", help="Кому, как печатается в письме.")
@click.option(
    "--date", "on", metavar="ДЕНЬ", callback=_day, help="Дата письма; по умолчанию сегодня."
)
@click.option(
    "--set", "given", metavar="ИМЯ=ЗНАЧЕНИЕ", multiple=True, callback=_given,
    help="Значение, которого нет в записях: analysis=…; можно несколько раз.",
)  # fmt: skip
@out_file
@options.by_user
@options.as_json
@pass_program
def new(
    program: Program,
    family_id: int,
    rule: str | None,
    name: str | None,
    to: str | None,
    on: date | None,
    given: dict[str, str],
    out: Path | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Подготовить письмо о семье по правилу срока или по имени и дать ему номер года.

    Чего не хватает, говорится до того, как что-либо записано; необязательное остаётся пустой
    строкой для руки.
    """
    if (rule is None) == (name is None):
        raise click.UsageError("укажите --rule или --template.")
    built = program.build()
    who = by or built.settings.user
    made = built.letters.new(family_id, who, rule, name, to, on, given)
    if out is not None:
        _saved(built.letters.save, made.kept.letter.id, out)
    if as_json:
        more: dict[str, Json] = {"blank": list(made.blank), "out": str(out) if out else None}
        say_json(letter_lines.letter_json(made.kept) | more)
        return
    click.echo(f"Зарегистрировано: {letter_lines.headline(made.kept)}")
    if made.blank:
        click.echo(f"Оставлено пустой строкой: {'; '.join(made.blank)}.")
    if out is not None:
        click.echo(f"Письмо записано: {out}")


def _saved(save: letter_lines.Save, letter_id: int, out: Path) -> None:
    try:
        save(letter_id, out)
    except OSError as error:
        raise click.FileError(str(out), error.strerror) from error


@command("list", "письма и ответы, которые на них пришли")
@click.option("--family", "family_id", metavar="СЕМЬЯ", type=int, help="Только об этой семье.")
@click.option("--year", metavar="ГОД", type=int, help="Только этого года.")
@options.as_json
@pass_program
def list_(program: Program, family_id: int | None, year: int | None, as_json: bool) -> None:
    """Показать письма по номерам; предложенный ответ связывает человек: opis letter reply."""
    desk = program.build().letters
    found = desk.list(family_id, year)
    proposed = desk.proposed_replies(found)
    for one in found:
        papers = proposed.get(one.letter.id, ())
        if as_json:
            say_json(letter_lines.letter_json(one) | {"proposed_replies": list(papers)})
            continue
        click.echo(letter_lines.headline(one))
        for paper in papers:
            click.echo(
                f"    похоже, ответ — бумага {paper}: opis letter reply {one.letter.id} {paper}"
            )
    if not found and not as_json:
        click.echo("Писем нет.")


@command("show", "одно письмо и его история")
@letter_id
@out_file
@options.as_json
@pass_program
def show(program: Program, letter_id: int, out: Path | None, as_json: bool) -> None:
    """Показать письмо; с --out записать копию в DOCX или PDF."""
    desk = program.build().letters
    kept, history = desk.get(letter_id), desk.history(letter_id)
    if out is not None:
        _saved(desk.save, letter_id, out)
    if as_json:
        told: list[Json] = [history_json(entry) for entry in history]
        say_json(letter_lines.letter_json(kept) | {"history": told})
        return
    for line in letter_lines.lines(kept, history):
        click.echo(line)


@command("reply", "связать письмо с пришедшим ответом")
@letter_id
@click.argument("document_id", metavar="[БУМАГА]", type=int, required=False)
@click.option("--undo", is_flag=True, help="Снять связь: это не ответ.")
@options.by_user
@options.as_json
@pass_program
def reply(
    program: Program,
    letter_id: int,
    document_id: int | None,
    undo: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Бумага БУМАГА — ответ на письмо."""
    if undo == (document_id is not None):
        raise click.UsageError("укажите БУМАГУ или --undo.")
    built = program.build()
    kept = built.letters.reply(letter_id, document_id, by or built.settings.user)
    _say(kept, as_json)


@command("cancel", "аннулировать письмо; номер остаётся занят")
@letter_id
@click.option("--reason", metavar="ТЕКСТ", required=True, help="Почему; останется в истории.")
@options.by_user
@options.as_json
@pass_program
def cancel(program: Program, letter_id: int, reason: str, by: str | None, as_json: bool) -> None:
    """Аннулировать письмо: номер не освобождается, копия остаётся."""
    built = program.build()
    _say(built.letters.cancel(letter_id, by or built.settings.user, reason), as_json)


def _say(kept: letter_lines.KeptLetter, as_json: bool) -> None:
    if as_json:
        say_json(letter_lines.letter_json(kept))
    else:
        click.echo(letter_lines.headline(kept))


@command("templates", "какие письма есть и чьи у них шаблоны")
@options.as_json
@pass_program
def templates(program: Program, as_json: bool) -> None:
    """Показать письма, которые программа умеет готовить, и чего каждому нужно."""
    built = program.build()
    for spec in built.letters.specs:
        own = built.letters.own_template(spec)
        if as_json:
            say_json(letter_lines.spec_json(spec, own))
            continue
        whose = "шаблон учреждения" if own else "шаблон программы"
        click.echo(f"{spec.id}  {spec.rule_id or '—'}  {spec.title} ({whose} {spec.template})")
        if spec.needs:
            needed = "; ".join(VALUES[name] for name in spec.needs)
            click.echo(f"    нужно: {needed}")
    if not built.letters.specs and not as_json:
        click.echo("Для этого региона писем нет.")


for one in (new, list_, show, reply, cancel, templates):
    letter.add_command(one)
