"""How much a text looks like Russian (or Latin) writing, by letters alone.

Used to choose a code page and to judge the text layer of a PDF. No dictionary: a page of
surnames and abbreviations is as good Russian as a novel.
"""

from __future__ import annotations

import re
from itertools import pairwise

#: The commonest pairs of letters of Russian prose; they make about two thirds of all pairs.
_COMMON_PAIRS = frozenset(
    """
    ст но то на ен ов ни ра во ко ро ре не пр ан ер по ал го ли ос та ор ть от ка ел ет ло ри ва
    ве ом ам ми де да ит ин ак ла ил ле ся ый ой ей ии ия ие ог до бо бы об за из ис ль лю ля мо
    му ме ну ны од ол он оп па пе пи пл са св се си ск сл со сс те ти тр ту ты уд ут ущ че чи чт
    ша ши ще щи ые ых ым ят яю ая ав ад аз ас ат ац бл бр ви вн вс вы га ге ги гр дн др ду ед еж
    ек ем ес жд же жи зн зо ив иг ид ик им ир их ич кр кт ку кв лн ма мя нн нт нь ня ож оз ои ок
    рс ру рт ры ря сн сп су съ тн тс ук ул ум ун ур ус уч фа фо хо це ци цы чн шк эт юр юл ют яв
    яз ян яч йо йс йн йк ющ аю ею ую ою
    """.split()  # noqa: SIM905 - two hundred quotation marks would hide the pairs
)
_CYRILLIC_WORD = re.compile(r"[А-Яа-яЁё]{2,}")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_MIXED_WORD = re.compile(r"[A-Za-z]+[А-Яа-яЁё]|[А-Яа-яЁё]+[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")


def plausibility(text: str) -> float:
    """0 (nonsense) .. 1 (all common pairs): the share of letters that read as writing.

    Russian papers give 0.7 and more, another code page or a wrong glyph map less than 0.5.
    """
    letters = len(_LETTER.findall(text))
    if not letters:
        return 0.0
    cyrillic = _CYRILLIC_WORD.findall(text)
    in_cyrillic, in_latin = (
        sum(map(len, words)) for words in (cyrillic, _LATIN_WORD.findall(text))
    )
    mixed = 2 * len(_MIXED_WORD.findall(text))
    score = in_cyrillic * _pairs(cyrillic) + in_latin * 0.8 - mixed
    lone = letters - in_cyrillic - in_latin
    return max(0.0, min(1.0, (score + 0.5 * min(lone, 0.2 * letters)) / letters))


def _pairs(words: list[str]) -> float:
    """The share of common pairs, and of words that are cased as people write."""
    pairs = common = cased = 0
    for word in words:
        cased += word.islower() or word.isupper() or word.istitle()
        low = word.lower().replace("ё", "е")
        for first, second in pairwise(low):
            pairs += 1
            common += first + second in _COMMON_PAIRS
    if not pairs:
        return 0.0
    return min(1.0, 1.15 * common / pairs) * cased / len(words)
