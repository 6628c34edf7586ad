"""Does the paper itself say so? One judge of a phrase in its sentence, for every finder.

A phrase that matches may be denied, refuted, quoted from a law, pleaded by a party, told by
others, suspected, foreseen, demanded or over. Only what the paper's author states of the present
counts as a fact (the rulings of the contract). The judge looks at the clause for negation and
at the sentence, its list's opening line and its neighbours for everything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from nlp.paper import Paper

_WORD = re.compile(r"[а-я]+")
#: How many sentences back a pleading may have begun.
_PLEADED_REACH = 8
#: «в 2021 году состояла», in a paper of so many years later.
_LONG_AGO = 2
_REASON_REACH = 300
_IN_YEAR = re.compile(r"\b(?:в|до|по) (?P<year>(?:19|20)\d\d)(?:-\d{4})? (?:г\b|год)[^,;]{0,60}$")
_SINCE_THEN = re.compile(r"(?: [^\s,;.]+){0,4} (?:в|до|по) (?P<year>(?:19|20)\d\d) (?:г\b|год)")
#: What began in a year and goes on.
_LASTING = re.compile(r"осужд|инвалид|лиш|умер|сгоре|погиб")


class Stance(StrEnum):
    """How the author of the paper stands to what a phrase says."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    REFUTED = "refuted"
    QUOTED_LAW = "quoted_law"
    PLEADED = "pleaded"
    HEARSAY = "hearsay"
    SUSPECTED = "suspected"
    CONDITIONAL = "conditional"
    PLANNED = "planned"
    PAST = "past"


#: What may still be true though nobody here vouches for it: at most an alternative.
ALLEGED = frozenset({Stance.PLEADED, Stance.HEARSAY, Stance.SUSPECTED})


@dataclass(frozen=True, slots=True)
class Assertion:
    """The stance and the words that gave it (empty for a plain statement)."""

    stance: Stance
    cue: str = ""

    @property
    def stated(self) -> bool:
        return self.stance is Stance.ASSERTED

    @property
    def alleged(self) -> bool:
        return self.stance in ALLEGED


@dataclass(frozen=True, slots=True)
class _Context:
    """A phrase with what stands around it, everything folded."""

    paper: Paper
    index: int  # of its sentence
    phrase: str
    sentence: str
    start: int  # of the phrase in its sentence
    place: int  # of the phrase in the prose
    before: str  # of its clause
    after: str  # of its clause
    lead: str  # the opening line of its list

    @property
    def rest(self) -> str:
        """The sentence after the phrase."""
        return self.sentence[self.start + len(self.phrase) :]

    @property
    def heard_before(self) -> str:
        """The sentence up to the phrase, after its list's opening line."""
        return f"{self.lead} {self.sentence[: self.start]}"

    def find(self, cue: str, text: str) -> str:
        """What the cue of that name matches in the text, or nothing."""
        match = self.paper.lexicon.cues[cue].search(text)
        return match.group() if match else ""


def assertion(paper: Paper, start: int, stop: int) -> Assertion:
    """How the paper stands to the phrase at `paper.prose[start:stop]`."""
    context = _context(paper, start, stop)
    for stance, judge in _JUDGES:
        if cue := judge(context):
            return Assertion(stance, cue.strip())
    return Assertion(Stance.ASSERTED)


def _context(paper: Paper, start: int, stop: int) -> _Context:
    index = paper.sentences.index(start)
    begin, end = paper.sentences.at(start)
    end = max(end, stop)
    sentence = paper.prose.folded[begin:end]
    first, last = start - begin, stop - begin
    breaks = paper.lexicon.cues["break"]
    clause = max((match.end() for match in breaks.finditer(sentence, 0, first)), default=0)
    following = breaks.search(sentence, last)
    return _Context(
        paper,
        index,
        sentence[first:last],
        sentence,
        first,
        start,
        sentence[clause:first],
        sentence[last : following.start() if following else len(sentence)],
        paper.sentences.lead(index),
    )


def _refuted(context: _Context) -> str:
    clause = f"{context.before}{context.phrase}{context.after}"
    following = context.paper.sentences.folded(context.index + 1)
    return (
        context.find("refuted", clause)
        or context.find("refuted", context.lead)
        or context.find("refuted_next", following)
    )


def _negated(context: _Context) -> str:
    before = context.before.rstrip(' "(')
    if not context.find("not_only", before) and (direct := context.find("denied_directly", before)):
        return direct
    if that := context.find("denied_that", context.before):
        return that
    denied = context.paper.lexicon.cues["denied"]
    for cue in denied.finditer(context.before):
        if _reaches(context, context.before[cue.end() :]):
            return cue.group()
    after = denied.search(context.after)
    if after and _reaches(context, context.after[: after.start()]):
        return after.group()
    lead = context.lead.rstrip(": ")
    return next((cue.group() for cue in denied.finditer(lead) if cue.end() == len(lead)), "")


def _reaches(context: _Context, between: str) -> bool:
    """Whether a denial speaks of the phrase: no verb between them, a list only in genitive."""
    parse = context.paper.morphology.parse
    words, own = _WORD.findall(between), _WORD.findall(context.phrase.rsplit(",", 1)[-1])
    if any(parse(word)[0].tag.POS in ("VERB", "PRTS", "PRED") for word in words):
        return False
    if any(parse(word)[0].tag.POS in ("VERB", "PRED") for word in own):
        return False
    if "," not in between:
        return True
    nouns = [word for word in own if parse(word)[0].tag.POS == "NOUN"]
    governed = bool(own) and parse(own[0])[0].tag.POS == "PREP"
    listed = all(any("gent" in reading.tag for reading in parse(word)) for word in nouns)
    return bool(nouns) and listed and not governed


def _law(context: _Context) -> str:
    if says := context.find("law_says", context.heard_before):
        return says
    whole = f"{context.lead} {context.sentence}"
    if context.find("law", whole) and (rule := context.find("rule_of_law", whole)):
        return rule
    by_law = context.find("by_law", context.sentence[: context.start])
    if by_law and not context.find("decided", context.sentence):
        return by_law
    return context.find("warned", context.heard_before)


def _pleaded(context: _Context) -> str:
    """A party's pleading, also one begun sentences before while the court has not spoken."""
    if own := context.find("pleads", context.heard_before):
        return own
    for before in range(context.index, max(-1, context.index - _PLEADED_REACH), -1):
        text = context.paper.sentences.folded(before)
        if before < context.index and (pleading := context.find("pleads", text)):
            return pleading if context.find("in_court", text) else ""
        if context.find("court_found", text):
            return ""
    return ""


def _told(context: _Context) -> str:
    return context.find("retells", context.heard_before) or context.find("retold", context.after)


def _suspected(context: _Context) -> str:
    return (
        context.find("whether", context.phrase)
        or context.find("suspects", context.heard_before)
        or context.find("suspected", context.after)
    )


def _conditional(context: _Context) -> str:
    return context.find("conditional", context.heard_before)


def _planned(context: _Context) -> str:
    return context.find("planned", context.before.rstrip())


def _over(context: _Context) -> str:
    return (
        context.find("over_before", context.before.rstrip())
        or context.find("over_since", context.before)
        or context.find("over_after", context.after)
        or _contrasted(context)
        or _recovered(context)
        or _years_ago(context)
        or _lifted(context)
    )


def _contrasted(context: _Context) -> str:
    """What was so earlier and is told to be otherwise now."""
    earlier = context.find("earlier", context.sentence[: context.start])
    later = f"{context.rest} {context.paper.sentences.folded(context.index + 1)}"
    return context.find("now_otherwise", later) if earlier else ""


def _recovered(context: _Context) -> str:
    """A habit whose bearer was treated and has not relapsed."""
    if not context.find("habit", context.phrase) or context.find("relapsed", context.sentence):
        return ""
    return context.find("recovered", context.sentence)


def _years_ago(context: _Context) -> str:
    """A year before the paper's last one but one, in which it was so and no more."""
    told = _IN_YEAR.search(context.before) or _SINCE_THEN.match(context.after)
    latest = max((date.value.year for date in context.paper.dates), default=0)
    if told is None or latest - int(told["year"]) < _LONG_AGO or _LASTING.search(context.phrase):
        return ""
    return told.group()


def _lifted(context: _Context) -> str:
    """The reason why a family once came on the register from which the paper takes it."""
    folded, stop = context.paper.prose.folded, context.place
    row = max(folded.rfind(mark, 0, stop) for mark in "\n\t") + 1
    reason = context.find("reason_of_register", folded[max(row, stop - _REASON_REACH) : stop])
    return reason if reason and is_lifted(context.paper) else ""


def is_lifted(paper: Paper) -> bool:
    """Whether the paper takes a family off the register."""
    known = paper.memory.get((Assertion, "lifted"))
    if known is None:
        folded = paper.prose.folded
        cues = paper.lexicon.cues
        known = bool(cues["lifted"].search(folded) and not cues["not_lifted"].search(folded))
        paper.memory[Assertion, "lifted"] = known
    return bool(known)


#: In this order: a refuted suspicion is refuted, a quoted law may hold an «если».
_JUDGES = (
    (Stance.REFUTED, _refuted),
    (Stance.NEGATED, _negated),
    (Stance.QUOTED_LAW, _law),
    (Stance.PLEADED, _pleaded),
    (Stance.HEARSAY, _told),
    (Stance.SUSPECTED, _suspected),
    (Stance.CONDITIONAL, _conditional),
    (Stance.PLANNED, _planned),
    (Stance.PAST, _over),
)
