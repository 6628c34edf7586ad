"""A reviewer who knows the truth of a sample and says it by keys alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from casework.draft import CellValue, Subject
from casework.form_spec import CellSpec, CellType, Region
from casework.kinds import KINDS
from review_cli.cells import shown
from review_cli.desk.app import DeskApp
from review_cli.desk.review import Review
from review_cli.desk.work import Work

#: What stands in form 1 under another name than in the paper.
NAMES_IN_JOURNAL = {
    "issuer": "informant_text",
    "doc_number": "source_doc_no",
    "doc_date": "source_doc_date",
    "incoming_date": "received_at",
}
UNSAID_CATEGORY = "tzhs"

Truth = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The right value of a cell; `others` are right as well."""

    value: CellValue
    others: tuple[CellValue, ...] = ()

    def fits(self, value: CellValue | None) -> bool:
        if isinstance(self.value, tuple) and isinstance(value, tuple):
            return _unordered(value) == _unordered(self.value)
        return value in (self.value, *self.others)


@dataclass(frozen=True, slots=True)
class Signs(Wanted):
    """Signs that must be there; `others` may be."""

    def fits(self, value: CellValue | None) -> bool:
        if not isinstance(value, tuple) or not isinstance(self.value, tuple):
            return False
        return set(self.value) <= set(value) <= {*self.value, *self.others}


def _unordered(items: tuple[str | Subject, ...]) -> set[object]:
    """A list whose order says nothing, nor that of a person's roles."""
    return {
        (item.full_name, frozenset(item.roles), item.birth_date)
        if isinstance(item, Subject)
        else item
        for item in items
    }


def family(truth: Truth, region: Region, kind: str) -> tuple[Subject, ...]:
    """The people of column 4: parents and minors, each with what they are in the family."""
    roles = {
        item.id
        for item in region.lists["person_role"].items
        if item.section in ("parent", "minor") or (kind == "applicant_statement")
    }
    return tuple(
        Subject(
            _first(person["full_name"]),
            tuple(role for role in person["roles"] if role in roles),
            person.get("birth_date"),
        )
        for person in truth["people"]
        if roles & set(person["roles"])
    )


def wanted(truth: Truth, region: Region, work: Work) -> dict[str, Wanted]:
    """What each cell of the draft has to hold, by the truth of the sample."""
    fields = dict(truth["fields"])
    journaled = any(row.form == 1 for row in work.paper.draft.rows)
    right: dict[str, Wanted] = {}
    for name, value in fields.items():
        cell_id = NAMES_IN_JOURNAL.get(name, name) if journaled else name
        options = value if isinstance(value, list) else [value]
        right[cell_id] = Wanted(options[0], tuple(options[1:]))
    if people := family(truth, region, str(truth["kind"])):
        right["subjects"] = Wanted(people)
    if signs := tuple(truth.get("distress_signs", ())):
        right["distress_signs"] = Signs(signs, tuple(truth.get("distress_optional", ())))
    if journaled:
        right.setdefault("category", Wanted(UNSAID_CATEGORY))
        if decision := fields.get("kdn_decision"):
            title = region.lists["kdn_decision"].titles()[decision]
            right["decision_text"] = Wanted(title)
    return {cell.id: right[cell.id] for cell in work.cells if cell.id in right}


def _first(value: str | list[str]) -> str:
    return value[0] if isinstance(value, list) else value


class Reviewer:
    """Sits at the desk of `pilot`."""

    def __init__(self, pilot: Pilot[None], region: Region) -> None:
        assert isinstance(pilot.app, DeskApp)
        self.pilot = pilot
        self.region = region
        self.review: Review = pilot.app.review

    @property
    def work(self) -> Work:
        assert self.review.work is not None, self.review.message
        return self.review.work

    async def take(self, source: str) -> None:
        """Skip papers until that of the file `source` lies on the desk."""
        while not self.work.paper.item.source.endswith(source):
            await self.pilot.press("n")

    async def set_kind(self, kind: str) -> None:
        if self.work.paper.item.kind != kind:
            await self.pilot.press("k", *KINDS[kind], "enter")

    async def tell(self, truth: Truth) -> dict[str, Wanted]:
        """Correct what differs from the truth; what was wanted of each cell."""
        right = wanted(truth, self.region, self.work)
        for cell_id, want in right.items():
            now = next(cell for cell in self.work.cells if cell.id == cell_id)
            if not self._holds(now.id, want):
                await self._go(cell_id)
                await self._enter(self.work.spec(now), want.value)
                assert self._holds(cell_id, want), (cell_id, self.review.message)
        if "threat_to_life" not in right:
            await self._deny_threat()
        return right

    async def confirm(self) -> None:
        """Look at each cell that asks for it, then confirm."""
        document_id = self.work.paper.item.id
        while self.review.work and self.work.paper.item.id == document_id:
            cell = self.work.cell
            assert cell is not None
            missing = self.work.stops_at(cell) and self.work.value(cell) is None
            if missing and cell.id == "informant_text" and self.work.options(cell):
                await self.pilot.press("1")
            elif missing:
                await self.pilot.press("x", "1")
            else:
                before = (self.work.cursor, self.work.accepted)
                await self.pilot.press("enter")
                if self.review.work and self.work.paper.item.id == document_id:
                    moved = before != (self.work.cursor, self.work.accepted)
                    assert moved, self.review.message

    def _holds(self, cell_id: str, want: Wanted) -> bool:
        cell = next(cell for cell in self.work.cells if cell.id == cell_id)
        value = self.work.value(cell)
        if self.work.spec(cell).type is CellType.TIMESTAMP and isinstance(value, str):
            value = value[:10]
        return want.fits(value)

    async def _deny_threat(self) -> None:
        cell = next((cell for cell in self.work.cells if cell.id == "threat_to_life"), None)
        if cell and self.work.value(cell) is True:
            await self._go(cell.id)
            await self.pilot.press("2")

    async def _go(self, cell_id: str) -> None:
        ids = [cell.id for cell in self.work.cells]
        steps = ids.index(cell_id) - self.work.cursor
        await self.pilot.press(*["down" if steps > 0 else "up"] * abs(steps))
        assert self.work.cell
        assert self.work.cell.id == cell_id

    async def _enter(self, spec: CellSpec, value: CellValue) -> None:
        if spec.type is CellType.CHOICES:
            await self._pick(value)
        elif spec.type in (CellType.CHOICE, CellType.YES_NO):
            assert self.work.cell
            options = [option.value for option in self.work.options(self.work.cell)]
            await self.pilot.press(str(options.index(value) + 1))
        else:
            await self.pilot.press("e", "end", "ctrl+u")
            # Pasted, as people do: typing letter by letter is the desk's own tests' matter.
            self.pilot.app.post_message(Paste(shown(spec, value)))
            await self.pilot.pause()
            await self.pilot.press("enter")

    async def _pick(self, ids: CellValue) -> None:
        """In the list: mark what is wanted, unmark what is not, take it."""
        assert isinstance(ids, tuple)
        assert self.work.cell
        now = self.work.value(self.work.cell)
        marked = set(now) if isinstance(now, tuple) else set()
        await self.pilot.press("e")
        listed = self.pilot.app.screen.query_one(OptionList)
        for wrong in marked ^ set(ids):
            while listed.highlighted_option is None or listed.highlighted_option.id != wrong:
                await self.pilot.press("down")
            await self.pilot.press("enter")
        await self.pilot.press("tab")
