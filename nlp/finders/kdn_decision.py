"""What the commission decided of the family or the minor as a whole (the operative part)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.finders.rule import Rule
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "kdn_decision"
FIELD = "kdn_decision"

_UNSAFE = r"(?:социально[- ]*опасн\w+ положени\w+|\bсоп\b)"
_NOTED = r"(?:[а-я]+ ){0,3}учет\w*"
#: The first rule that matches a point of the decision names it; earlier rules are stronger words.
RULES = (
    Rule(
        "refused",
        r"\bне (?:призна(?:ть|вать)|ставить|поставить|принимать на)\b[^;]{0,160}"
        rf"(?:учет\w*|{_UNSAFE})|\bна {_NOTED}[^;]{{0,120}}\bне (?:ставить|поставить|принимать)\b"
        rf"|отказать[^;]{{0,80}}(?:признани|постановк|учет)\w*"
        rf"|(?:признани|постановк)\w+[^;]{{0,120}}отказать"
        r"|оснований для[^;]{0,120}(?:признани|постановк)\w+[^;]{0,120}(?:нет|не (?:име|усматр"
        r"|наход|установ)\w+)"
        rf"|воздержаться от[^;]{{0,60}}(?:признани|постановк)\w+"
        rf"|{_UNSAFE}[^;]{{0,40}} не призна(?:ть|вать)|нецелесообразн\w+[^;]{{0,60}}постановк\w+"
        r"|признать нецелесообразн\w+[^;]{0,60}постановк\w+",
        0.94,
        "refuse_register",
    ),
    Rule("closed_control", r"\bснять с контроля|\bс контроля снять", 0.9, "other"),
    Rule(
        "removed",
        rf"\bснять\b[^;]{{0,160}}\bс {_NOTED}|\bс {_NOTED}[^;]{{0,60}}\bснять\b"
        rf"|исключить[^;]{{0,80}}из[^;]{{0,30}}(?:реестр|банк|учет|списк)\w*"
        r"|прекратить[^;]{0,60}(?:индивидуальн\w+ )?профилактическ\w+ работ\w+",
        0.94,
        "remove",
    ),
    Rule(
        "terminated",
        r"производств\w+[^;]{0,160}прекратить|прекратить[^;]{0,60}производств\w+"
        r"|прекратить[^;]{0,20}\bдел[оау]\b",
        0.95,
        "terminate_case",
    ),
    Rule(
        "warned",
        r"(?:в виде|вынести|объявить|ограничиться|применить меру[^;]{0,30})[^;]{0,60}"
        r"(?:предупреждени|замечани)\w*|\bпредупредить\b[^;]{0,80}(?:родител|мать|отц|гр"
        r"|о недопуст)",
        0.85,
        "warn",
    ),
    Rule(
        "punished",
        r"признать[^;]{0,200}виновн\w+|(?:назначить|подвергнуть|наложить)[^;]{0,120}"
        r"(?:наказани|штраф)\w*|привлечь[^;]{0,60}к административн\w+ ответственност\w+",
        0.92,
        "administrative_penalty",
    ),
    Rule(
        "registered",
        rf"(?<!не )\bпризнать\b[^;]{{0,240}}{_UNSAFE}|\b(?:поставить|принять"
        rf"|взять)\b[^;]{{0,160}}\bна {_NOTED}"
        rf"|\bустановить\b[^;]{{0,200}}{_UNSAFE}",
        0.94,
        "register_sop",
    ),
    Rule(
        "approved",
        r"утвердить[^;]{0,80}(?:план|программ)\w*|(?:план|программ)\w*[^;]{0,160}\bутвердить",
        0.8,
        "approve_plan",
    ),
    Rule(
        "set_aside",
        r"\b(?:отложить|перенести)\b[^;]{0,60}(?:рассмотрени|заседани)\w*"
        r"|\bрассмотрени\w+[^;]{0,60}\b(?:отложить|перенести)\b"
        r"|\b(?:возвратить|вернуть)\b[^;]{0,80}(?:протокол|материал|дел)\w*"
        r"|\bпродлить\b[^;]{0,60}(?:срок|реабилитац|план|программ)\w*"
        r"|\bпринять к сведению",
        0.6,
        "other",
    ),
)
#: Points that speak of the family as a whole; the rest only carry such a decision out.
_WHOLE = frozenset(
    {
        "refuse_register",
        "remove",
        "terminate_case",
        "administrative_penalty",
        "warn",
        "register_sop",
    }
)
_OPENS = re.compile(
    r"(?:постановил[аи]?|постановляет|решил[аи]?|решено|п о с т а н о в и л а)\s*:?"
)

_LATER = 0.4
_UNCONFIRMED = 0.75


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    parts, sure = _operative(paper)
    found: list[tuple[int, int, Rule]] = []
    for start, stop in parts:
        for rule in RULES:
            for match in paper.sentences.matches(rule.pattern, start, stop):
                if not any(match.start() < b and a < match.end() for a, b, _ in found):
                    found.append((*match.span(), rule))
    found.sort(key=lambda one: (one[2].value not in _WHOLE, one[2].value == "other", one[0]))
    for rank, (start, stop, rule) in enumerate(found):
        confidence = rule.confidence if rank == 0 or rule.value == found[0][2].value else _LATER
        if not sure:
            confidence *= _UNCONFIRMED
        yield paper.candidate(
            FIELD, str(rule.value), paper.prose, (start, stop), confidence, FINDER, rule.name
        )


def _operative(paper: Paper) -> tuple[list[tuple[int, int]], bool]:
    """Spans of the operative part in the prose; the whole text when it has no opening word."""
    view = paper.prose
    if parts := paper.anatomy.of(Place.OPER):
        return [(view.view(part.start), view.view(part.stop)) for part in parts], True
    opened = [match.end() for match in view.matches(_OPENS)]
    if opened:
        return [(opened[-1], len(view.text))], True
    return [(0, len(view.text))], False
