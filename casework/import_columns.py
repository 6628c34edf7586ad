"""The text of a printed column back to the cells that it shows.

What our own export has printed comes back cell by cell: the values found print the very same
text. A text of another hand is taken apart by what it says; what is not understood goes to the
column's cell for free text, and where it has none, the text is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from casework.draft import CellValue, Subject
from casework.form_spec import CellSpec, CellType
from casework.journal import is_number, lines
from casework.values import InvalidValue, normalise

_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b(?:\s*(?:года|год|г\b\.?))?")
_PERSON = re.compile(r"(?s)(?P<name>.*?)(?:\s*\((?P<roles>[^()]*)\))?")
_BORN = re.compile(rf",?\s*\(?{_DAY.pattern}\s*(?:р(?:ождения|\.)?)?\)?")
_NAME_LIKE = re.compile(r"[А-ЯЁ][\w.\-]*\s+[А-ЯЁ]")
_YES_NO = {"да": True, "нет": False}
_FREE = (CellType.TEXT, CellType.TEXTS)
_PLAIN = "{}"

Values = dict[str, CellValue]


class NotUnderstood(Exception):
    """The column's text can't stand in its cells; the message is Russian."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def parse_column(specs: Sequence[CellSpec], text: str) -> Values:
    """The values of the column's cells; empty for an empty text. Raises NotUnderstood."""
    specs = [spec for spec in specs if not is_number(spec)]
    if not text.strip() or not specs:
        return {}
    exact = _exact(specs, text.split("\n"))
    if exact is not None and _print(specs, exact) == text:
        return exact
    return _loose(specs, text)


# --- as our own export prints it ---------------------------------------------------------------


def _exact(specs: Sequence[CellSpec], text: list[str]) -> Values | None:
    """Lines given to the cells in their order; None where they don't fit or are left over."""
    found: Values = {}
    left = text
    for place, spec in enumerate(specs):
        mine = list(_own_lines(spec, left, specs[place + 1 :]))
        if not mine:
            continue
        try:
            found[spec.id] = _value(spec, _unworded(spec, "\n".join(mine)).split("\n"))
        except (InvalidValue, ValueError):
            return None
        left = left[len(mine) :]
    return None if left else found


def _own_lines(spec: CellSpec, left: list[str], later: Sequence[CellSpec]) -> Iterator[str]:
    """The lines from the first one on that are the cell's, up to one that is a later cell's.

    Lines of a list stand in its order, each once: what comes out of it is somebody's text.
    """
    reached = -1
    for place, line in enumerate(left):
        goes_on = place > 0 and spec.type in _FREE
        if not (goes_on or _takes(spec, line)):
            return
        if spec.type in (*_FREE, CellType.PEOPLE) and any(
            _takes(other, line) for other in later if _sure(other)
        ):
            return
        if spec.type is CellType.CHOICES:
            number = spec.choices.place(_item(spec, _unworded(spec, line)))
            if number <= reached:
                return
            reached = number
        yield line
        if spec.type not in (CellType.CHOICES, CellType.PEOPLE, *_FREE):
            return


def _sure(spec: CellSpec) -> bool:
    """Whether the look of a line tells that it is the cell's."""
    return spec.wording != _PLAIN or spec.type not in (*_FREE, CellType.PEOPLE)


def _takes(spec: CellSpec, line: str) -> bool:
    try:
        inner = _unworded(spec, line)
        if spec.type in (CellType.CHOICE, CellType.CHOICES):
            return any(item.printed == inner for item in spec.choices.items)
        if spec.type in (*_FREE, CellType.PEOPLE):
            return True
        _value(spec, [inner])
    except (InvalidValue, ValueError):
        return False
    return True


def _unworded(spec: CellSpec, line: str) -> str:
    """The line without the words around the value; ValueError when they are not there."""
    before, _, after = spec.wording.partition(_PLAIN)
    if not (line.startswith(before) and line.endswith(after) and len(line) > len(before + after)):
        raise ValueError(line)
    return line[len(before) : len(line) - len(after)]


def _print(specs: Sequence[CellSpec], values: Values) -> str:
    return "\n".join(line for spec in specs for line in lines(spec, values.get(spec.id)))


def _value(spec: CellSpec, text: Sequence[str]) -> CellValue:
    """The value that is printed so, in its canonical form; InvalidValue, ValueError."""
    match spec.type:
        case CellType.PEOPLE:
            raw: CellValue = tuple(_person(spec, line) for line in text)
        case CellType.CHOICES:
            raw = tuple(_item(spec, line) for line in text)
        case CellType.CHOICE:
            raw = _item(spec, text[0])
        case CellType.DATE | CellType.TIMESTAMP:
            raw = _iso(spec, text[0])
        case CellType.YES_NO:
            raw = _yes_no(spec, text[0])
        case CellType.INTEGER:
            raw = _integer(spec, text[0])
        case CellType.TEXTS:
            raw = tuple(text)
        case _:
            raw = "\n".join(text)
    return normalise(spec, raw)


def _item(spec: CellSpec, line: str) -> str:
    """The id of a line of the list, as it is printed or, told apart by it, by its title."""
    if exact := next((item for item in spec.choices.items if item.printed == line), None):
        return exact.id
    wanted = _folded(line)
    printed = [item for item in spec.choices.items if _folded(item.printed) == wanted]
    titled = [i for i in spec.choices.items if _folded(i.title) == wanted and not i.good]
    for found in (printed, titled):
        if len(found) == 1:
            return found[0].id
    raise InvalidValue(spec, f"нет в перечне: {line}")


def _iso(spec: CellSpec, text: str) -> str:
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise InvalidValue(spec, f"дата пишется дд.мм.гггг, а не «{text}»")
    return _day(found)


def _day(found: re.Match[str]) -> str:
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"


def _yes_no(spec: CellSpec, text: str) -> bool:
    if _folded(text) not in _YES_NO:
        raise InvalidValue(spec, f"нужно «да» или «нет», а не «{text}»")
    return _YES_NO[_folded(text)]


def _integer(spec: CellSpec, text: str) -> int:
    if not text.strip().isdecimal():
        raise InvalidValue(spec, f"нужно целое число, а не «{text}»")
    return int(text)


def _person(spec: CellSpec, line: str) -> Subject:
    """«Иванова Мария (мать)»: a role only where the text names it."""
    titles = {item.title: item.id for item in spec.choices.items}
    found = _PERSON.fullmatch(line)
    roles = found["roles"].split(", ") if found and found["roles"] else []
    if found and roles and all(role in titles for role in roles):
        return Subject(found["name"], tuple(titles[role] for role in roles))
    return Subject(line)


# --- as other hands write ----------------------------------------------------------------------


def _loose(specs: Sequence[CellSpec], text: str) -> Values:
    """What the text says for sure, cell by cell; the rest goes to the cell for free text."""
    found: Values = {}
    rest = text
    for spec in (*_worded(specs), *(spec for spec in specs if spec.wording == _PLAIN)):
        if spec.type in _FREE and spec.wording == _PLAIN:
            continue
        value, rest = _taken(spec, rest, alone=len(specs) == 1)
        if value is not None:
            found[spec.id] = _checked(spec, value)
    free = next((s for s in specs if s.type in _FREE and s.wording == _PLAIN), None)
    rest = rest.strip(" \n\t,;.") if found else rest.strip()
    if rest and free is None:
        dated = any(spec.type in (CellType.DATE, CellType.TIMESTAMP) for spec in specs)
        hint = "; дата пишется дд.мм.гггг" if dated else ""
        raise NotUnderstood(f"не разобрано: «{rest}»{hint}")
    if rest and free is not None:
        found[free.id] = _checked(free, (rest,) if free.type is CellType.TEXTS else rest)
    return found


def _worded(specs: Sequence[CellSpec]) -> list[CellSpec]:
    return [spec for spec in specs if spec.wording != _PLAIN]


def _taken(spec: CellSpec, text: str, alone: bool) -> tuple[CellValue | None, str]:
    """The cell's value and the text without it."""
    match spec.type:
        case CellType.DATE | CellType.TIMESTAMP:
            return _taken_day(spec, text)
        case CellType.CHOICES | CellType.CHOICE:
            return _taken_items(spec, text)
        case CellType.PEOPLE:
            return tuple(_people(spec, text)), ""
        case CellType.YES_NO:
            first, _, rest = text.partition("\n")
            word = re.match(r"\s*(да|нет)\b[\s,;:.–-]*", first, re.IGNORECASE)
            if word is None:
                return None, text
            return _YES_NO[word[1].casefold()], f"{first[word.end() :]}\n{rest}"
        case CellType.TEXT if spec.wording != _PLAIN:
            return _taken_worded(spec, text)
        case _ if alone:
            return _value(spec, [text.strip()]), ""
    return None, text


def _taken_day(spec: CellSpec, text: str) -> tuple[CellValue | None, str]:
    before = re.escape(spec.wording.partition(_PLAIN)[0].strip())
    found = re.search(rf"(?:{before}\s*)?{_DAY.pattern}" if before else _DAY.pattern, text)
    if found is None or (before and not re.match(before, found[0])):
        return None, text
    return _day(found), text[: found.start()] + text[found.end() :]


def _taken_worded(spec: CellSpec, text: str) -> tuple[CellValue | None, str]:
    """«протокол № 5» where the cell is printed as «протокол № {}», № and N being the same."""
    before = re.escape(spec.wording.partition(_PLAIN)[0].strip())
    pattern = before.replace("№", r"(?:№|N)").replace(r"\ ", r"\s*")
    found = re.search(rf"(?i){pattern}\s*([\w/-]+)", text)
    if found is None:
        return None, text
    return found[1], text[: found.start()] + text[found.end() :]


def _taken_items(spec: CellSpec, text: str) -> tuple[CellValue | None, str]:
    ids: list[str] = []
    rest: list[str] = []
    for piece in re.split(r"[\n;]", text):
        try:
            ids.append(_item(spec, piece.strip()))
        except InvalidValue:
            rest.append(piece)
    if not ids or (spec.type is CellType.CHOICE and len(ids) > 1):
        return None, text
    return (ids[0] if spec.type is CellType.CHOICE else tuple(ids)), "\n".join(rest)


def _people(spec: CellSpec, text: str) -> Iterator[Subject]:
    for piece in re.split(r"[\n;]", text):
        names = piece.split(",")
        apart = len(names) > 1 and all(_NAME_LIKE.search(name) for name in names)
        for name in names if apart else [piece]:
            if any(char.isalpha() for char in name):
                yield _loose_person(spec, name.strip(" ,."))


def _loose_person(spec: CellSpec, text: str) -> Subject:
    """«мать Иванова Мария, 12.03.1985 г.р.»: the role and the birth date that the text has."""
    born = _BORN.search(text)
    birth_date = _day(born) if born else None
    name = text[: born.start()] + text[born.end() :] if born else text
    for item in spec.choices.items:
        word = re.escape(item.title)
        found = re.match(rf"(?i){word}\b[\s:–-]+", name) or re.search(
            rf"(?i)\s*[(,–-]\s*{word}\)?$", name
        )
        if found:
            name = name[: found.start()] + name[found.end() :]
            return Subject(name.strip(" ,.–-"), (item.id,), birth_date)
    return Subject(name.strip(" ,–-"), (), birth_date)


def _checked(spec: CellSpec, value: CellValue) -> CellValue:
    try:
        return normalise(spec, value)
    except InvalidValue as error:
        raise NotUnderstood(str(error)) from error


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
