"""`opis family` members, merge, split, undo: what changes a family itself."""

from __future__ import annotations

from dataclasses import replace

import click

from casework.draft import DecisionRefused
from review_cli.commands import options
from review_cli.commands.family_options import (
    command,
    family_id,
    family_no,
    reason,
    show_family,
    version,
)
from review_cli.program import Program, pass_program


@command("members", "члены и адреса семьи: добавить, убрать, исправить")
@family_id
@click.option("--join", metavar="БУМАГА", type=int, help="Добавить новых людей этой бумаги.")
@click.option("--person", "names", metavar="Ф.И.О.", multiple=True, help="Из них только этих.")
@family_no
@click.option("--leave", metavar="ЧЕЛОВЕК", type=int, multiple=True, help="Номер того, кто выбыл.")
@click.option("--address", metavar="АДРЕС", help="Новый адрес проживания.")
@click.option("--registration-address", metavar="АДРЕС", help="Новый адрес регистрации.")
@reason
@version
@options.by_user
@options.as_json
@pass_program
def members(
    program: Program,
    family_id: int,
    join: int | None,
    names: tuple[str, ...],
    family_no: int,
    leave: tuple[int, ...],
    address: str | None,
    registration_address: str | None,
    reason: str | None,
    version: int | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Изменить состав или адреса семьи; без параметров — показать."""
    built = program.build()
    desk, who = built.families, by or built.settings.user
    found = desk.get(family_id)
    if leave or address is not None or registration_address is not None:
        if unknown := set(leave) - {member.person.id for member in found.members}:
            missing = ", ".join(map(str, sorted(unknown)))
            raise DecisionRefused("not_found", f"В семье {found.id} нет людей: {missing}.")
        left = replace(
            found,
            members=tuple(m for m in found.members if m.person.id not in leave),
            actual_address=found.actual_address if address is None else address,
            registration_address=(
                found.registration_address if registration_address is None else registration_address
            ),
            version=found.version if version is None else version,
        )
        found, version = desk.change(left, who, reason), None
    if join is not None:
        found = desk.join(found.id, join, who, family_no, names, version)
    show_family(built, found, as_json)


@command("merge", "объединить две семьи в одну")
@family_id
@click.argument("taken", metavar="ДРУГАЯ", type=int)
@reason
@version
@click.option("--taken-version", metavar="ЧИСЛО", type=int, help="Версия семьи ДРУГАЯ.")
@options.by_user
@options.as_json
@pass_program
def merge(
    program: Program,
    family_id: int,
    taken: int,
    reason: str | None,
    version: int | None,
    taken_version: int | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Присоединить семью ДРУГАЯ к семье СЕМЬЯ со всем, что у неё есть. Можно отменить."""
    built = program.build()
    who = by or built.settings.user
    made = built.families.merge(family_id, taken, who, (version, taken_version), reason)
    show_family(built, made, as_json)


@command("split", "выделить часть семьи в отдельную")
@family_id
@click.option(
    "--person",
    "people",
    metavar="ЧЕЛОВЕК",
    type=int,
    multiple=True,
    required=True,
    help="Номер того, кто уходит в новую семью.",
)
@click.option(
    "--document",
    "documents",
    metavar="БУМАГА",
    type=int,
    multiple=True,
    help="Бумага, которая уходит вместе с ними.",
)
@reason
@version
@options.by_user
@options.as_json
@pass_program
def split(
    program: Program,
    family_id: int,
    people: tuple[int, ...],
    documents: tuple[int, ...],
    reason: str | None,
    version: int | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Выделить из семьи людей, а с ними — бумаги и то, что по ним внесено. Можно отменить."""
    built = program.build()
    who = by or built.settings.user
    fresh = built.families.split(family_id, people, documents, who, version, reason)
    show_family(built, fresh, as_json)


@command("undo", "отменить последнее объединение или выделение")
@family_id
@reason
@version
@options.by_user
@options.as_json
@pass_program
def undo(
    program: Program,
    family_id: int,
    reason: str | None,
    version: int | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Вернуть семьи такими, какими они были до последнего merge или split."""
    built = program.build()
    for one in built.families.undo(family_id, by or built.settings.user, version, reason):
        show_family(built, one, as_json)
