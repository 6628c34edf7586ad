"""Whose paper lies on the desk: families proposed or linked, their nearest terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from casework.draft import DecisionRefused
from casework.duplicates import Duplicate
from casework.family import Family, FamilyLink
from casework.resolver.propose import Proposal
from casework.terms.term import KeptTerm

#: So many families of a paper's are offered, so many terms are told.
_OFFERED, _TERMS = 3, 2


class FamiliesPort(Protocol):
    """What the desk asks of `pipeline.family_desk.FamilyDesk`."""

    def get(self, family_id: int) -> Family: ...
    def links(self, document_id: int) -> tuple[FamilyLink, ...]: ...
    def propose(self, document_id: int) -> dict[int, tuple[Proposal, ...]]: ...
    def duplicates(self, document_id: int) -> tuple[Duplicate, ...]: ...
    def link(self, document_id: int, family_id: int, by: str, family_no: int = 1) -> FamilyLink: ...
    def new_from_paper(self, document_id: int, family_no: int, by: str) -> Family: ...
    def unlink(self, document_id: int, by: str, family_no: int = 1) -> FamilyLink: ...


class TermsPort(Protocol):
    """What the desk asks of `pipeline.term_desk.TermDesk`."""

    @property
    def today(self) -> date: ...
    def list(self, family_id: int | None = None) -> tuple[KeptTerm, ...]: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """A family for the paper's family of that number; 0 makes a new one, `parts` unlinks it."""

    family_no: int
    family_id: int
    label: str
    parts: bool = False


class PaperFamilies:
    """The families of the papers that come to the desk; raises DecisionRefused."""

    def __init__(self, families: FamiliesPort, terms: TermsPort, by: str) -> None:
        self._families = families
        self._terms = terms
        self._by = by

    def choices(self, document_id: int) -> Mapping[str, Choice]:
        """What a digit key links: proposed families, the likeliest first, or a new one."""
        links = self._families.links(document_id)
        offered = [
            choice
            for family_no, proposals in self._unlinked(document_id, links).items()
            for choice in _offered(family_no, proposals)
        ]
        offered += [
            Choice(link.family_no, link.family_id, f"отвязать от семьи {link.family_id}", True)
            for link in links
        ]
        return {str(number): choice for number, choice in enumerate(offered[:9])}

    def take(self, document_id: int, choice: Choice) -> str:
        """Do what was chosen; what to tell the person."""
        if choice.parts:
            self._families.unlink(document_id, self._by, choice.family_no)
            return f"Бумага больше не связана с семьёй {choice.family_id}. u — отменить."
        if choice.family_id:
            self._families.link(document_id, choice.family_id, self._by, choice.family_no)
        else:
            self._families.new_from_paper(document_id, choice.family_no, self._by)
        return f"Связано: {choice.label}. u — отменить."

    def give_back(self, document_id: int, choice: Choice) -> None:
        """What was chosen is undone; a family that was made stays, without the paper."""
        if choice.parts:
            self._families.link(document_id, choice.family_id, self._by, choice.family_no)
        else:
            self._families.unlink(document_id, self._by, choice.family_no)

    def told(self, document_id: int) -> str:
        """A line or two about the paper's families as they stand now."""
        try:
            links = self._families.links(document_id)
            lines = [*map(self._of_linked, links), self._of_proposed(document_id, links)]
            again = self._families.duplicates(document_id)
        except DecisionRefused:
            return ""
        if again:
            same = ", ".join(f"{one.document_id} ({one.probability:.0%})" for one in again)
            lines.append(f"Похоже, эта бумага уже была: {same}. r — отклонить повтор.")
        return "\n".join(filter(None, lines))

    def _unlinked(
        self, document_id: int, links: Iterable[FamilyLink]
    ) -> dict[int, tuple[Proposal, ...]]:
        """What is proposed for the paper's families that are not linked yet."""
        linked = {link.family_no for link in links}
        proposed = self._families.propose(document_id)
        return {number: found for number, found in proposed.items() if number not in linked}

    def _of_linked(self, link: FamilyLink) -> str:
        family = self._families.get(link.family_id)
        dues = [kept for kept in self._terms.list(family.id) if kept.term.due_at is not None]
        told = "; ".join(self._due(kept) for kept in dues[:_TERMS]) or "открытых сроков нет"
        return f"Семья {family.id} · {family.head_label} · {told}"

    def _due(self, kept: KeptTerm) -> str:
        term, left = kept.term, kept.term.days_left(self._terms.today)
        when = "незамедлительно" if term.immediate else f"до {term.due_at:%d.%m.%Y}"
        days = f"просрочен на {-left} дн." if left is not None and left < 0 else f"{left} дн."
        return f"{term.rule_id} {when}, {days} ({term.clause})"

    def _of_proposed(self, document_id: int, links: Iterable[FamilyLink]) -> str:
        proposed = self._unlinked(document_id, links)
        firsts = (found[0] if found else None for found in proposed.values())
        told = [
            f"семья {one.family.id} {one.family.head_label} — {one.probability:.0%}, "
            f"{'; '.join(one.reasons[:2])}"
            if one
            else "похожих нет, новая"
            for one in firsts
        ]
        return f"Чья бумага: {' | '.join(told)}. f — связать." if told else ""


def _offered(family_no: int, proposals: tuple[Proposal, ...]) -> list[Choice]:
    known = [
        Choice(
            family_no,
            one.family.id,
            f"семья {one.family.id}, {one.family.head_label} — {one.probability:.0%}",
        )
        for one in proposals[:_OFFERED]
    ]
    return [*known, Choice(family_no, 0, f"новая семья (№ {family_no} в бумаге)")]
