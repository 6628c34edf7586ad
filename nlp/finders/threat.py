"""Is a child's life or health in danger now? What the paper names a danger, or tells as one.

The rules are data (lexicon/threat.toml): those that name the danger («угроза жизни») and those
that tell of a situation that is one. A danger that is denied, over, quoted or an adult's is none;
a situation is none where the paper itself says that there is no danger. Signs that often mean it
(records.md, column «Threat») are alternatives, so that nobody overlooks them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import islice

from casework.field import OFFERED, FieldCandidate
from casework.findings import KindGuess
from nlp.assertion import Assertion, Stance, assertion
from nlp.boxes import is_left_empty
from nlp.marks.form_lines import FormLines
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "threat"
FIELD = "threat_to_life"

#: Places that name the danger without saying that it is there.
_NAMES = frozenset({Place.HEAD, Place.TITLE, Place.ADDR, Place.REG, Place.SIGN})
_NAMED = re.compile(
    r"(?:журнал|порядок|приказ|статья|понятие|критери\w+|термин|инструктаж\w*|памятк\w+)[^;]{0,60}$"
    r"|преступлени\w+ против $"
    r"|\bо (?:\w+ )?(?:случа|факт|ситуаци)\w+,?\s*$|\bо том, $"
    r"|\bпри (?:непосредственн\w+ |возникновени\w+ |появлени\w+ |наличи\w+ |выявлени\w+ "
    r"|обнаружени\w+ |угроз\w+ |признаках |любой |малейшей |реальн\w+ ){0,3}$"
    r"|\b(?:курени|вейп|сигарет|спиртн|алкогол|наркоти|энергети|интернет|спайс|снюс|игр\w+ с)"
    r"[^;.]{0,60}$"
)
#: «создаёт угрозу»: the danger is affirmed by its own verb, whatever else is denied beside.
_AFFIRMED = re.compile(
    r"(?<!не )\b(?:созда(?:ет|ют|н[аоы]?)|представля(?:ет|ют)|нес(?:ет|ут)|имеется"
    r"|имеют место|существует|возник(?:ла|ает)|сохраняется|остается|налицо|есть)\b[^;.]{0,80}$"
)
_AFFIRMED_AFTER = re.compile(
    r"^(?: [^\s;,.]+){0,4}(?<! не)(?<! ни) (?:созда(?:ет|ют|на)|имеется|существует|сохраняется"
    r"|налицо|возникла|есть|реальн[аы])\b"
)
_NO_DANGER = re.compile(
    r"\bне (?:угрожа|грозит|опасн|представля|созда|наход|под |в опасн)|ничто|ничего не"
    r"|вне опасности"
)
_NONE_AFTER = re.compile(
    r"(?:нет\b|не (?:име|выяв|устан|усматр|усмотр|обнаруж|существ|зафикс|отмеч|возник|наблюд"
    r"|просматр|поступ|представля|созда|нес|влеч|подтвер|прослеж|констат|определ|был|сущ|высказ)"
    r"|отсутств|исключен|миновал|(?<!не )(?:устранен|ликвидирован|снят[аы]?\b|предотвращен))"
)
_NO_VERB = frozenset({"VERB", "PRTS", "PRED", "GRND"})
_WORD = re.compile(r"[а-я]+")
_OBJECT = re.compile(r"угрозу|опасность|опасн[оаы]\b")
_PARTICIPLE = re.compile(r"[ую]щ\w+ (?:\w+ )?$")
_WAS = re.compile(
    r"\b(?:существовал|создавал|имел|был|представлял|возникал|находил|имевш|существовавш)\w*"
    r"[^;.]{0,80}$"
)
_ADULTS = re.compile(
    r"^\W*(?:и здоровь\w+\W*)?(?:\w+ )?(?:матер|отц[ау]|жен[ыу]|супруг|бабушк|дедушк"
    r"|сожител|взросл|окружающ|сосед|сотрудник|работник|гражд|специалист|потерпевш|мужчин|женщин|пожил|должник)\w*"
    r"(?!(?:[^\s.;]+ ){0,3}(?:дет|ребен|сын|доч|несоверш|малолет))"
)
#: A month or two after, nobody needs rescue from what happened then.
_OLD = 60
_PLEADED, _TOLD_OF, _IN_COURT, _ADULT = 0.45, 0.4, 0.6, 0.3
#: So many mentions of one kind tell all there is to tell.
_MOST = 40
_TOLD = ("phone_message", "citizen_appeal")
#: What a child says of itself is no hearsay.
_OWN_WORDS = frozenset({"suicide"})
_SIGN_SETS = ("violence_children", "medical_refusal", "left_unattended", "physical_harm")
_BY_SIGN = 0.35
_REFERENCE = re.compile(r"<([a-z_]+)>")


@dataclass(frozen=True, slots=True)
class DangerRule:
    """What is said, what must stand beside it, and which words tell that it is over."""

    name: str
    says: re.Pattern[str]
    confidence: float
    here: tuple[re.Pattern[str], ...] = ()
    near: tuple[re.Pattern[str], ...] = ()
    over: re.Pattern[str] | None = None
    explicit: bool = False


@lru_cache(maxsize=1)
def load_rules() -> tuple[DangerRule, ...]:
    """The rules of lexicon/threat.toml in its order."""
    table = tomllib.loads((resources.files("nlp") / "lexicon/threat.toml").read_text("utf-8"))
    words: Mapping[str, list[str]] = table.pop("words")

    def whole(ways: Iterable[str]) -> str:
        return f"(?:{'|'.join(_REFERENCE.sub(lambda m: whole(words[m[1]]), way) for way in ways)})"

    def of(names: Iterable[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(whole(words[name])) for name in names)

    return tuple(
        DangerRule(
            name,
            re.compile(whole(rule["says"])),
            rule["confidence"],
            of(rule.get("here", ())),
            of(rule.get("near", ())),
            of([rule["over"]])[0] if "over" in rule else None,
            rule.get("explicit", False),
        )
        for name, rule in table.items()
    )


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    """Every danger that is offered; of those that are alternatives only the likeliest."""
    forms = FormLines.of(paper, kind)
    named = [found for rule in load_rules() if rule.explicit for found in _of(paper, kind, rule)]
    calm = any(_is_denial(found) for found in named)
    told = [
        found.weighed("paper_denies", min(found.confidence, _TOLD_OF)) if calm else found
        for rule in load_rules()
        if not rule.explicit
        for found in _of(paper, kind, rule)
    ]
    found = [*named, *told, *_marked(forms), *_by_signs(paper, forms)]
    yield from (one for one in found if one.rejected or one.confidence >= OFFERED)
    doubtful = [one for one in found if not one.rejected and one.confidence < OFFERED]
    yield from sorted(doubtful, key=lambda one: -one.confidence)[:1]


def _is_denial(found: FieldCandidate) -> bool:
    return found.rejected and found.trail[-1].what == Stance.NEGATED.value


def _of(paper: Paper, kind: KindGuess, rule: DangerRule) -> Iterator[FieldCandidate]:
    """What a rule finds, weighed by how the paper stands to it."""
    for match in islice(paper.sentences.matches(rule.says), _MOST):
        if not _accompanied(paper, rule, match.start()):
            continue
        found = paper.candidate(
            FIELD, True, paper.prose, match.span(), rule.confidence, FINDER, rule.name
        )
        if out := _out_of_question(paper, kind, match):
            yield found.weighed(*out)
        elif rule.explicit:
            yield _stated(paper, kind, found, match)
        else:
            yield _happening(paper, kind, rule, found, match)


def _accompanied(paper: Paper, rule: DangerRule, place: int) -> bool:
    """Whether what the rule wants beside its words stands in the sentence, or next to it."""
    index = paper.sentences.index(place)
    here = paper.sentences.folded(index)
    near = " ".join(paper.sentences.folded(i) for i in (index - 1, index, index + 1))
    return all(p.search(here) for p in rule.here) and all(p.search(near) for p in rule.near)


def _out_of_question(
    paper: Paper, kind: KindGuess, match: re.Match[str]
) -> tuple[str, float, str] | None:
    """Why the words only name a danger, wherever they say it is: a step to 0, or None."""
    start, stop = paper.prose.raw(*match.span())
    if (place := paper.anatomy.place_at(start)) in _NAMES:
        return "place", 0.0, place.value
    if FormLines.of(paper, kind).printed_at(start, stop):
        return "form_line", 0.0, ""
    if is_left_empty(paper, match.start()):
        return "empty_box", 0.0, ""
    begin, _ = paper.sentences.at(match.start())
    before = paper.prose.folded[max(begin, match.start() - 80) : match.start()]
    if named := _NAMED.search(before):
        return "only_named", 0.0, named.group()
    return None


def _stated(
    paper: Paper, kind: KindGuess, found: FieldCandidate, match: re.Match[str]
) -> FieldCandidate:
    """A danger that is named, as surely as the paper itself says that it is there."""
    folded, (begin, end) = paper.prose.folded, paper.sentences.at(match.start())
    before, after = folded[begin : match.start()], folded[match.end() : end]
    if adult := _ADULTS.match(after):
        return found.weighed("of_adult", _ADULT, adult.group())
    affirmed = bool(_AFFIRMED.search(before) or _AFFIRMED_AFTER.search(after))
    if not affirmed and (none := _denied(paper, before, match.group(), after)):
        return found.weighed(Stance.NEGATED.value, 0.0, none)
    said = assertion(paper, *match.span())
    if affirmed and said.stance in (Stance.NEGATED, Stance.PLANNED, Stance.PAST):
        said = Assertion(Stance.ASSERTED)
    if _WAS.search(before) and _denied_later(paper, match.end()):
        return found.weighed(Stance.PAST.value, 0.0)
    return _by_stance(kind, found, said, match.group())


def _denied(paper: Paper, before: str, said: str, after: str) -> str:
    """The words of a denial: «не угрожает», or «угроз …, нет» with no verb between."""
    if none := _NO_DANGER.search(said):
        return none.group()
    if _OBJECT.match(said) and not _PARTICIPLE.search(before):
        return ""
    for none in _NONE_AFTER.finditer(re.split("[:;]", after[:160])[0]):
        between = _WORD.findall(after[: none.start()])
        parts = (paper.morphology.parse(word)[0].tag.POS for word in between)
        return "" if any(part in _NO_VERB for part in parts) else none.group()
    return ""


def _denied_later(paper: Paper, place: int) -> bool:
    """Whether one of the next sentences says that there is no danger any more."""
    index = paper.sentences.index(place)
    later = " ".join(paper.sentences.folded(i) for i in range(index, index + 4))
    return bool(re.search(r"угроз\w+ [^.;]{0,80}(?:нет\b|не |отсутств|устранен|миновал)", later))


def _happening(
    paper: Paper, kind: KindGuess, rule: DangerRule, found: FieldCandidate, match: re.Match[str]
) -> FieldCandidate:
    """A situation that is a danger: where it is told as a fact, not long ago and not over."""
    index = paper.sentences.index(match.start())
    begin, end = paper.sentences.at(match.start())
    later = " ".join(paper.sentences.folded(i) for i in range(index, index + 3))
    if re.match(r" не [а-я]", paper.prose.folded[match.end() : end]):
        return found.weighed(Stance.NEGATED.value, 0.0)
    if kind.value == "court_act":
        return found.weighed("in_court_act", min(found.confidence, _TOLD_OF))
    if _is_old(paper, begin, end):
        return found.weighed(Stance.PAST.value, _TOLD_OF)
    if rule.over and (over := rule.over.search(later)):
        return found.weighed(Stance.PAST.value, _TOLD_OF, over.group())
    return _by_stance(kind, found, assertion(paper, *match.span()), match.group())


def _is_old(paper: Paper, begin: int, end: int) -> bool:
    """Whether the sentence dates what it tells long before the paper's latest date."""
    told = [date.value for date in paper.dates if begin <= date.start < end]
    latest = max((date.value for date in paper.dates), default=None)
    return latest is not None and bool(told) and (latest - max(told)).days > _OLD


def _by_stance(
    kind: KindGuess, found: FieldCandidate, said: Assertion, words: str
) -> FieldCandidate:
    """As surely as the paper says so; «могут замёрзнуть» fears by its own words."""
    believed = kind.value in _TOLD or found.rule in _OWN_WORDS
    if said.stated or (said.stance is Stance.HEARSAY and believed):
        in_court = kind.value == "court_act"
        sure = min(found.confidence, _IN_COURT)
        return found.weighed("in_court_act", sure) if in_court else found
    if said.stance is Stance.SUSPECTED and said.cue in words:
        return found.weighed(said.stance.value, _IN_COURT, said.cue)
    return found.weighed(said.stance.value, _PLEADED if said.alleged else 0.0, said.cue)


def _marked(forms: FormLines) -> Iterator[FieldCandidate]:
    """The ticked line of Приложение № 2 that itself names the threat."""
    for candidate in forms.signs(FIELD, FINDER):
        if candidate.value == "climate_threat":
            yield FieldCandidate(
                FIELD, True, candidate.raw, 0.7, candidate.evidence, FINDER, candidate.rule
            )


def _by_signs(paper: Paper, forms: FormLines) -> Iterator[FieldCandidate]:
    """The first phrase of every sign that often means danger."""
    sets = paper.lexicon.signs
    for name in _SIGN_SETS:
        for phrase in paper.doc.spans["phrases"]:
            if phrase.label_ != name or sets[name].excluded_by(paper.prose.folded, phrase):
                continue
            span = (phrase.start_char, phrase.end_char)
            raw = paper.prose.raw(*span)
            if paper.anatomy.place_at(raw[0]) in _NAMES or forms.printed_at(*raw):
                continue
            if assertion(paper, *span).stated:
                yield paper.candidate(
                    FIELD, True, paper.prose, span, _BY_SIGN, FINDER, f"sign_{name}"
                )
                break
