"""Distress signs (records.md 11.1, 11.1b), each with the phrase that says so.

The ruler has marked every phrase of lexicon/signs.toml. A phrase becomes a sign where the paper
itself states it as a fact, in the narrative or the operative part, of the right person. The
printed lines of Приложения № 2 and № 8 never are a sign by themselves: there the mark beside the
line decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Span

from casework.explanation import PhraseStory
from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.assertion import Assertion, Stance, assertion
from nlp.boxes import is_left_empty
from nlp.holders import Holder, Holders
from nlp.marks.form_lines import FormLines
from nlp.paper import Paper
from nlp.phrases import PhraseSet
from papers.evidence import Place

FINDER = "signs"
FIELD = "distress_signs"

#: Where facts stand; heads, titles, addressees and signatures only name things.
_FACTS = frozenset({Place.FACTS, Place.OPER, Place.SUBJ, Place.PERS, Place.FORM, Place.ROW})
#: A phrase that nobody here vouches for stays below the threshold of a value.
_ALLEGED = 0.4
_FORESEEN = 0.2
#: What is taken off for each way of not quite saying so.
_UNKNOWN_HOLDER = 0.8
_HABIT = re.compile(
    r"систематическ|неоднократн|постоянн|регулярн|период|част[оыую]\b|ежедневн|нередко|многократн"
    r"|каждый день|каждую неделю|длительн|на протяжении|по выходным|еженедельн|всегда|не первый раз"
)
_ONCE = re.compile(
    r"один раз|одн(?:ажды|ократн)|единожды|единственн|впервые|разов|по случаю|день рождения|праздн"
    r"|юбиле|свадьб|новый год|новогодн|поминк|в гостях|в тот (?:день|вечер)|в один из|ранее не"
)
_NEVER_AGAIN = re.compile(
    r"(?:больше|повторн\w*|впредь|подобн\w*|таких|иных|ранее|раньше|никогда)[^.;]{0,60}"
    r"не (?:отмеч|повтор|наблюд|был|замеч|допуск|зафикс|выяв|вид)|\bтрезв"
    r"|освидетельствовани[^.;]{0,80}не установлен"
)
_CHILD = re.compile(
    r"\b(?:дет(?:и|ей|ям|ьми)|реб[её]н|малолетн|несовершеннолетн|сын|доч|мальчик|девоч)"
)
_NEAR = 160
#: Printed choices, of which the underlined one counts; a mark on the picture, not a statement.
_CHOICE = re.compile(r"подчеркнуть|зачеркнуть|нужное отметить")
_ONCE_WITH_CHILD = 0.58
_DENIALS = frozenset({"не", "нет", "ни"})
_DENYING = re.compile(r"\b(?:не|нет|ни|без|нехватка)\b|@нет|отсутств")
_MOST_PHRASES = 400
_OF_APPLICANT = frozenset({"applicant_statement", "need_decision"})
_I = re.compile(r"\bя\b")
#: A child of whom something is said is named in the sentence or the ones before it.
_CHILD_REACH = 250
#: In a letter about several families a parent of each may be without work.
_SAME_FAMILY = 300
_FORMS = frozenset({"primary_act", "control_act"})


def find_signs(paper: Paper, kind: KindGuess) -> tuple[FieldCandidate, ...]:
    """The signs that the paper states (and, below 0.5, those it alleges), one candidate a sign."""
    forms = FormLines.of(paper, kind)
    best: dict[str, FieldCandidate] = {}
    said = (story.candidate for story in weigh_phrases(paper, kind))
    for candidate in (*forms.signs(FIELD, FINDER), *said):
        known = best.get(str(candidate.value))
        if not candidate.rejected and (known is None or candidate.confidence > known.confidence):
            best[str(candidate.value)] = candidate
    return _settled(best.values())


def weigh_phrases(paper: Paper, kind: KindGuess) -> Iterator[PhraseStory]:
    """What is made of every phrase of the lexicon in text order; those rejected at 0."""
    forms, holders, sets = FormLines.of(paper, kind), Holders(paper), paper.lexicon.signs
    for phrase in _longest(paper.doc.spans["phrases"])[:_MOST_PHRASES]:
        phrase_set = sets[phrase.label_]
        found = _candidate(paper, phrase, phrase_set)
        if out := _out_of_question(paper, kind, phrase, phrase_set, forms):
            yield PhraseStory(found.weighed(*out), phrase.id_)
            continue
        holder = holders.victim(phrase) if phrase_set.victim else holders.subject(phrase)
        if _of_sender(paper, kind, phrase, holder):
            holder = holders.first_adult()
        sign = _sign(phrase_set, holder)
        said = assertion(paper, phrase.start_char, phrase.end_char)
        if sign is None:
            found = found.weighed("no_sign_of_holder", 0.0, holder.value)
        else:
            found = _weighed(paper, kind, phrase, replace(found, value=sign), holder, said)
        yield PhraseStory(found, phrase.id_, holder.value, said.stance.value, said.cue)


def _of_sender(paper: Paper, kind: KindGuess, phrase: Span, holder: Holder) -> bool:
    """Whether the one who writes, or for whom it is decided, says it of himself."""
    if holder is Holder.UNKNOWN and kind.value in _OF_APPLICANT:
        return True
    begin, _ = paper.sentences.at(phrase.start_char)
    said = paper.prose.folded[begin : phrase.end_char]
    return kind.value != "citizen_appeal" and bool(_I.search(said)) and _first_person(paper, phrase)


def _first_person(paper: Paper, phrase: Span) -> bool:
    tags = (paper.morphology.parse(token.text)[0].tag for token in phrase if token.is_alpha)
    return any(tag.POS == "VERB" and tag.person == "1per" for tag in tags)


def _candidate(paper: Paper, phrase: Span, phrase_set: PhraseSet) -> FieldCandidate:
    """The sign that the phrase may be, before it is asked of whom and how it is said."""
    sign, span = next(iter(phrase_set.signs.values())), (phrase.start_char, phrase.end_char)
    sure = phrase_set.confidence
    return paper.candidate(FIELD, sign, paper.prose, span, sure, FINDER, phrase_set.name)


def _out_of_question(
    paper: Paper, kind: KindGuess, phrase: Span, phrase_set: PhraseSet, forms: FormLines
) -> tuple[str, float, str] | None:
    """Why a phrase is no sign whoever it is said of: a step to 0; None when it may be one."""
    raw = paper.prose.raw(phrase.start_char, phrase.end_char)
    place = paper.anatomy.place_at(raw[0])
    if place not in _FACTS:
        return "place", 0.0, place.value
    if forms.printed_at(*raw):
        return "form_line", 0.0, ""
    if choice := _CHOICE.search(paper.prose.folded, *paper.sentences.at(phrase.start_char)):
        return "choice", 0.0, choice.group()
    if is_left_empty(paper, phrase.start_char):
        return "empty_box", 0.0, ""
    if _denied_inside(phrase):
        return "denied_inside", 0.0, ""
    if kind.value in _FORMS and _in_table(paper, phrase):
        return "form_cell", 0.0, ""
    if phrase_set.child and not _child_named(paper, phrase):
        return "no_child", _ALLEGED, ""
    unless = phrase_set.excluded_by(paper.prose.folded, phrase)
    return ("unless", 0.0, unless) if unless else None


def _child_named(paper: Paper, phrase: Span) -> bool:
    folded, place = paper.prose.folded, phrase.start_char
    begin = max(folded.rfind("\n", 0, place) + 1, place - _CHILD_REACH)
    return bool(_CHILD.search(folded, begin, paper.sentences.at(place)[1]))


def _longest(phrases: Iterable[Span]) -> list[Span]:
    """One span for every set and place: of overlapping ones the longest without a comma."""
    kept: list[Span] = []
    for phrase in sorted(
        phrases, key=lambda p: (p.label_, "," in p.text, p.start - p.end, p.start)
    ):
        if not any(
            phrase.label_ == other.label_ and phrase.start < other.end and other.start < phrase.end
            for other in kept[-20:]
        ):
            kept.append(phrase)
    return sorted(kept, key=lambda p: p.start)


def _in_table(paper: Paper, phrase: Span) -> bool:
    """Whether the phrase stands in a row of cells: there the form's own mark decides."""
    text = paper.document.text
    start, stop = paper.prose.raw(phrase.start_char, phrase.end_char)
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", stop)
    return "\t" in text[begin : end if end >= 0 else len(text)]


def _denied_inside(phrase: Span) -> bool:
    """Whether the denial stands within the phrase, where it left room: «занятия не пропускает»."""
    denies = any(token.lower_ in _DENIALS for token in phrase)
    return denies and not _DENYING.search(phrase.id_)


def _sign(phrase_set: PhraseSet, holder: Holder) -> str | None:
    adult = holder in (Holder.MOTHER, Holder.FATHER, Holder.PARENTS, Holder.ADULT)
    for key in (holder.value, "adult" if adult else "", "any"):
        if key in phrase_set.signs:
            return phrase_set.signs[key]
    return None


def _weighed(
    paper: Paper,
    kind: KindGuess,
    phrase: Span,
    found: FieldCandidate,
    holder: Holder,
    said: Assertion,
) -> FieldCandidate:
    """The sign as surely as the paper itself says so, of a holder that it names."""
    phrase_set = paper.lexicon.signs[phrase.label_]
    stance, cue = said.stance.value, said.cue
    told_to_us = kind.value in ("phone_message", "citizen_appeal", "applicant_statement")
    if said.stance is Stance.HEARSAY and told_to_us:
        return found.weighed("told_to_us", found.confidence * _UNKNOWN_HOLDER, cue)
    if said.alleged:
        return found.weighed(stance, _ALLEGED, cue)
    if said.stance in (Stance.CONDITIONAL, Stance.PLANNED, Stance.PAST):
        return found.weighed(stance, _FORESEEN, cue)
    if not said.stated:
        return found.weighed(stance, 0.0, cue)
    if phrase_set.repeated and not _habitual(paper, phrase):
        if _near_child(paper, phrase):
            return found.weighed("once_with_child", _ONCE_WITH_CHILD)
        return found.weighed("once", _ALLEGED)
    if holder is Holder.UNKNOWN and "any" not in phrase_set.signs:
        return found.weighed("holder_unknown", found.confidence * _UNKNOWN_HOLDER)
    return found


def _habitual(paper: Paper, phrase: Span) -> bool:
    return bool(_HABIT.search(paper.prose.folded, *paper.sentences.at(phrase.start_char)))


def _near_child(paper: Paper, phrase: Span) -> bool:
    """Drunk once, but found so by the sender where children were in that person's care."""
    begin, end = paper.sentences.at(phrase.start_char)
    folded = paper.prose.folded
    once = _ONCE.search(folded, begin, end) or _NEVER_AGAIN.search(folded, begin, end + _NEAR)
    return not once and bool(_CHILD.search(folded, max(0, begin - _NEAR), end + _NEAR))


def _together(one: FieldCandidate, other: FieldCandidate) -> bool:
    return abs(one.evidence[0].start - other.evidence[0].start) <= _SAME_FAMILY


def _settled(candidates: Iterable[FieldCandidate]) -> tuple[FieldCandidate, ...]:
    """Signs in text order; a mother and a father without work, told together, are both parents."""
    found = {str(candidate.value): candidate for candidate in candidates}
    mother, father = found.get("mother_unemployed"), found.get("father_unemployed")
    if mother and father and "both_parents_unemployed" not in found and _together(mother, father):
        sure = min(mother, father, key=lambda candidate: candidate.confidence)
        found["both_parents_unemployed"] = replace(
            sure,
            value="both_parents_unemployed",
            rule="both_of_them",
            evidence=(mother.evidence[0], father.evidence[0]),
        )
    return tuple(sorted(found.values(), key=lambda candidate: candidate.evidence[0].start))
