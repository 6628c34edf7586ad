"""The day by which the sender asks for an answer. A term in days is no date, a hearing neither."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.dates import DateMention
from nlp.finders.rule import Rule
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "reply_due"
FIELD = "reply_due"

_TIME = r"(?:\d\d?[-:.]\d\d(?: ?(?:час\w*|ч\.?|мин\w*))*[,\s]*)?"
_BY = (
    r"(?:\bв срок\W*(?:до|по|не позднее)?|\bне поз(?:днее|же)|\bсрок\w*[^.;\n]{0,40}?|\bдо|\bк)"
    rf"\W*{_TIME}$"
)
_ANSWER = (
    r"(?:ответ\w*|сообщ(?:ить|ите)|проинформир\w+|информир\w+|представ(?:ить|ьте|ив|лени)\w*"
    r"|предостав(?:ить|ьте|ив|лени)\w*|направ(?:ить|ьте)|уведом(?:ить|ьте)|доложить|отчита\w+"
    r"|отчет\w*"
    r"|информаци\w+|сведени\w+|донес\w+|результат\w*)"
)
#: Tried in this order on the sentence around a date that «до», «не позднее» or «в срок» opens.
RULES = (
    Rule(
        "answer_by",
        rf"(?:прос\w+|прошу|необходимо|надлежит|следует|предлага\w+)?[^;]*\b{_ANSWER}",
        0.93,
    ),
    Rule("asked_by", r"\b(?:прос(?:им|ит|ьба)|прошу|поруч\w+|предлага\w+|рекоменд\w+)\b", 0.7),
    Rule(
        "term_of_work", r"\b(?:срок исполнения|обеспечить|провести|организовать|обследова\w+)", 0.45
    ),
)
_TERM = re.compile(_BY)
_LABEL = re.compile(
    r"срок (?:для )?(?:ответа|представления|предоставления|исполнения)[^.;\n]{0,30}$"
)
_NOT_DUE = re.compile(
    r"(?:\bдействи\w+|действует|оплат\w+|уплат\w+|штраф\w*|совершеннолети\w+|ставк\w+|договор\w*"
    r"|заседани\w+[^.;]{0,30}состо\w+|назначен\w* на|обжалова\w+|отпуск\w*|лечени\w+ (?:с|до)"
    r"|период\w*"
    r"|\bс \d\d?[.\s][^.;]{0,20})[^.;]{0,30}$"
)
_AFTERWARDS = re.compile(r"\s*(?:г\.?\s?)?(?:р\.|рожд|включительно и далее)")
_SPACE = 160


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    for mention in paper.dates:
        if paper.place(paper.prose, mention.start) in (Place.REG, Place.HEAD, Place.TITLE):
            continue
        before, sentence, term = _around(paper, mention)
        if term is None or _NOT_DUE.search(before[: term.start()]):
            continue
        if _AFTERWARDS.match(paper.prose.folded, mention.stop):
            continue
        rule = next((rule for rule in RULES if rule.pattern.search(sentence)), None)
        if rule:
            start = mention.start - (len(before) - term.start())
            yield paper.candidate(
                FIELD,
                mention.iso,
                paper.prose,
                (start, mention.stop),
                rule.confidence,
                FINDER,
                rule.name,
            )


def _around(paper: Paper, mention: DateMention) -> tuple[str, str, re.Match[str] | None]:
    begin, end = paper.sentences.at(mention.start)
    begin = max(begin, mention.start - _SPACE)
    before = paper.prose.folded[begin : mention.start]
    sentence = paper.prose.folded[begin : min(max(end, mention.stop), mention.stop + _SPACE)]
    term = _LABEL.search(before) or _TERM.search(before)
    return before, sentence, term
