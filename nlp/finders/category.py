"""ТЖС or СОП, where the deciding body or the sender states it of this family as a fact.

Names of laws, journals, commissions and services hold the same words and say nothing; so do
requests to consider, suspicions and refusals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.assertion import Stance, assertion
from nlp.boxes import is_left_empty
from nlp.finders.rule import Rule
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "category"
FIELD = "category"

_STATES = (
    ("sop", re.compile(r"социально[- ]*опасн\w+\s+положени\w+|(?<![а-я])соп(?![а-я])")),
    ("tzhs", re.compile(r"трудн\w+\s+жизненн\w+\s+ситуаци\w+|(?<![а-я])тжс(?![а-я])")),
)
#: What stands before the state's name and makes it a statement of this family.
RULES = (
    Rule(
        "recognised", r"(?<!не )\b(?:призна(?:ть|н|на|ны|в|ла|ли|но)|считать)\b[^;]{0,160}$", 0.95
    ),
    Rule(
        "registered",
        r"\b(?:поста[вн]|состо|принят|взят|включ|внес|знач|числ|учтен)\w*\b[^;]{0,90}"
        r"\b(?:учет|реестр|банк|журнал)\w*[^;]{0,90}$",
        0.93,
    ),
    Rule("registered_on", r"\bучет\w*\W{1,3}(?:с )?\d[\d. ]{5,10}(?:г\.?)?\W{0,3}$", 0.85),
    Rule("registered_noun", r"\bучет\w*[^;]{0,25}(?:категори\w+|как)[^;]{0,40}$", 0.85),
    Rule(
        "labelled", r"(?:категори\w+|статус\w*|вид учета)(?: (?:семьи|учета))?[\s:\t-]*\"?$", 0.93
    ),
    Rule(
        "is_in",
        r"\b(?:наход(?:ится|ятся|имся|люсь|ится и)|оказа\w+|попал\w*|пребыва(?:ет|ют))\s+в\s+"
        r"(?:\w+ ){0,2}$",
        0.85,
    ),
    Rule("one_that_is_in", r"\bнаход(?:ящ(?:ейся|аяся|уюся|егося|ийся|емуся))\s+в\s+$", 0.75),
    Rule("assigned", r"\b(?:отнесен\w*|относится|присвоен\w*|установлен\w*)\b[^;]{0,60}$", 0.85),
    Rule("handed_over", r"\b(?:передать|направить)\b[^;]{0,160}\bкак\b[^;]{0,60}$", 0.8),
)
_NAME = re.compile(
    r"(?:журнал|порядк|положени\w+ о|закон|отделени|программ|профилактик|служб|комисси|помощ"
    r"|услуг|категори\w+ граждан|работ\w+ с)\w*[^;]{0,100}\b(?:семей|семьям|семьями|граждан\w*"
    r"|детей|детям|детьми|несовершеннолетних|несовершеннолетним\w*|лиц\w*)\b[^;]{0,60}$"
    r"|\b(?:семей|семьям|семьями|граждан|гражданам|детей|детям),?\s+(?:\([^)]*\),?\s+)?"
    r"(?:и (?:\w+ )?(?:\([^)]*\)\s)?)?находящ\w+\s+в\s+$"
    r"|(?:отделени|сектор|служб|центр)\w*[^.;,]{0,60}$"
)
_REQUEST = re.compile(
    r"\b(?:прос(?:им|ит|ьба|ил)|прошу|рассмотреть|решить вопрос|вопрос\w* об?|ходатайств\w*"
    r"|предлага\w+"
    r"|рекоменд\w+|целесообразн\w*|представлени\w+ об?|для (?:признания|постановки|решения)"
    r"|с целью|необходимост\w+|инициир\w+|проект\w*|подготовить)[^;:]{0,200}$"
    r"|\b(?:представлени|предложени|материал|обращени|заявлени|информаци|сообщени|рапорт)\w*"
    r"(?: [^\s;,]+){1,5} об?\b[^;:]{0,160}$"
)
_REFUSED = re.compile(
    r"\b(?:не (?:признав\w+|признать|признан\w*|ставить|поставлен\w*|состо\w+|находится|относится)"
    r"|отказ\w*|оснований|нецелесообразн\w*)[^;]{0,160}$"
)
_REMOVED = re.compile(r"\b(?:снять|снят\w*|снятии|исключ\w+)\b[^;]{0,160}$")
_SIGNS_OF = re.compile(r"\b(?:признак\w*|критери\w+|риск\w*)(?: \w+){0,2}\s$")
_ABSENT_AFTER = re.compile(
    r"^[^;]{0,40}\b(?:не (?:име|усматр|установ|выяв|подтвер|призна|состо|став|поставл"
    r"|поставит|прин[яи]|приним|нуждает)\w*|отказ\w+|отсутств\w+|отклон\w+|возврат\w+"
    r"|преждевременн\w+|нецелесообразн\w+)"
)
#: A paper kept on one family, or on all of one state, is called by it.
_TITLED = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:(?:социальн|межведомственн|индивидуальн|комплексн)\w+\s)?"
    r"(?:лист|журнал|план|паспорт|карта|карточка|программа|дело)\b[^;]{0,160}"
    r"\bсем(?:ьи|ьей|ью|ей|ья|ьям|ьями),?\s+находящ\w+\s+в\s+$"
)
_TITLE_REACH = 260
_PLACES = frozenset(
    {Place.FACTS, Place.OPER, Place.SUBJ, Place.TITLE, Place.FORM, Place.ROW, Place.PERS}
)
#: «состоит на учёте семей, находящихся в …»: of this family, though the register is of many.
_KEPT = re.compile(
    r"\b(?:состо(?:ит|ят)|поставл?ен[аы]?|поставить|включен[аы]?|включить|внесен[аы]?|принят[аы]"
    r"|взят[аы]|значится|числится)\b[^;]{0,160}$"
)
_ALLEGED = 0.35
#: A printed caption names both states side by side, «ТЖС (СОП)».
_NEAR = 60
_LABEL = 40
_SENTENCE = 260


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    yield from _titled(paper)
    for value, pattern in _STATES:
        for match in paper.prose.matches(pattern):
            if paper.place(paper.prose, match.start()) in _PLACES and not is_left_empty(
                paper, match.start()
            ):
                yield from _stated(paper, value, match)


def _titled(paper: Paper) -> Iterator[FieldCandidate]:
    """The state in the title of a plan, a journal, a passport, when it is the only one there."""
    folded = paper.lines.folded
    found = [
        (value, match, title)
        for value, pattern in _STATES
        for match in paper.lines.matches(pattern)
        if (title := _title(paper, match.start()))
    ]
    if len({value for value, _, _ in found}) == 1:
        value, match, title = found[0]
        span = (folded.index(title, max(0, match.start() - _TITLE_REACH)), match.end())
        yield paper.candidate(FIELD, value, paper.lines, span, 0.85, FINDER, "titled")


def _title(paper: Paper, place: int) -> str:
    """The head word of a title and what runs from it up to `lines[place]`, or nothing."""
    if paper.place(paper.lines, place) not in (Place.TITLE, Place.HEAD, Place.SUBJ):
        return ""
    before = paper.lines.folded[max(0, place - _TITLE_REACH) : place]
    match = _TITLED.search(before)
    return match.group() if match else ""


def _stated(paper: Paper, value: str, match: re.Match[str]) -> Iterator[FieldCandidate]:
    begin, end = _clause(paper, match)
    if paper.prose.folded[begin - 1 : begin] == "\t":  # the label of a form is its own cell
        begin = max(0, begin - _LABEL)
    before = paper.prose.folded[begin : match.start()]
    after = paper.prose.folded[match.end() : end]
    if _both(before[-_NEAR:], value) or _both(after[:_NEAR], value):
        return
    for rule in RULES:
        said = rule.pattern.search(before)
        if said is None:
            continue
        span = (begin + said.start(), match.end())
        sure = rule.confidence
        found = paper.candidate(FIELD, value, paper.prose, span, sure, FINDER, rule.name)
        yield _weighed(paper, found, before, after, match)
        return


def _both(beside: str, value: str) -> bool:
    """Whether the other state is named right beside, with no word of its own between."""
    other = next(pattern for name, pattern in _STATES if name != value)
    named = other.search(beside)
    return bool(named) and not re.search(r"\d|признать|поставить|передать", beside)


def _clause(paper: Paper, match: re.Match[str]) -> tuple[int, int]:
    begin, end = paper.sentences.at(match.start())
    return max(begin, match.start() - _SENTENCE), max(match.end(), end)


def _weighed(
    paper: Paper, found: FieldCandidate, before: str, after: str, match: re.Match[str]
) -> FieldCandidate:
    """The state as surely as the paper itself says so; at 0 where it does not."""
    if refused := _REFUSED.search(before) or _ABSENT_AFTER.search(after):
        return found.weighed(Stance.NEGATED.value, 0.0, refused.group())
    decided = found.rule in ("recognised", "registered", "labelled", "handed_over")
    named = found.rule == "registered" and not _KEPT.search(before)
    if (name := _NAME.search(before)) and (named or not decided):
        return found.weighed("only_named", 0.0, name.group())
    for pattern in (_REQUEST, _SIGNS_OF, _REMOVED):
        if other := pattern.search(before):
            return found.weighed("not_decided", _ALLEGED, other.group())
    said = assertion(paper, *match.span())
    if said.stated or (decided and said.stance in (Stance.PLANNED, Stance.QUOTED_LAW)):
        return found
    return found.weighed(said.stance.value, _ALLEGED if said.alleged else 0.0, said.cue)
