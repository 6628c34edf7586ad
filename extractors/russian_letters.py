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
#: Letters of Kalmyk and Tatar that Russian does not have; a pair with one of them is no mistake.
_OF_NEIGHBOURS = "ӘәӨөҮүҖҗҢңҺһ"
_CYRILLIC_WORD = re.compile(rf"[А-Яа-яЁё{_OF_NEIGHBOURS}]{{2,}}")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_MIXED_WORD = re.compile(r"[A-Za-z]+[А-Яа-яЁё]|[А-Яа-яЁё]+[A-Za-z]")
#: Signs that stand inside or right behind a word only where a code page was mistaken.
_STRAY_SIGN = re.compile(r"[а-яё][€¤¦¬±µ¶‡†ќњљџѓѕјђћ]|[€¤¦¬±µ¶‡†ќњљџѓѕјђћ][а-яё]")
_LATIN_LETTERS = re.compile(r"[A-Za-z]+")
#: Latin letters that look like no Cyrillic one, in print or in writing.
_ONLY_LATIN = frozenset("dfijlqsvzDFGIJLQSUVWZ")
_POSING = 0.6
_LETTER = re.compile(r"[^\W\d_]")


def plausibility(text: str) -> float:
    """0 (nonsense) .. 1 (all common pairs): the share of letters that read as writing.

    Russian papers give 0.7 and more, another code page or a wrong glyph map less than 0.5.
    """
    letters = len(_LETTER.findall(text))
    if not letters:
        return 0.0
    cyrillic, latin = _CYRILLIC_WORD.findall(text), _LATIN_WORD.findall(text)
    in_cyrillic, in_latin = (sum(map(len, words)) for words in (cyrillic, latin))
    mixed = 2 * len(_MIXED_WORD.findall(text))
    sound = 1 - 3 * len(_STRAY_SIGN.findall(text)) / max(1, len(cyrillic))
    score = in_cyrillic * _pairs(cyrillic) * max(0.0, sound)
    score += in_latin * 0.8 * _cased(latin) - mixed
    lone = letters - in_cyrillic - in_latin
    return max(0.0, min(1.0, (score + 0.5 * min(lone, 0.2 * letters)) / letters))


def posing_as_cyrillic(text: str) -> bool:
    """Whether a text is mostly Latin letters that were chosen by their looks: «noctaHoBuna».

    Three in four words of real Latin writing hold a letter that no Cyrillic one looks like.
    """
    letters = len(_LETTER.findall(text))
    words = [word for word in _LATIN_LETTERS.findall(text) if len(word) > 2]
    latin = sum(map(len, words))
    posing = sum(len(word) for word in words if _ONLY_LATIN.isdisjoint(word))
    return latin > 0.4 * letters and posing > _POSING * latin


def _pairs(words: list[str]) -> float:
    """The share of common pairs, lowered by that of words cased as nobody writes."""
    pairs = common = 0
    for word in words:
        low = word.lower().replace("ё", "е")
        for first, second in pairwise(low):
            pairs += 1
            common += (
                first + second in _COMMON_PAIRS
                or first in _OF_NEIGHBOURS
                or second in _OF_NEIGHBOURS
            )
    if not pairs:
        return 0.0
    return min(1.0, 1.15 * common / pairs) * _cased(words)


def _cased(words: list[str]) -> float:
    """The share of words whose capitals stand where people put them."""
    return sum(w.islower() or w.isupper() or w.istitle() for w in words) / max(1, len(words))
