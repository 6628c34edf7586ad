"""The finders of fields: each reads a paper and proposes values with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.finders import (
    address,
    alimony,
    case_number,
    category,
    consent,
    debt_amount,
    doc_date,
    doc_number,
    effective_date,
    issuer,
    kdn_decision,
    labelled,
    need_decision,
    protocol,
    registration,
    reply_due,
    responsible_body,
    survey_date,
    threat,
)
from nlp.paper import Paper

Finder = Callable[[Paper, KindGuess], Iterable[FieldCandidate]]

#: Every finder with the fields that it may propose. What it took for one and then did not, for a
#: denial or its place, it may give `weighed` to 0: only `opis explain` shows that.
FINDERS: tuple[tuple[Finder, frozenset[str]], ...] = (
    (doc_number.find, frozenset({"doc_number"})),
    (doc_date.find, frozenset({"doc_date"})),
    (issuer.find, frozenset({"issuer"})),
    (registration.find_incoming, frozenset({"incoming_number", "incoming_date"})),
    (registration.find_reply, frozenset({"reply_to_number", "reply_to_date"})),
    (protocol.find, frozenset({"protocol_number", "protocol_date"})),
    (case_number.find, frozenset({"case_number"})),
    (case_number.find_uid, frozenset({"uid"})),
    (case_number.find_proceedings, frozenset({"enforcement_number"})),
    (effective_date.find, frozenset({"effective_date"})),
    (alimony.find_share, frozenset({"alimony_share"})),
    (alimony.find_start, frozenset({"alimony_from"})),
    (debt_amount.find, frozenset({"debt_amount"})),
    (survey_date.find, frozenset({"survey_date"})),
    (address.find, frozenset({"address", "registration_address"})),
    (category.find, frozenset({"category"})),
    (threat.find, frozenset({"threat_to_life"})),
    (kdn_decision.find, frozenset({"kdn_decision"})),
    (responsible_body.find, frozenset({"responsible_body"})),
    (need_decision.find, frozenset({"need_decision"})),
    (consent.find, frozenset({"consent"})),
    (reply_due.find, frozenset({"reply_due"})),
)


def find_fields(paper: Paper, kind: KindGuess, wanted: frozenset[str]) -> Iterator[FieldCandidate]:
    """Candidates for the `wanted` fields; finders of other fields do not run."""
    return (found for found in look_at_fields(paper, kind, wanted) if not found.rejected)


def look_at_fields(
    paper: Paper, kind: KindGuess, wanted: frozenset[str]
) -> Iterator[FieldCandidate]:
    """The same with what a finder looked at and took back itself."""
    labels = frozenset(field.id for field in paper.lexicon.fields)
    for find, fields in (*FINDERS, (labelled.find, labels)):
        if fields & wanted:
            yield from (found for found in find(paper, kind) if found.field in wanted)
