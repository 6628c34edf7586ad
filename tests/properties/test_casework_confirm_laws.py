"""Laws of confirmation, whatever was found and whatever a person says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from invented import ARRIVAL, ARRIVED, Paper

from casework.confirm import Confirmation, decide
from casework.draft import (
    Cell,
    CellState,
    CellValue,
    Decision,
    DecisionRefused,
    Draft,
    EmptyReason,
    Subject,
)
from casework.forms import CellSpec, CellType, Need, load_region
from casework.prefill import propose
from casework.values import InvalidValue, normalise

REGION = load_region("kalmykia")
AT = ARRIVED + timedelta(hours=5)
DECIDED = {CellState.CONFIRMED, CellState.CORRECTED, CellState.ENTERED}

sureness = st.floats(0, 1)
days = st.dates().map(lambda day: day.isoformat())
words = st.text("абвгд -№12", min_size=1, max_size=9)


def values_of(spec: CellSpec) -> st.SearchStrategy[CellValue]:
    """Values of the cell's type, good and bad."""
    ids = [item.id for item in spec.choices.items]
    if spec.type is CellType.CHOICE:
        return st.sampled_from(ids)
    if spec.type is CellType.CHOICES:
        return st.lists(st.sampled_from(ids), max_size=3).map(tuple)
    if spec.type is CellType.PEOPLE:
        roles = st.lists(st.sampled_from(ids), max_size=2).map(tuple)
        person = st.builds(Subject, words, roles, st.none() | days)
        return st.lists(person, max_size=3).map(tuple)
    if spec.type is CellType.YES_NO:
        return st.booleans()
    if spec.type in (CellType.DATE, CellType.TIMESTAMP):
        return days
    return words


SPECS = [spec for number in (0, 1) for spec in REGION.form(number).cells]
values = st.sampled_from(SPECS).flatmap(lambda spec: st.tuples(st.just(spec), values_of(spec)))


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    spec, value = draw(values)
    if draw(st.integers(0, 4)) == 0:
        return Decision(spec.id, empty_reason=draw(st.sampled_from(EmptyReason)))
    return Decision(spec.id, value)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    text = "Бумага о семье Очировых: одно, другое и третье."
    paper = Paper(text, draw(st.sampled_from(["prevention_referral", "kdn_resolution"])))
    for field in draw(st.lists(st.sampled_from(REGION.form(0).cells), max_size=9)):
        if field.type not in (CellType.PEOPLE, CellType.CHOICES):
            value = draw(values_of(field))
            if isinstance(value, str | bool) and value != "":
                paper.field(field.id, "одно", value, draw(sureness))
    for role in draw(st.lists(st.sampled_from(["mother", "child", "debtor"]), max_size=3)):
        born = draw(st.none() | days)
        name = draw(st.sampled_from(["Очирова Анна", "Очиров П.", "Саглара"]))
        quoted = ("третье", born) if born else None
        paper.person(name, "Очировых", role, born=quoted, sure=draw(sureness))
    for sign in draw(st.lists(st.sampled_from(["truancy", "left_unattended"]), max_size=2)):
        paper.sign(sign, "другое", draw(sureness))
    findings = paper.findings()
    return Draft(1, 1, findings, propose(findings, ARRIVAL, REGION))


enough = [
    Decision("category", "sop"),
    Decision("received_at", "2025-03-11"),
    Decision("source_doc_date", "2025-03-10"),
    Decision("informant_text", "школа"),
    Decision("subjects", (Subject("Очирова Анна", ("mother",)),)),
    Decision("address", empty_reason=EmptyReason.NOT_IN_DOCUMENT),
    Decision("distress_signs", ("truancy",)),
]


def attempt(draft: Draft, said: list[Decision]) -> Confirmation | None:
    try:
        return decide(draft, said, "Очирова", AT, REGION)
    except DecisionRefused:
        return None


def cells(rows: Draft | Confirmation) -> dict[str, Cell]:
    of = rows.rows if isinstance(rows, Draft) else rows.draft_rows
    return {cell.id: cell for row in of for cell in row.cells}


sayings = st.lists(decisions(), max_size=5).map(lambda more: enough + more)


@given(drafts(), st.lists(decisions(), max_size=8) | sayings)
def test_deciding_twice_the_same_is_the_same(draft: Draft, said: list[Decision]) -> None:
    first = attempt(draft, said)
    assert attempt(draft, said) == first
    if first:
        again = attempt(replace(draft, rows=first.draft_rows), said)
        assert again is not None
        assert {i: (c.value, c.state) for i, c in cells(again).items()} == {
            i: (c.value, c.state) for i, c in cells(first).items()
        }


@given(drafts(), sayings)
def test_an_empty_cell_is_filled_by_a_decision_only(draft: Draft, said: list[Decision]) -> None:
    confirmation = attempt(draft, said)
    spoken = {decision.cell for decision in said if decision.value is not None}
    before = cells(draft)
    for cell_id, cell in cells(confirmation).items() if confirmation else ():
        if cell.value is not None and cell_id not in spoken:
            assert before[cell_id].value is not None


@given(drafts(), sayings)
def test_raw_and_evidence_never_change(draft: Draft, said: list[Decision]) -> None:
    confirmation = attempt(draft, said)
    after = cells(confirmation) if confirmation else {}
    for cell_id, cell in cells(draft).items() if confirmation else ():
        assert (after[cell_id].raw, after[cell_id].evidence) == (cell.raw, cell.evidence)


@given(drafts(), sayings)
def test_every_cell_of_a_record_is_decided_or_rightly_empty(
    draft: Draft, said: list[Decision]
) -> None:
    confirmation = attempt(draft, said)
    for record in confirmation.records if confirmation else ():
        assert record.category in ("tzhs", "sop")
        form = REGION.form(record.form)
        filled = {cell.id for cell in record.cells if cell.value is not None}
        for cell in record.cells:
            spec = form.cell(cell.id)
            if cell.value is not None:
                assert cell.state in DECIDED
                assert (cell.decided_by, cell.empty_reason) == ("Очирова", None)
                assert normalise(spec, cell.value) == cell.value
            else:
                assert cell.state is CellState.EMPTY
                assert (
                    cell.empty_reason
                    or spec.need is not Need.REQUIRED
                    or (spec.companion in filled)
                )


@given(drafts())
def test_prefill_decides_nothing_and_guesses_nothing(draft: Draft) -> None:
    for cell in cells(draft).values():
        if cell.value is None:
            assert cell.state is CellState.EMPTY
        else:
            assert cell.state is CellState.PROPOSED
            assert cell.evidence or cell.id == "received_at"
            assert cell.confidence is None or cell.confidence >= 0.5
        assert (cell.decided_by, cell.decided_at, cell.empty_reason) == (None, None, None)


@given(values)
def test_the_canonical_form_is_stable(pair: tuple[CellSpec, CellValue]) -> None:
    spec, value = pair
    once = canonical(spec, value)
    assert once is None or normalise(spec, once) == once


def canonical(spec: CellSpec, value: CellValue) -> CellValue | None:
    try:
        return normalise(spec, value)
    except InvalidValue:
        return None
