"""What a reviewer does at the desk, verb by verb, without a screen.

Each verb leaves `work` (the paper on the desk, None when the queue is empty) and `message` (what
to tell the person) behind. Everything can be undone, newest first; the store keeps the history.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from casework.align import find_words
from casework.draft import CellValue, DecisionRefused, EmptyReason, Subject
from casework.form_spec import CellSpec, CellType, ClosedList, Region
from casework.journal import JournalRow
from casework.kinds import KINDS
from casework.queue import QueueItem, State
from casework.rejection import REASONS, RejectionReason
from papers.document import Document
from papers.evidence import Evidence
from review_cli.cells import Unreadable, parse
from review_cli.desk.kin import Choice, PaperFamilies
from review_cli.desk.port import BordersPort, DeskPort, OpenPaper
from review_cli.desk.work import Work
from storage.splits import SplitFile

UNDO_REASON = "отменено проверяющим"
#: Refusals after which the paper has to be opened afresh.
OUTDATED = frozenset({"stale_draft"})
#: Refusals after which there is nothing left to do with the paper here.
GONE = frozenset({"already_confirmed", "not_found", "not_allowed"})


@dataclass(frozen=True, slots=True)
class Step:
    """Something to take back: `undo` restores the store, `work` is what lay on the desk."""

    said: str
    work: Work
    undo: Callable[[], object]


class Review:
    """One person's sitting at the desk."""

    def __init__(
        self,
        desk: DeskPort,
        region: Region,
        by: str,
        borders: BordersPort | None = None,
        kin: PaperFamilies | None = None,
    ) -> None:
        self.desk = desk
        self.family = ""
        self._kin = kin
        self._borders = borders
        self.by = by
        self.work: Work | None = None
        self.message = ""
        self.waiting: tuple[QueueItem, ...] = ()
        self._region = region
        self._steps: list[Step] = []
        self._skipped: set[int] = set()

    # --- the queue ---

    def start(self) -> None:
        """Open the most urgent paper that waits and was not skipped."""
        self._skipped.clear()
        self._open_next()

    @property
    def skipped(self) -> int:
        return len(self._skipped)

    def _open_next(self) -> None:
        queue = self.desk.queue()
        self.waiting = tuple(item for item in queue if item.state is State.REVIEW)
        for item in self.waiting:
            if item.id not in self._skipped and self._open(item.id):
                return
        self.work = None

    def _open(self, document_id: int) -> bool:
        try:
            paper = self.desk.open(document_id)
        except DecisionRefused as refused:
            self.message = refused.message
            return False
        self.work = self._begin(paper)
        self._tell_family(document_id)
        return True

    def _tell_family(self, document_id: int) -> None:
        self.family = self._kin.told(document_id) if self._kin else ""

    def _begin(self, paper: OpenPaper) -> Work:
        return Work.begin(paper, self._region)

    # --- one cell ---

    def press_enter(self) -> None:
        """Accept the doubtful cell, go to the next one, or confirm when none is left."""
        if self.work is None:
            self.start()
            return
        work, cell = self.work, self.work.cell
        if work.ready or cell is None:
            self._confirm(work)
        elif not work.stops_at(cell):
            self.work = work.at_next_stop()
            self.message = "Сначала посмотрите отмеченные поля."
        elif work.value(cell) is None:
            self.message = _how_to_fill(work.spec(cell))
        else:
            self._edit(work.accept(), "принятие значения")

    def choose(self, number: int) -> None:
        """Enter the option of that digit key, from 1."""
        if self.work is None or self.work.cell is None:
            return
        options = self.work.options(self.work.cell)
        if number > len(options):
            self.message = f"Варианта {number} нет."
            return
        option = options[number - 1]
        self._edit(self.work.enter(option.value, option.evidence), "выбор варианта")

    def type(self, text: str) -> bool:
        """Enter what was typed; False with a message when it is no value of the cell."""
        if self.work is None or self.work.cell is None:
            return False
        cell = self.work.cell
        try:
            value = parse(self.work.spec(cell), text)
        except Unreadable as unreadable:
            self.message = str(unreadable)
            return False
        places = _places(self.work.paper.document, value, text)
        self._edit(self.work.enter(value, places), "правка")
        return True

    def pick(self, ids: Sequence[str]) -> None:
        """Enter values of a closed list by id."""
        if self.work is None or self.work.cell is None or not ids:
            return
        many = self.work.spec(self.work.cell).type is CellType.CHOICES
        self._edit(self.work.enter(tuple(ids) if many else ids[0]), "выбор из перечня")

    def leave_empty(self, reason: EmptyReason) -> None:
        if self.work is None or self.work.cell is None:
            return
        if self.work.cell.id == "category":
            self.message = "Категорию пустой оставить нельзя: 1 — ТЖС, 2 — СОП."
            return
        self._edit(self.work.leave_empty(reason), "пустое поле")

    def move(self, step: int) -> None:
        if self.work:
            self.work, self.message = self.work.moved(step), ""

    def _edit(self, changed: Work, said: str) -> None:
        former = self.work
        if former is None:
            return
        self._steps.append(Step(said, former, undo=lambda: None))
        self.work = changed
        self.message = "Всё проверено. Enter — подтвердить." if changed.ready else ""

    # --- the whole paper ---

    def _confirm(self, work: Work) -> None:
        item = work.paper.item
        try:
            rows = self.desk.confirm(
                item.id, tuple(work.decisions.values()), self.by, work.paper.draft.version
            )
        except DecisionRefused as refused:
            self._refused(work, refused)
            return
        message = _confirmed(rows, self._region.lists["category"])
        self._leave(work, "подтверждение", self._reopening(item.id), message)

    def reject(self, reason: RejectionReason, note: str | None = None) -> None:
        if self.work is None:
            return
        work, item = self.work, self.work.paper.item
        try:
            self.desk.reject(item.id, reason, note, self.by)
        except DecisionRefused as refused:
            self._refused(work, refused)
            return
        message = f"Отклонено: {REASONS[reason]}. u — вернуть."
        self._leave(work, "отклонение", self._reopening(item.id), message)

    def skip(self) -> None:
        if self.work is None:
            return
        document_id = self.work.paper.item.id
        self._skipped.add(document_id)

        def back() -> None:
            self._skipped.discard(document_id)

        self._leave(self.work, "пропуск", back, "Пропущено. u — вернуть.")

    def change_kind(self, kind: str) -> None:
        """Draw the draft up again as a paper of another kind."""
        if self.work is None or self.work.paper.item.kind == kind:
            return
        work, former = self.work, self.work.paper.draft.findings.kind.value
        document_id = work.paper.item.id
        try:
            self.desk.change_kind(document_id, kind, self.by)
        except DecisionRefused as refused:
            self._refused(work, refused)
            return

        def back() -> None:
            self.desk.change_kind(document_id, former, self.by)

        self._steps.append(Step("смена вида", work, back))
        self._open(document_id)
        self.message = f"Вид бумаги: {KINDS.get(kind, kind)}. u — вернуть прежний."

    def cut(self, page: int) -> None:
        """A new paper begins with that page of the file."""
        self._move_border(lambda borders, one: borders.cut(one, page, self.by), "граница бумаги")

    def join(self) -> None:
        """The paper goes on with the one before it in the file."""
        self._move_border(lambda borders, one: borders.join(one, self.by), "соединение бумаг")

    def _move_border(self, move: Callable[[BordersPort, int], SplitFile], said: str) -> None:
        """Other papers of the file; the one with the same first page lies on the desk then."""
        work, borders = self.work, self._borders
        if work is None or borders is None:
            return
        item, first = work.paper.item, work.paper.draft.findings.pages[0]
        try:
            file = move(borders, item.id)
        except DecisionRefused as refused:
            self.message = refused.message
            return
        self._steps.append(Step(said, work, lambda: borders.undo(file.file_id, self.by)))
        here = next(paper for paper in file.standing if first in paper.pages.numbers)
        self.waiting = tuple(i for i in self.desk.queue() if i.state is State.REVIEW)
        self._open(here.document_id)
        papers = "; ".join(str(paper.pages) for paper in file.standing)
        self.message = f"Бумаги файла теперь на страницах: {papers}. u — вернуть."

    def families(self) -> Mapping[str, Choice]:
        """What the paper on the desk may be linked to; none with a message where it is refused."""
        if self.work is None or self._kin is None:
            return {}
        try:
            return self._kin.choices(self.work.paper.item.id)
        except DecisionRefused as refused:
            self.message = refused.message
            return {}

    def link(self, choice: Choice) -> None:
        """The paper speaks of that family, or of a new one."""
        work, kin = self.work, self._kin
        if work is None or kin is None:
            return
        document_id = work.paper.item.id
        try:
            self.message = kin.take(document_id, choice)
        except DecisionRefused as refused:
            self.message = refused.message
            return
        self._steps.append(Step("связь с семьёй", work, lambda: kin.give_back(document_id, choice)))
        self._tell_family(document_id)

    def undo(self) -> None:
        """Take the newest step back; what was said of its paper lies on the desk again."""
        if not self._steps:
            self.message = "Отменять нечего."
            return
        step = self._steps.pop()
        try:
            step.undo()
        except DecisionRefused as refused:
            self.message = refused.message
            return
        if self._open(step.work.paper.item.id) and self.work:
            self.work = self.work.resume(step.work).at(_cell_id(step.work))
            self.message = f"Отменено: {step.said}."
            self.waiting = tuple(i for i in self.desk.queue() if i.state is State.REVIEW)

    def _reopening(self, document_id: int) -> Callable[[], None]:
        return lambda: self.desk.reopen(document_id, UNDO_REASON, self.by)

    def _leave(self, work: Work, said: str, undo: Callable[[], None], message: str) -> None:
        self._steps.append(Step(said, work, undo))
        self.message = message
        self._open_next()

    def _refused(self, work: Work, refused: DecisionRefused) -> None:
        """Say why, and put the cursor where the reason is."""
        if refused.cell or refused.code == "category_required":
            self.work = work.at(refused.cell or "category")
        elif refused.code in GONE:
            self._open_next()
        elif refused.code in OUTDATED and self._open(work.paper.item.id) and self.work:
            self.work = self.work.resume(work)
        self.message = refused.message


def _places(document: Document, value: CellValue, typed: str) -> tuple[Evidence, ...]:
    """Where the paper has what was typed; of people, each name."""
    people = value if isinstance(value, tuple) else ()
    names = [person.full_name for person in people if isinstance(person, Subject)]
    found = (find_words(document, text) for text in names or [typed])
    return tuple(place for place in found if place)


def _cell_id(work: Work) -> str:
    return work.cell.id if work.cell else ""


def _how_to_fill(spec: CellSpec) -> str:
    if spec.id == "category":
        return "Категорию решает человек: 1 — ТЖС, 2 — СОП."
    return f"«{spec.title}»: цифра — вариант, e — вписать, x — оставить пустым с причиной."


def _confirmed(rows: Sequence[JournalRow], categories: ClosedList) -> str:
    titles = categories.titles()
    places = ", ".join(
        f"журнал {titles.get(row.category, row.category)}, № {row.entry_no}" for row in rows
    )
    return f"Подтверждено{': ' + places if places else ''}. u — отменить."
