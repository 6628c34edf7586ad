"""The debt of alimony in total, the newest figure, in rubles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "debt_amount"

#: «410 695,00 руб.», «318.774-52», «144512 руб. 60 коп.», «410 695 (прописью) рублей 00 копеек»
_AMOUNT = re.compile(
    r"(?<![\d./,№-])(?P<rub>\d{1,3}(?:[ .]\d{3}){1,3}|\d{3,9})(?:\s?[,.-]\s?(?P<dec>\d\d)(?!\d))?"
    r"(?:\s?\([а-я\s,-]{4,160}\))?\s*(?:руб[а-я]*"
    r"|р)\b\.?(?:\s*(?P<kop>\d\d?)\s*(?:\([а-я\s]{3,40}\)\s*)?коп)?"
)
_THOUSANDS = re.compile(
    r"(?<![\d./,-])(?P<rub>\d{1,5}(?:[,.]\d{1,3})?)\s?(?:т\.\s?р\b|тыс\w*\.?\s?руб)"
)
#: A row of a table whose head has said «руб.»: «Задолженность на 01.07.2025 | 287 904,55»
_CELL = re.compile(
    r"(?:задолженност|долг|недоимк)[^\n\t]{0,60}\t\s*"
    r"(?P<sum>(?P<rub>\d{1,3}(?:[ .]\d{3}){1,3}|\d{3,9})[,.](?P<dec>\d\d))(?=\s|$)"
)
_DEBT = re.compile(r"задолженност|\bдолг|недоимк")
_TOTAL = re.compile(
    r"общ(?:ая|ую|ей|ий|его)?\s+(?:сумм\w+\s+)?(?:задолженност|долг)|всего|остаток долга"
    r"|размер долга|итого"
)
_OTHER = re.compile(
    r"пошлин|штраф|доход|плат[её]ж|уплачен|перечислен|взыскано|заработн|пособи|неустойк"
    r"|исполнительск\w+ сбор|прожиточн|удержан"
)
_PERIOD = re.compile(
    r"за\s+(?:указанный\s+)?период|за\s+(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август"
    r"|сентябр|октябр|ноябр|декабр)"
)
_LOOK_BACK = 260
_UNKNOWN = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class _Debt:
    value: str
    start: int
    stop: int
    on: date
    total: bool
    decided: bool
    part: bool

    @property
    def rank(self) -> tuple[bool, date, bool, bool]:
        return (not self.part, self.on, self.total, self.decided)


def find(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    debts = sorted(_debts(paper), key=lambda debt: debt.rank, reverse=True)
    for i, debt in enumerate(debts):
        sure = 0.93 if debt.total or debt.on != _UNKNOWN else 0.85
        confidence = sure if not i or debt.value == debts[0].value else 0.35
        rule = "newest" if not i else "older"
        yield paper.candidate(
            "debt_amount",
            debt.value,
            paper.prose,
            (debt.start, debt.stop),
            confidence,
            FINDER,
            rule,
        )


def _debts(paper: Paper) -> Iterator[_Debt]:
    view, last = paper.prose, 0
    patterns = (_AMOUNT, _THOUSANDS, _CELL)
    matches = sorted((m for p in patterns for m in view.matches(p)), key=_start)
    for match in matches:
        start = _start(match)
        sentence = view.folded[max(0, start - _LOOK_BACK) : start]
        own = view.folded[max(last, start - _LOOK_BACK) : start]
        last = match.end()
        named = [m.end() for m in _DEBT.finditer(own)]
        if not _DEBT.search(sentence) or _OTHER.search(own, named[-1] if named else 0):
            continue
        if not named and "\n" in own:  # another paragraph, another matter
            continue
        dates = [d.value for d in paper.dates if max(0, start - len(own)) <= d.start < start]
        yield _Debt(
            _rubles(match),
            start,
            match.end(),
            dates[-1] if dates else _UNKNOWN,
            bool(_TOTAL.search(own)),
            paper.place(view, start) is Place.OPER,
            bool(_PERIOD.search(own)),
        )


def _start(match: re.Match[str]) -> int:
    """Where the sum itself begins."""
    return match.start("rub")


def _rubles(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if "dec" not in groups:
        return f"{float(groups['rub'].replace(',', '.')) * 1000:.2f}"
    whole = re.sub(r"[ .]", "", groups["rub"])
    return f"{whole}.{int(groups['dec'] or groups.get('kop') or 0):02d}"
