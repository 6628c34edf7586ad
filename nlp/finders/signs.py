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

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.assertion import Stance, assertion
from nlp.holders import Holder, Holders
from nlp.marks.form_lines import FormLines
from nlp.paper import Paper
from nlp.phrases import PhraseSet, load_signs
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
#: In a letter about several families a parent of each may be without work.
_SAME_FAMILY = 300
_FORMS = frozenset({"primary_act", "control_act"})


def find_signs(paper: Paper, kind: KindGuess) -> tuple[FieldCandidate, ...]:
    """The signs that the paper states (and, below 0.5, those it alleges), one candidate a sign."""
    forms = FormLines.of(paper, kind)
    best: dict[str, FieldCandidate] = {}
    for candidate in (*forms.signs(FIELD, FINDER), *_said(paper, kind, forms)):
        known = best.get(str(candidate.value))
        if known is None or candidate.confidence > known.confidence:
            best[str(candidate.value)] = candidate
    return _settled(best.values())


def _said(paper: Paper, kind: KindGuess, forms: FormLines) -> Iterator[FieldCandidate]:
    holders, sets = Holders(paper), load_signs()
    for phrase in _longest(paper.doc.spans["phrases"])[:_MOST_PHRASES]:
        phrase_set = sets[phrase.label_]
        if not _in_place(paper, phrase, forms) or _denied_inside(phrase):
            continue
        if kind.value in _FORMS and _in_table(paper, phrase):
            continue
        if phrase_set.excludes(paper.prose.folded, phrase):
            continue
        holder = holders.victim(phrase) if phrase_set.victim else holders.subject(phrase)
        if holder is Holder.UNKNOWN and kind.value == "applicant_statement":
            holder = holders.first_adult()
        sign = _sign(phrase_set, holder)
        confidence = _confidence(paper, kind, phrase, phrase_set, holder)
        if sign and confidence:
            span = (phrase.start_char, phrase.end_char)
            yield paper.candidate(
                FIELD, sign, paper.prose, span, confidence, FINDER, phrase_set.name
            )


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


def _in_place(paper: Paper, phrase: Span, forms: FormLines) -> bool:
    raw = paper.prose.raw(phrase.start_char, phrase.end_char)
    if paper.anatomy.place_at(raw[0]) not in _FACTS or forms.printed_at(*raw):
        return False
    return not _CHOICE.search(paper.prose.folded, *paper.sentences.at(phrase.start_char))


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


def _confidence(
    paper: Paper, kind: KindGuess, phrase: Span, phrase_set: PhraseSet, holder: Holder
) -> float:
    said = assertion(paper, phrase.start_char, phrase.end_char)
    told_to_us = kind.value in ("phone_message", "citizen_appeal", "applicant_statement")
    if said.stance is Stance.HEARSAY and told_to_us:
        return phrase_set.confidence * _UNKNOWN_HOLDER
    if said.alleged:
        return _ALLEGED
    if said.stance in (Stance.CONDITIONAL, Stance.PLANNED, Stance.PAST):
        return _FORESEEN
    if not said.stated:
        return 0.0
    if phrase_set.repeated and not _habitual(paper, phrase):
        return _ONCE_WITH_CHILD if _near_child(paper, phrase) else _ALLEGED
    unknown = holder is Holder.UNKNOWN and "any" not in phrase_set.signs
    return phrase_set.confidence * (_UNKNOWN_HOLDER if unknown else 1.0)


def _habitual(paper: Paper, phrase: Span) -> bool:
    return bool(_HABIT.search(paper.prose.folded, *paper.sentences.at(phrase.start_char)))


def _near_child(paper: Paper, phrase: Span) -> bool:
    """Drunk once, but found so by the sender where children were in that person's care."""
    begin, end = paper.sentences.at(phrase.start_char)
    folded = paper.prose.folded
    once = _ONCE.search(folded, begin, end)
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
