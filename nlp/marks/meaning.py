"""What stands in a cell beside a printed line: yes, no, a number, or nothing of the kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from papers.document import TICKS

MarkValue = bool | int | float

#: A word or a sign that is a mark by itself.
_YES = r"да|есть|имеется|имеются|имеет|наличие|v|х|x|×|\+|✓|✔|✗|✘|☑|☒|☓|●|■|◼|\[[xхv+✓*]\]|√|\\/"
_NO = r"нет|не имеется|не имеются|не имеет|отсутствует|отсутствуют|-|0|\[-\]"
_WHOLE_YES = re.compile(rf"[\"(]?(?:{_YES})(?:\s*(?:{_YES}))?[\")]?[.,;]?")
_WHOLE_NO = re.compile(rf"[\"(]?(?:{_NO})[\")]?[.,;]?")
#: A mark that is followed by a remark: «да, общая», «V с 2014 года».
_FIRST_YES = re.compile(rf"(?:{_YES})(?=[\s,.;:(])|(?:имеет|налич)\w*")
_FIRST_NO = re.compile(r"нет\b|не\s|-\s|отсутств|без\b")
#: The same in a column of remarks, where only a word set apart is a mark.
_NOTED_YES = re.compile(r"(?:да|есть|имеется|имеются)\s*[,.;:(-]")
_NOTED_NO = re.compile(r"(?:нет|отсутству[ею]т|не име[ею]тся)\s*[,.;:(-]")
#: A sign, not a word; it is a mark even where remarks stand.
_SIGN = re.compile(r"[v+✓✔✗✘☑☒√]|\[[xхv+✓*]\]")
_EMPTY = re.compile(r"[☐□_\s.]*|\[\s?\]")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,4}(?:[.,]\d{1,2})?(?![\d])")
_NUMERALS = {"одна": 1, "две": 2, "три": 3, "четыре": 4, "пять": 5}
_PAIR = re.compile(r"(?P<before>[^а-я]*)да\b(?P<between>[^а-я]*)\bнет\b(?P<after>[^а-я]*)")
_TICKED = re.compile(r"[✓✔✗✘☑☒√v+]|\[[xхv+✓*]\]")
#: Signs that recognition makes of something it could not read; what they were, nobody knows.
_UNTOLD = frozenset("=~_.,:;|—–-'\"")
_DASHES = str.maketrans("‐‑‒–—―−", "-------")

SURE, REMARKED, COUNTED, ANY_TEXT, SIGN_IN_REMARKS, ILLEGIBLE = 0.96, 0.9, 0.75, 0.85, 0.75, 0.62


@dataclass(frozen=True, slots=True)
class Meaning:
    """The value that a cell gives its line, and how surely."""

    value: MarkValue
    confidence: float
    rule: str


def folded(text: str) -> str:
    """Lower case, ё as е, one form of dash, single spaces."""
    return " ".join(text.casefold().replace("ё", "е").translate(_DASHES).split())


def is_blank(text: str) -> bool:
    """Nothing, an empty box or a line to write on."""
    return _EMPTY.fullmatch(text.strip()) is not None


def mark(text: str) -> Meaning | None:
    """A mark and nothing else: «V», «да», «-»."""
    plain = folded(text)
    if _WHOLE_YES.fullmatch(plain):
        return Meaning(True, SURE, "mark")
    if _WHOLE_NO.fullmatch(plain):
        return Meaning(False, SURE, "denial")
    return None


def either(text: str) -> Meaning | None:
    """One of «да» and «нет» that are both printed: «☑ да ☐ нет», «да V нет»."""
    if not (pair := _PAIR.fullmatch(folded(text))):
        return None
    before, between, after = (bool(_TICKED.search(part)) for part in pair.groups())
    if (before and not between and not after) or (between and not before and not after):
        # A box before «да» tells that boxes stand before their words.
        boxed_before = bool(pair["before"].strip())
        yes = before or not boxed_before
        return Meaning(yes, REMARKED, "one_of_two")
    return Meaning(False, REMARKED, "one_of_two") if after and not before else None


def remarked(text: str, any_text: bool, recognised: bool) -> Meaning | None:
    """The mark with which the text of a mark's own cell begins.

    With `any_text` other words are a mark too; where the page was `recognised`, so is a
    character that nothing is made of.
    """
    plain = folded(text)
    if both := either(plain):
        return both
    if whole := mark(plain):
        return whole
    if _FIRST_NO.match(plain):
        return Meaning(False, REMARKED, "remark")
    if _FIRST_YES.match(plain):
        return Meaning(True, REMARKED, "remark")
    if re.fullmatch(r"\d{1,2}(?:\s*\D.{0,20})?", plain):
        return Meaning(True, COUNTED, "count")
    if any_text and any(map(str.isalpha, plain)):
        return Meaning(True, ANY_TEXT, "any_text")
    if recognised and len(plain) <= 2 and not _UNTOLD.issuperset(plain) and plain not in TICKS:
        return Meaning(True, ILLEGIBLE, "illegible")
    return None


def noted(text: str) -> Meaning | None:
    """The mark with which a remark begins: «да, сварен суп», «нет, без белья»."""
    plain = folded(text)
    if whole := mark(plain):
        return whole
    if _NOTED_NO.match(plain):
        return Meaning(False, REMARKED, "remark")
    return Meaning(True, REMARKED, "remark") if _NOTED_YES.match(plain) else None


def sign(text: str) -> Meaning | None:
    """A sign among the remarks, where a word or a dash would be a remark."""
    if _SIGN.fullmatch(folded(text)):
        return Meaning(True, SIGN_IN_REMARKS, "sign_in_remarks")
    return None


def number(text: str) -> Meaning | None:
    """A count or a measure: «2», «38,4 кв. м», «две»."""
    plain = folded(text)
    if found := _NUMBER.search(plain):
        value = float(found.group().replace(",", "."))
        whole = value.is_integer()
        return Meaning(int(value) if whole else value, SURE if value else COUNTED, "number")
    word = next((_NUMERALS[word] for word in plain.split() if word in _NUMERALS), None)
    return None if word is None else Meaning(word, REMARKED, "numeral")
