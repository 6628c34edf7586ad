"""The judge of the benches: what counts as the same value, and what becomes of each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from scoring import Outcome, figures, judge, judge_cells, perfect, same


def value(text: object, confidence: float = 0.95) -> dict[str, Any]:
    return {"value": text, "confidence": confidence}


def draft(**fields: object) -> dict[str, Any]:
    return {
        "kind": value("kdn_resolution"),
        "fields": {name: value(text) for name, text in fields.items()},
        "people": [],
    }


def truth(**fields: object) -> dict[str, Any]:
    return {"kind": "kdn_resolution", "fields": fields, "people": []}


@pytest.mark.parametrize(
    ("field", "got", "want"),
    [
        ("doc_number", "№ 12 / 5", "12/5"),
        ("doc_number", "58/ПC", "58/ПС"),  # a Latin letter
        ("address", "г. Тверь, ул. Мира, д. 3, кв. 1", "170000, Тверь, Мира, 3, 1"),
        ("issuer", "МБОУ «СОШ № 3» города Твери", "МБОУ «СОШ № 3» г. Твери"),
        ("doc_date", "2025-01-02", ["2025-01-01", "2025-01-02"]),
        ("full_name", "Семёнов Пётр", "Семенов Петр"),
    ],
)
def test_same(field: str, got: str, want: object) -> None:
    assert same(field, got, want)


@pytest.mark.parametrize(
    ("field", "got", "want"),
    [
        ("doc_number", "12/5", "12/6"),
        ("address", "г. Тверь, ул. Мира, д. 3", "г. Тверь, ул. Мира, д. 3, кв. 1"),
        ("issuer", "КДН и ЗП", "Администрация Тверского района"),
        ("full_name", "Семенова Анна", "Семенов Анна"),
    ],
)
def test_not_same(field: str, got: str, want: object) -> None:
    assert not same(field, got, want)


def test_a_sure_value_that_the_paper_lacks_is_a_silent_error() -> None:
    verdicts = list(judge("p", truth(doc_number="1"), draft(doc_number="1", doc_date="2025-01-01")))
    assert [v.outcome for v in verdicts] == [Outcome.RIGHT, Outcome.RIGHT, Outcome.SPURIOUS]
    assert [v.silent for v in verdicts] == [False, False, True]
    assert figures(verdicts)["silent"] == pytest.approx(1 / 3)
    assert perfect(verdicts) == 0


def test_a_namesake_is_a_person_misread_not_two() -> None:
    wanted = truth() | {"people": [{"roles": ["child"], "full_name": "Басов Олег Ильич"}]}
    person = {"roles": ["child"], "full_name": value("Басова Олег Ильич")}
    verdicts = list(judge("p", wanted, draft() | {"people": [person]}))
    assert [(v.field, v.outcome) for v in verdicts[1:]] == [
        ("full_name", Outcome.WRONG),
        ("role", Outcome.RIGHT),
    ]


def test_a_row_is_held_against_the_row_most_like_it() -> None:
    wanted = {"tables": [{"name": "service_entry", "rows": [{"quantity": 2, "note": "устно"}]}]}
    rows = [
        {"cells": {"quantity": value(1)}},
        {"cells": {"quantity": value("2"), "services": value("беседа")}},
    ]
    got = {"tables": [{"name": "service_entry", "rows": rows}]}
    outcomes = {v.field: v.outcome for v in judge_cells("p", wanted, got)}
    assert outcomes == {
        "service_entry.quantity": Outcome.RIGHT,
        "service_entry.note": Outcome.MISSING,
        "service_entry.services": Outcome.SPURIOUS,
    }
