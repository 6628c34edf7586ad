"""An explanation as one JSON object a document: the ids of rules, steps and parts as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casework.explanation import Explanation, KindVote, PersonStory, PhraseStory
from casework.field import OFFERED, FieldCandidate, FieldReading
from casework.findings import FoundPerson, FoundTable
from papers.document import Document
from papers.evidence import Evidence
from review_cli.contract import SCHEMA, Json, evidence_json, probability, warnings_json


def explanation_json(
    source: str, index: int, document: Document, explanation: Explanation, topic: str | None
) -> Json:
    """The line of one document; of a `topic` only what concerns it."""
    findings = explanation.findings
    told: dict[str, Json] = {
        "kind": _kind(explanation),
        "fields": _fields(explanation),
        "people": [_person(story) for story in explanation.people],
        "signs": _signs(explanation),
        "marks": _marks(explanation),
        "tables": [_table(table) for table in findings.tables],
        "texts": {reading.field: _reading(reading) for reading in findings.texts},
    }
    return {
        "schema": SCHEMA,
        "source": source,
        "index": index,
        "pages": list(findings.pages),
        "topic": topic,
        **(told if topic is None else _about(told, topic)),
        "parts": [{"place": p.place.value, "span": [p.start, p.stop]} for p in explanation.parts],
        "warnings": warnings_json((*document.warnings, *findings.warnings)),
    }


def _about(told: Mapping[str, Json], topic: str) -> dict[str, Json]:
    """Of everything told, what concerns the topic: a chapter, a field, a text, a table, a sign."""
    if topic in told:
        return {topic: told[topic]}
    for group in ("fields", "texts"):
        group_told = told[group]
        if isinstance(group_told, dict) and topic in group_told:
            return {group: {topic: group_told[topic]}}
    of_sign = [sign for sign in _dicts(told["signs"]) if sign["value"] == topic]
    of_table = [table for table in _dicts(told["tables"]) if table["name"] == topic]
    return {"tables": of_table} if of_table else {"signs": of_sign} if of_sign else {}


def _dicts(value: Json) -> list[dict[str, Json]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


# --- candidates ------------------------------------------------------------------------------


def _candidate(one: FieldCandidate, offered: bool) -> dict[str, Json]:
    """A candidate with its trail; `outcome` is offered, alternative or rejected."""
    outcome = "rejected" if one.rejected else "offered" if offered else "alternative"
    return {
        "value": one.value,
        "raw": one.raw,
        "confidence": probability(one.confidence),
        "outcome": outcome,
        "finder": one.finder,
        "rule": one.rule,
        "trail": [
            {"what": step.what, "confidence": probability(step.confidence), "note": step.note}
            for step in one.trail
        ],
        "evidence": [_evidence(piece) for piece in one.evidence],
    }


def _evidence(piece: Evidence) -> Json:
    """The quotation, the part of the paper, and the places as `extract` gives them."""
    place = piece.place.value if piece.place else None
    return {"quote": piece.quote, "place": place, "at": evidence_json((piece,))}


def _reading(reading: FieldReading) -> list[Json]:
    return [_candidate(one, one is reading.best) for one in reading.candidates]


def _single(one: FieldCandidate) -> dict[str, Json]:
    return _candidate(one, one.confidence >= OFFERED)


# --- parts -----------------------------------------------------------------------------------


def _kind(explanation: Explanation) -> Json:
    guess = explanation.findings.kind
    return {
        "value": guess.value,
        "confidence": probability(guess.confidence),
        "subtype": guess.subtype,
        "threshold": explanation.threshold,
        "votes": [_vote(vote) for vote in explanation.votes],
    }


def _vote(vote: KindVote) -> Json:
    clues: list[Json] = [
        {
            "where": clue.where,
            "words": clue.words,
            "weight": clue.weight,
            "evidence": _evidence(clue.evidence) if clue.evidence else None,
        }
        for clue in vote.clues
    ]
    return {"kind": vote.kind, "total": vote.total, "clues": clues}


def _fields(explanation: Explanation) -> dict[str, Json]:
    """Every field that papers of the kind have: what came out, and what fired."""
    readings = {reading.field: reading for reading in explanation.findings.fields}
    return {
        field: {
            "readings": _reading(readings.get(field, FieldReading(field, ()))),
            "fired": [_single(one) for one in explanation.fired if one.field == field],
        }
        for field in sorted(explanation.sought | readings.keys())
    }


def _person(story: PersonStory) -> Json:
    told: list[Json] = [
        {
            "role": told.role,
            "confidence": probability(told.confidence),
            "rule": told.rule,
            "words": told.words,
        }
        for told in story.told
    ]
    of_family = _of_family(story.person) if story.person else {"roles": []}
    mentions: list[Json] = [_evidence(piece) for piece in story.mentions]
    return {"name": story.name, **of_family, "told": told, "mentions": mentions}


def _of_family(person: FoundPerson) -> dict[str, Json]:
    names = FieldReading("full_name", (person.full_name, *person.name_alternatives))
    parts = (person.birth_date, *person.parts) if person.birth_date else person.parts
    return {
        "roles": list(person.roles),
        "family": person.family,
        "partial": person.partial,
        "full_name": _reading(names),
        "parts": {part.field: _single(part) for part in parts},
    }


def _signs(explanation: Explanation) -> list[Json]:
    """The signs of the draft first, then every phrase that gave none of them."""
    stories = {(_start(s.candidate), s.candidate.value): s for s in explanation.phrases}
    chosen = explanation.findings.signs
    own = {(_start(sign), sign.value) for sign in chosen}
    told = [_sign(sign, stories.get((_start(sign), sign.value))) for sign in chosen]
    others = (s for s in explanation.phrases if (_start(s.candidate), s.candidate.value) not in own)
    return [*told, *(_sign(story.candidate, story, offered=False) for story in others)]


def _sign(one: FieldCandidate, story: PhraseStory | None, offered: bool = True) -> Json:
    said: dict[str, Json] = (
        {"phrase": story.phrase, "holder": story.holder, "stance": story.stance, "cue": story.cue}
        if story
        else {}
    )
    return _candidate(one, offered and one.confidence >= OFFERED) | said


def _marks(explanation: Explanation) -> list[Json]:
    chosen = {(_start(mark), mark.field, mark.rule) for mark in explanation.findings.marks}
    rest = (m for m in explanation.marks if (_start(m), m.field, m.rule) not in chosen)
    return [
        *({"mark": mark.field} | _single(mark) for mark in explanation.findings.marks),
        *({"mark": mark.field} | _candidate(mark, False) for mark in rest),
    ]


def _start(one: FieldCandidate) -> int:
    return one.evidence[0].start


def _table(table: FoundTable) -> Json:
    rows: Iterable[tuple[FieldCandidate, ...]] = table.rows
    cells: list[Json] = [{"cells": {cell.field: _single(cell) for cell in row}} for row in rows]
    return {"name": table.name, "family": table.family, "rows": cells}
