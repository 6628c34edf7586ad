"""The left side of the desk: every cell of the draft with a sign and a word for its state."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option as ListOption

from casework.draft import Cell
from review_cli.cells import shown
from review_cli.desk.work import Work
from review_cli.wording import EMPTY_REASONS

RIGHT, CHECK, OWN = "✓ верно", "? проверьте", "✎ исправлено"
MISSING, BLANK = "✗ впишите", "· пусто"
COLOURS = {RIGHT: "green", CHECK: "yellow", OWN: "cyan", MISSING: "red", BLANK: "grey50"}


def verdict(work: Work, cell: Cell) -> str:
    """Sign and word of a cell's state; the colour only repeats them."""
    if work.stops_at(cell):
        return MISSING if cell.value is None else CHECK
    if work.value(cell) is None:
        return BLANK
    return OWN if cell.id in work.decisions else RIGHT


class FieldList(OptionList, can_focus=False):
    """Follows the cursor of the work; keys go to the screen."""

    _shown: Work | None = None

    def show(self, work: Work | None) -> None:
        if work is None:
            self.clear_options()
        elif self._shown is None or not work.same_but_cursor(self._shown):
            self.set_options(ListOption(_prompt(work, cell)) for cell in work.cells)
        self._shown = work
        self.highlighted = work.cursor if work and work.cells else None


def _prompt(work: Work, cell: Cell) -> Text:
    spec, mark = work.spec(cell), verdict(work, cell)
    decision = work.decisions.get(cell.id)
    prompt = Text.assemble((mark, f"bold {COLOURS[mark]}"), "  ", (spec.title, "dim"), "\n")
    if decision and decision.empty_reason:
        prompt.append(EMPTY_REASONS[decision.empty_reason], "italic")
    else:
        prompt.append(shown(spec, work.value(cell)) or "—")
    for check in cell.checks:
        if not check.passed:
            prompt.append(f"\n! {check.message}", "yellow")
    return prompt
