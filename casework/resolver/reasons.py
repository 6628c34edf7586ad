"""Why a family is proposed, in the words of the person who decides."""

from __future__ import annotations

from collections.abc import Iterator

from casework.family import Member, Role
from casework.resolver.comparison import Comparison, Pair, Tie
from casework.resolver.match import Fit

_WHO = {
    Role.CHILD: "ребёнок",
    Role.MOTHER: "мать",
    Role.FATHER: "отец",
    Role.GUARDIAN: "опекун",
    Role.TRUSTEE: "попечитель",
    Role.ADOPTIVE_PARENT: "приёмный родитель",
    Role.STEPMOTHER: "мачеха",
    Role.STEPFATHER: "отчим",
}
_AGREES = {
    Tie.BORN: "имя и дата рождения совпали",
    Tie.BORN_NEAR: "имя совпало, дата рождения близка",
    Tie.BORN_INITIALS: "инициалы и дата рождения совпали",
    Tie.NAMED: "Ф.И.О. совпали, дата рождения не сравнивалась",
    Tie.GIVEN: "имя совпало, отчества или даты в бумаге нет",
    Tie.INITIALS: "совпали только фамилия и инициалы",
}
_APART = {
    Tie.NAMESAKE: "однофамилец с тем же именем: дата рождения другая",
    Tie.TWIN: "дата рождения и отчество те же, имя другое — брат или сестра?",
}
_ADDRESS = {
    Fit.SAME: "адрес тот же",
    Fit.NEAR: "адрес похож",
    Fit.DIFFERS: "адрес другой",
}


def reasons(comparison: Comparison) -> tuple[str, ...]:
    """What speaks for the family, then what against it."""
    return tuple(_reasons(comparison))


def _reasons(comparison: Comparison) -> Iterator[str]:
    for pair in comparison.same:
        yield f"{_who(pair.kept)}: {_AGREES[pair.tie]}{_but(pair)}"
    if comparison.address in (Fit.SAME, Fit.NEAR):
        yield _ADDRESS[comparison.address]
    for pair in comparison.apart:
        yield f"{_who(pair.said)}: {_APART[pair.tie]}"
    for member in comparison.missed:
        yield f"в семье {_who(member)}, в бумаге — другое лицо"
    told = {id(pair.said) for pair in comparison.apart}
    for member in comparison.strangers:
        if member.role is Role.CHILD and id(member) not in told:
            yield f"{_who(member)}: в семье такого нет"
    if comparison.address is Fit.DIFFERS:
        yield _ADDRESS[Fit.DIFFERS]


def _but(pair: Pair) -> str:
    """What of a found person differs all the same."""
    odd = []
    if pair.renamed:
        odd.append(f"фамилия другая ({pair.said.person.last_name})")
    elif pair.likeness.surname is Fit.NEAR:
        odd.append("фамилия прочитана иначе")
    if pair.likeness.given is Fit.NEAR:
        odd.append("имя прочитано иначе")
    if pair.of_other_age:
        odd.append("роль другая")
    return f"; {', '.join(odd)}" if odd else ""


def _who(member: Member) -> str:
    who = _WHO.get(member.role)
    return f"{who} {member.person.full_name}" if who else member.person.full_name
