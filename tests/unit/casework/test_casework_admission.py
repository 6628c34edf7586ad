"""Grounds of admission by the papers that prove them (section 4 of the order)."""

from __future__ import annotations

from datetime import UTC, datetime

from casework.admission import grounds
from casework.family import Family
from casework.family_case import FamilyCase, LinkedPaper
from casework.forms import load_region
from casework.kinds import KINDS
from papers.source import Channel

REGION = load_region("kalmykia")
CAME = datetime(2025, 3, 5, 15, tzinfo=UTC)


def paper(number: int, kind: str, confirmed: bool = True) -> LinkedPaper:
    return LinkedPaper(number, kind, "a.txt", Channel.SCAN, CAME, confirmed)


def proven(*papers: LinkedPaper) -> list[tuple[str, list[int]]]:
    case = FamilyCase(Family("Юдина", ()), papers=papers)
    return [
        (one.basis.id, [paper.document_id for paper in one.papers]) for one in grounds(case, REGION)
    ]


def test_each_ground_has_its_papers_in_the_order_of_the_section() -> None:
    said = (paper(1, "need_decision"), paper(2, "court_act"), paper(3, "kdn_resolution"))
    assert proven(*said) == [("court_kdn_referral", [2, 3]), ("need_decision", [1])]


def test_an_unconfirmed_paper_and_other_kinds_prove_nothing() -> None:
    assert proven(paper(1, "need_decision", confirmed=False), paper(2, "characteristic")) == []


def test_every_ground_can_be_proven_by_some_kind() -> None:
    kinds = [item.kinds for item in REGION.lists["admission_basis"].items]
    assert all(kinds)
    assert set().union(*kinds) <= KINDS.keys()
