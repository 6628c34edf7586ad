"""Is a life or health in danger now? Only explicit words make a value; signs that often mean it
(records.md, column «Threat») are alternatives, so that nobody overlooks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.assertion import Stance, assertion
from nlp.finders.rule import Rule
from nlp.marks.form_lines import FormLines
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "threat"
FIELD = "threat_to_life"

_CHILD = (
    r"(?:ребен|дет|младен|малолет|несовершеннолет|мальчик|девоч|сын|доч|малыш|новорожд|груднич)\w*"
)
_ALONE = r"(?:одн[иау]\w*|один|без (?:присмотр|надзор|взросл)\w*|брошен\w*|заперт\w*)"
_LACK = (
    r"(?:без (?:еды|пищи|питания|воды|тепла|отоплени\w+|света|присмотра и еды)|не ?топлен\w*"
    r"|холодн\w+"
    r"|не отапливает\w*|(?:отоплени|электричеств|вод|ед|продукт)\w* (?:\w+ )?(?:нет|отсутству\w+)"
    r"|нет (?:еды|воды|тепла|отопления|света|продуктов)|голодн\w+|плач\w+|втор\w+ сутки|сутки"
    r"|ночь\w*)"
)
RULES = (
    Rule(
        "danger_to_life",
        r"угроз\w* (?:для )?(?:\w+ ){0,2}(?:жизн|здоровь)\w+"
        r"|(?:угроз|опасност)\w* (?:\w+ ){0,3}(?:для|причинения) (?:\w+ ){0,3}(?:жизн|здоровь)\w+"
        r"|опасн\w* для (?:\w+ ){0,3}(?:жизн|здоровь)\w+"
        r"|угрожа\w+ (?:\w+ ){0,3}(?:жизн|здоровь)\w+"
        r"|(?:жизн|здоровь)\w+ (?:[^\s;]+ ){0,5}(?:под угрозой|в опасности|грозит|угрожает)"
        r"|(?:под угрозой|в опасности) (?:[^\s;]+ ){0,3}(?:жизн|здоровь)\w+",
        0.93,
    ),
    Rule(
        "child_in_danger",
        rf"{_CHILD} (?:[^\s;]+ ){{0,4}}в (?:\w+ )?опасност\w+"
        rf"|опасно (?:оставлять|оставаться) (?:[^\s;]+ ){{0,4}}{_CHILD}",
        0.8,
    ),
    Rule(
        "alone_in_need",
        rf"{_CHILD}[^;!]{{0,120}}\b{_ALONE}[^;!]{{0,120}}\b{_LACK}"
        rf"|\b{_ALONE}[^;!]{{0,80}}{_CHILD}[^;!]{{0,120}}\b{_LACK}"
        rf"|\b{_LACK}[^;!]{{0,80}}{_CHILD}[^;!]{{0,80}}\b{_ALONE}"
        rf"|{_CHILD}[^;!]{{0,60}}\bсутки[^;!]{{0,40}}без (?:еды|пищи|воды)",
        0.8,
    ),
    Rule(
        "urgent_rescue",
        r"(?:немедленн|незамедлительн|срочн|экстренн|неотложн)\w* (?:[^\s;]+ ){0,4}"
        r"(?:изъ|отобра|вмешательств|реагировани|спас|выезд|выехать|эваку)\w*"
        rf"|(?:изъят|отобра)\w+ (?:[^\s;]+ ){{0,3}}{_CHILD}[^;]{{0,60}}(?:немедленн"
        rf"|незамедлительн)",
        0.7,
    ),
    Rule(
        "grave_state",
        r"(?:истощен|обезвожен|переохлажден|обморожен|отравлени)\w*"
        rf"|{_CHILD}[^;]{{0,80}}(?:без сознания|не дышит|в реанимаци\w+|в тяжелом состоянии)",
        0.62,
    ),
    Rule(
        "gas_or_fire",
        rf"{_CHILD}[^;]{{0,100}}(?:пахнет газом|запах газа|утечк\w+ газа|загазован\w*|задымлен\w*)"
        rf"|(?:пахнет газом|запах газа|утечк\w+ газа|загазован\w*"
        rf"|задымлен\w*)[^;]{{0,100}}{_CHILD}",
        0.75,
    ),
    Rule(
        "weapon",
        rf"угрожа\w+ (?:[^\s;]+ ){{0,4}}(?:нож|топор|ружь|оружи|убийств"
        rf"|расправ)\w*[^;]{{0,60}}{_CHILD}"
        rf"|{_CHILD}[^;]{{0,60}}угрожа\w+ (?:[^\s;]+ ){{0,3}}(?:нож|топор|ружь|оружи|убийств)\w*"
        r"|гроз(?:ит|ится|ил|ился) (?:[^\s;]+ ){0,2}(?:убить|зарезать|сжечь|убьет|зарежет)"
        rf"|(?:бросает\w*|кида\w+) (?:[^\s;]+ ){{0,3}}с нож\w+",
        0.7,
    ),
)
#: Places that name the danger without saying that it is there.
_NAMES = frozenset({Place.HEAD, Place.TITLE, Place.ADDR, Place.REG, Place.SIGN})
_NAMED = re.compile(
    r"(?:журнал|порядок|приказ|статья|понятие|критери\w+|термин)[^;]{0,60}$"
    r"|преступлени\w+ против $"
    r"|\bо (?:\w+ )?(?:случа|факт|ситуаци)\w+,?\s*$|\bпри (?:непосредственн\w+ |возникновени\w+ )?$"
)
_NO_DANGER = re.compile(r"\bне (?:угрожа|грозит|опасн|представля|созда)|ничто|ничего не")
_MAKES_NONE = re.compile(r"[^;.,]{0,40}\bне (?:представля|созда|несет|влечет|име)")
_PLEADED = 0.45
#: So many mentions of one kind tell all there is to tell.
_MOST = 40
_TOLD = ("phone_message", "citizen_appeal")
_SIGN_SETS = ("violence_children", "medical_refusal", "left_unattended", "physical_harm")
_BY_SIGN = 0.35


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    forms = FormLines.of(paper, kind)
    yield from _named(paper, kind, forms)
    yield from _marked(forms)
    yield from _by_signs(paper, forms)


def _named(paper: Paper, kind: KindGuess, forms: FormLines) -> Iterator[FieldCandidate]:
    for rule in RULES:
        for match in islice(paper.sentences.matches(rule.pattern), _MOST):
            span = match.span()
            found = paper.candidate(
                FIELD, True, paper.prose, span, rule.confidence, FINDER, rule.name
            )
            yield _weighed(paper, kind, found, match, forms)


def _weighed(
    paper: Paper, kind: KindGuess, found: FieldCandidate, match: re.Match[str], forms: FormLines
) -> FieldCandidate:
    """The danger as surely as the paper itself says that it is there; at 0 where it does not."""
    folded, (start, stop) = paper.prose.folded, paper.prose.raw(*match.span())
    if (place := paper.anatomy.place_at(start)) in _NAMES:
        return found.weighed("place", 0.0, place.value)
    if forms.printed_at(start, stop):
        return found.weighed("form_line", 0.0)
    if named := _NAMED.search(folded[max(0, match.start() - 80) : match.start()]):
        return found.weighed("only_named", 0.0, named.group())
    after = folded[match.end() : match.end() + 60]
    if none := _NO_DANGER.search(match.group()) or _MAKES_NONE.match(after):
        return found.weighed(Stance.NEGATED.value, 0.0, none.group())
    said = assertion(paper, *match.span())
    if said.stated or (said.stance is Stance.HEARSAY and kind.value in _TOLD):
        in_court = kind.value == "court_act"
        return found.weighed("in_court_act", min(found.confidence, 0.6)) if in_court else found
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
