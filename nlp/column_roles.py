"""Who stands in a column of a table, by the words of its head."""

from __future__ import annotations

import re


def column_role(words: str) -> str | None:
    """The role that the head of a column, or a word about kinship, gives.

    `member` is one of the family where a column holds parents and children alike.
    """
    if "нет" in words.split() or not words.strip():
        return None
    found = [role for role, stems in _COLUMN if re.search(stems, words)]
    if found[:2] == ["parent", "child"] and _OF_BOTH.search(words):
        return "member"
    return found[0] if found else None


#: «Ф.И.О. родителей (несовершеннолетних)»: a column in which the whole family stands.
_OF_BOTH = re.compile(
    r"родител\w*(?: \(законн\w+ представител\w+\))?\s?(?:,|и|\(|/)\s?"
    r"(?:\w+ ){0,2}(?:дет|ребен|несоверш)"
)


#: Heads of columns and cells of kinship, by the stems of their words; the first that fits.
_COLUMN = (
    ("parent", r"родител|законн\w+ представ|супруг|муж\b|жена\b"),
    (
        "child",
        r"дет(?:и|ей)|ребен|несовершеннолетн|сын|доч|внук|внуч|подопечн|учени|учащ"
        r"|обучающ|школьник|студент|воспитанн",
    ),
    ("guardian", r"опекун|попечител"),
    ("other_adult", r"бабушк|дедушк|сожител|отчим|мачех|\bтет[яи]|дяд|сестра|брат|свекр|тещ|тест"),
    ("mother", r"\bмать|\bматер|\bмам"),
    ("father", r"\bотец|\bотца|\bпап"),
    ("applicant", r"получател|заявител"),
    ("debtor", r"должник"),
    ("claimant", r"взыскател"),
    ("official", r"должност|специалист|проводивш|ответственн|исполнител"),
)
