"""How a draft is judged against the truth of its paper, value by value (the contract's rulings).

Two values are the same when a specialist would not touch the one to get the other: bodies and
addresses by their words, numbers without blanks and look-alike letters, the rest letter by
letter with ё as е.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SURE = 0.9
_BODIES = frozenset({"issuer", "responsible_body"})
_PLACES = frozenset({"address", "registration_address"})
_NUMBERS = frozenset(
    {"doc_number", "incoming_number", "reply_to_number", "protocol_number", "case_number", "uid",
     "enforcement_number"}
)  # fmt: skip
LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
#: Words of an address or a body's name that say only what kind of thing follows.
_TYPES = frozenset(
    """
    г город ул улица д дом кв квартира п пос поселок с село пер переулок мкр микрорайон р-н район
    обл область республика респ пр проспект пр-кт корп россия рф индекс имени им югра округ ао
    """.split()  # noqa: SIM905 - a list of words is read as words
)
_POST_CODE = re.compile(r"\d{6}")
_WORDS = re.compile(r"\d+[а-я]?|[а-яa-z]+(?:-[а-яa-z]+)*")
_STEM = 5


class Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    SPURIOUS = "spurious"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one value: `confidence` is of the value given, None where none was."""

    paper: str
    field: str
    outcome: Outcome
    confidence: float | None = None
    got: object = None
    want: object = None

    @property
    def silent(self) -> bool:
        """A reviewer who trusts the machine would not look at it, though it is no truth."""
        false = self.outcome in (Outcome.WRONG, Outcome.SPURIOUS)
        return false and (self.confidence or 0) >= SURE


def fold(value: object) -> str:
    return " ".join(str(value).replace("ё", "е").replace("Ё", "Е").split()).casefold()


def same(field: str, got: object, want: object) -> bool:
    """Whether `got` is the truth `want` (one of them, where it is a list)."""
    if isinstance(want, list):
        return any(same(field, got, one) for one in want)
    if field in _NUMBERS:
        return _number(got) == _number(want)
    if field in _BODIES:
        return _overlap(_stems(got), _stems(want)) >= 0.75
    if field in _PLACES:
        mine, true = _stems(got), _stems(want)
        return _overlap(mine, true) >= 0.8 and _digits(mine) == _digits(true)
    if field == "debt_amount":
        return _number(got).replace(",", ".") == _number(want).replace(",", ".")
    return fold(got) == fold(want)


def judge(
    paper: str, truth: Mapping[str, Any], draft: Mapping[str, Any] | None
) -> Iterator[Verdict]:
    """Verdicts on kind, fields and people of a paper; `draft` is a line of `opis extract`."""
    draft = draft or {}
    kind = draft.get("kind") or {}
    yield _judged(paper, "kind", kind.get("value"), truth["kind"], kind.get("confidence"))
    yield from _fields(paper, truth, draft.get("fields") or {})
    yield from _people(paper, truth["people"], draft.get("people") or [])


def judge_signs(
    paper: str, truth: Mapping[str, Any], draft: Mapping[str, Any] | None
) -> Iterator[Verdict]:
    """Verdicts on the distress signs."""
    want = set(truth.get("distress_signs", ()))
    allowed = want | set(truth.get("distress_optional", ()))
    got = {sign["value"]: sign["confidence"] for sign in (draft or {}).get("distress_signs") or ()}
    for sign in sorted(want - got.keys()):
        yield Verdict(paper, "sign", Outcome.MISSING, want=sign)
    for sign, confidence in got.items():
        if sign in want or sign not in allowed:
            outcome = Outcome.RIGHT if sign in want else Outcome.SPURIOUS
            yield Verdict(paper, "sign", outcome, confidence, sign)


def judge_cells(
    paper: str, truth: Mapping[str, Any], draft: Mapping[str, Any] | None
) -> Iterator[Verdict]:
    """Verdicts on the cells of the tables: of each true row the given one that is most like it."""
    given: dict[str, list[dict[str, Any]]] = {}
    for table in (draft or {}).get("tables") or ():
        given.setdefault(table["name"], []).extend(row["cells"] for row in table["rows"])
    for table in truth.get("tables", ()):
        left = given.setdefault(table["name"], [])
        for row in table["rows"]:
            best = max(left, key=lambda cells: _alike(cells, row), default={})
            if best and _alike(best, row):
                left.remove(best)
            else:
                best = {}
            yield from _cells(paper, table["name"], row, best)


def judge_marks(
    paper: str, truth: Mapping[str, Any], draft: Mapping[str, Any] | None
) -> Iterator[Verdict]:
    """Verdicts on the marks of a form; a mark that says no where the truth is silent is right."""
    given = {f"{mark['section']}.{mark['item']}": mark for mark in (draft or {}).get("marks") or ()}
    wanted = truth.get("marks") or {}
    for mark, want in wanted.items():
        got = given.pop(mark, {})
        value, sure = got.get("value"), got.get("confidence")
        if value is None:
            yield Verdict(paper, mark, Outcome.MISSING, want=want)
        else:
            outcome = Outcome.RIGHT if value == want else Outcome.WRONG
            yield Verdict(paper, mark, outcome, sure, value, want)
    for mark, got in given.items():
        if wanted and got["value"]:
            yield Verdict(paper, mark, Outcome.SPURIOUS, got["confidence"], got["value"])


def judge_texts(
    paper: str, truth: Mapping[str, Any], draft: Mapping[str, Any] | None
) -> Iterator[Verdict]:
    """Verdicts on the free texts that the truth tells."""
    given = (draft or {}).get("texts") or {}
    for field, want in (truth.get("texts") or {}).items():
        got = given.get(field) or {}
        if got.get("value") is None:
            yield Verdict(paper, field, Outcome.MISSING, want=want)
        else:
            right = any(same_text(got["value"], one) for one in _one_of(want))
            outcome = Outcome.RIGHT if right else Outcome.WRONG
            yield Verdict(paper, field, outcome, got["confidence"], got["value"], want)


def figures(verdicts: Iterable[Verdict]) -> dict[str, float]:
    """Precision, recall, F1, share of silent errors among sure values, share of sure right ones."""
    verdicts = list(verdicts)
    n = Counter(verdict.outcome for verdict in verdicts)
    given = n[Outcome.RIGHT] + n[Outcome.WRONG] + n[Outcome.SPURIOUS]
    wanted = n[Outcome.RIGHT] + n[Outcome.WRONG] + n[Outcome.MISSING]
    sure = [v for v in verdicts if v.field != "role" and (v.confidence or 0) >= SURE]
    silent = sum(v.silent for v in sure)
    rated = sum(v.field != "role" and v.outcome is not Outcome.SPURIOUS for v in verdicts)
    return {
        "precision": n[Outcome.RIGHT] / max(1, given),
        "recall": n[Outcome.RIGHT] / max(1, wanted),
        "f1": 2 * n[Outcome.RIGHT] / max(1, given + wanted),
        "silent": silent / max(1, len(sure)),
        "sure": (len(sure) - silent) / max(1, rated),
        "values": wanted,
    }


def perfect(verdicts: Iterable[Verdict]) -> float:
    """Share of papers whose draft needs no correction at all."""
    papers: dict[str, bool] = {}
    for verdict in verdicts:
        right = verdict.outcome is Outcome.RIGHT
        papers[verdict.paper] = papers.get(verdict.paper, True) and right
    return sum(papers.values()) / max(1, len(papers))


def _fields(paper: str, truth: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[Verdict]:
    optional = set(truth.get("optional", ()))
    got = {name: value for name, value in given.items() if value.get("value") not in (None, "")}
    for field, want in truth["fields"].items():
        value = got.pop(field, None)
        if value is not None:
            yield _judged(paper, field, value["value"], want, value["confidence"])
        elif field not in optional:
            yield Verdict(paper, field, Outcome.MISSING, want=want)
    for field, value in got.items():
        if field not in optional:
            yield Verdict(paper, field, Outcome.SPURIOUS, value["confidence"], value["value"])


def _one_of(want: Any) -> list[Any]:
    return want if isinstance(want, list) else [want]


def _judged(paper: str, field: str, got: Any, want: Any, confidence: float | None) -> Verdict:
    if got is None:
        return Verdict(paper, field, Outcome.MISSING, want=want)
    outcome = Outcome.RIGHT if same(field, got, want) else Outcome.WRONG
    return Verdict(paper, field, outcome, confidence, got, want)


def _people(
    paper: str, wanted: list[dict[str, Any]], given: list[dict[str, Any]]
) -> Iterator[Verdict]:
    left = [person for person in given if person["full_name"].get("value")]
    for want in wanted:
        names = _one_of(want["full_name"])
        folded = {fold(name) for name in names}
        hit = next((p for p in left if fold(p["full_name"]["value"]) in folded), None)
        if hit is None and want.get("optional"):
            continue
        hit = hit or next((p for p in left if _namesake(p, names[0])), None)
        if hit is None:
            yield Verdict(paper, "full_name", Outcome.MISSING, want=names[0])
            continue
        left.remove(hit)
        name = hit["full_name"]
        yield _judged(paper, "full_name", name["value"], names, name["confidence"])
        roles = Outcome.RIGHT if set(want["roles"]) & set(hit["roles"]) else Outcome.WRONG
        yield Verdict(paper, "role", roles, None, hit["roles"], want["roles"])
        yield from _birth(paper, want.get("birth_date"), hit.get("birth_date") or {})
    for person in left:
        name = person["full_name"]
        yield Verdict(paper, "full_name", Outcome.SPURIOUS, name["confidence"], name["value"])


def _namesake(person: dict[str, Any], name: str) -> bool:
    """Whether the given name of `name` stands in the person's: the same one, misread."""
    return bool(set(fold(person["full_name"]["value"]).split()) & set(fold(name).split()[1:2]))


def _birth(paper: str, want: str | None, born: Mapping[str, Any]) -> Iterator[Verdict]:
    got, confidence = born.get("value"), born.get("confidence")
    if want:
        yield _judged(paper, "birth_date", got, want, confidence)
    elif got:
        yield Verdict(paper, "birth_date", Outcome.SPURIOUS, confidence, got)


def _cells(
    paper: str, table: str, row: Mapping[str, Any], given: Mapping[str, Any]
) -> Iterator[Verdict]:
    for column, want in row.items():
        cell = given.get(column) or {}
        got, field = cell.get("value"), f"{table}.{column}"
        if got is None:
            yield Verdict(paper, field, Outcome.MISSING, want=want)
        else:
            outcome = Outcome.RIGHT if same_cell(got, want) else Outcome.WRONG
            yield Verdict(paper, field, outcome, cell.get("confidence"), got, want)
    for column, cell in given.items():
        if column not in row and cell.get("value") not in (None, "") and column != "row_no":
            field = f"{table}.{column}"
            yield Verdict(paper, field, Outcome.SPURIOUS, cell["confidence"], cell["value"])


def same_cell(got: object, want: object) -> bool:
    """Numbers by value, sets by members, texts by nine in ten of their words."""
    if isinstance(want, list):
        mine = got if isinstance(got, list) else [got]
        return {fold(one) for one in mine} == {fold(one) for one in want}
    try:
        return float(str(got).replace(",", ".")) == float(str(want).replace(",", "."))
    except ValueError:
        pass
    if isinstance(want, bool):
        return got is want
    return fold(got) == fold(want) or same_text(got, want)


def same_text(got: object, want: object) -> bool:
    """Whether two long texts are the same by nine in ten of their words."""
    return _overlap(set(_WORDS.findall(fold(got))), set(_WORDS.findall(fold(want)))) >= 0.9


def _alike(cells: Mapping[str, Any], row: Mapping[str, Any]) -> int:
    return sum(
        same_cell((cells.get(column) or {}).get("value"), want) for column, want in row.items()
    )


def _number(value: object) -> str:
    folded = fold(str(value).translate(LOOK_ALIKE)).replace("–", "-").replace("—", "-")
    return re.sub(r"[\s№#.]|^n(?=\d)", "", folded)


def _stems(value: object) -> set[str]:
    words = (word for word in _WORDS.findall(fold(value)) if word not in _TYPES)
    names = (word for word in words if not _POST_CODE.fullmatch(word))
    return {name if name[0].isdigit() else name[:_STEM] for name in names}


def _digits(stems: set[str]) -> set[str]:
    return {stem for stem in stems if stem[0].isdigit()}


def _overlap(one: set[str], other: set[str]) -> float:
    if not one or not other:
        return float(one == other)
    return 2 * len(one & other) / (len(one) + len(other))
