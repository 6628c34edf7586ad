"""The desk on the screen: draws what `Review` holds, turns keys into its verbs."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static
from textual_image.widget import Image as BestImage

from casework.draft import EmptyReason
from casework.form_spec import CellSpec, CellType
from casework.kinds import KINDS
from casework.rejection import REASONS, RejectionReason
from review_cli.cells import shown
from review_cli.desk.completion import PaperWords
from review_cli.desk.dialogs import DigitMenu, Help, OneLine, Picker
from review_cli.desk.fields import FieldList
from review_cli.desk.keys import DIGITS, letter
from review_cli.desk.pane import EvidencePane, ImageWidget, handwritten
from review_cli.desk.review import Review
from review_cli.desk.work import Work
from review_cli.wording import EMPTY_REASONS, confidence_in_words, due_in_words

HINT = (
    "Enter принять · 1–9 вариант · e вписать · x пусто · n пропустить · u отменить · "
    "r отклонить · k вид · f семья\n"
    "t страница или текст · o листать · h рукописное · ? все клавиши · q выход"
)
EMPTY_QUEUE = "Очередь пуста: проверять больше нечего. q — выход, u — отменить последнее."


class DeskApp(App[None]):
    """`opis review`. `image` is the widget that draws pictures in this terminal."""

    CSS_PATH = "desk.tcss"
    TITLE = "Опись"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, review: Review, image: ImageWidget = BestImage) -> None:
        super().__init__()
        self.review = review
        self._image = image

    def get_default_screen(self) -> DeskScreen:
        return DeskScreen(self.review, self._image)


class DeskScreen(Screen[None]):
    """Fields on the left, the paper on the right, options and messages below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "press_enter", "Принять"),
        Binding("down,tab", "move(1)", "Ниже"),
        Binding("up,shift+tab", "move(-1)", "Выше"),
        Binding("escape", "skip", "Пропустить"),
        Binding("question_mark,comma,f1", "help", "Клавиши"),
        *DIGITS,
        letter("e", "edit", "Вписать"),
        letter("x", "leave_empty", "Пусто"),
        letter("n", "skip", "Пропустить"),
        letter("u", "undo", "Отменить"),
        letter("r", "reject", "Отклонить"),
        letter("k", "change_kind", "Вид"),
        letter("t", "toggle_view", "Страница или текст"),
        letter("o", "turn", "Листать"),
        letter("h", "turn_to_hand", "Рукописное"),
        letter("s", "cut", "Новая бумага с этой страницы"),
        letter("j", "join", "Соединить с прежней"),
        letter("f", "link", "Связать с семьёй"),
        letter("q", "app.quit", "Выход"),
    ]

    def __init__(self, review: Review, image: ImageWidget) -> None:
        super().__init__()
        self.review = review
        self._image = image

    def compose(self) -> ComposeResult:
        yield Static(id="banner")
        yield Static(id="heading")
        yield Static(id="kin")
        with Horizontal(id="desk"):
            yield FieldList(id="fields")
            yield EvidencePane(self._image, id="paper")
        yield Static(id="options")
        yield Input(id="edit")
        yield Static(id="message")
        yield Static(HINT, id="hint")

    def on_mount(self) -> None:
        self.query_one("#edit", Input).disabled = True
        self.review.start()
        self.call_after_refresh(self.paint)

    # --- drawing ---

    def paint(self) -> None:
        """Show the state of the review; the only way from it to the widgets."""
        work = self.review.work
        cell = work.cell if work else None
        threat = _threat(work) if work else ""
        banner = self.query_one("#banner", Static)
        banner.update(Text(threat))
        banner.set_class(bool(threat), "shown")
        self.query_one("#heading", Static).update(Text(_heading(self.review)))
        kin = self.review.family if work else ""
        self.query_one("#kin", Static).update(Text(kin))
        self.query_one("#kin", Static).set_class(bool(kin), "shown")
        self.query_one(FieldList).show(work)
        evidence = work.evidence(cell) if work and cell else ()
        self.query_one(EvidencePane).show(work.paper if work else None, evidence)
        self.query_one("#options", Static).update(_options(work) if work else Text(""))
        self.query_one("#message", Static).update(Text(self._message()))

    def _message(self) -> str:
        said = self.review.message
        if self.review.work:
            return said or _by_hand(self.review.work)
        left = self.review.skipped
        again = f"\nПропущено бумаг: {left}. Enter — вернуться к ним." if left else ""
        return "\n".join(filter(None, (said, EMPTY_QUEUE))) + again

    # --- verbs that need no question ---

    def action_press_enter(self) -> None:
        self.review.press_enter()
        self.paint()

    def action_choose(self, number: int) -> None:
        self.review.choose(number)
        self.paint()

    def action_move(self, step: int) -> None:
        if self._editing:
            self.query_one("#edit", Input).action_cursor_right()
            return
        self.review.move(step)
        self.paint()

    def action_skip(self) -> None:
        if self._editing:
            self._close_edit()
            return
        self.review.skip()
        self.paint()

    def action_undo(self) -> None:
        self.review.undo()
        self.paint()

    def action_toggle_view(self) -> None:
        self.query_one(EvidencePane).toggle()

    def action_turn(self) -> None:
        self.query_one(EvidencePane).turn()

    def action_turn_to_hand(self) -> None:
        self.query_one(EvidencePane).turn_to_hand()

    def action_cut(self) -> None:
        """The page that is shown begins a new paper."""
        self.review.cut(self.query_one(EvidencePane).page)
        self.paint()

    def action_join(self) -> None:
        self.review.join()
        self.paint()

    def action_help(self) -> None:
        self.app.push_screen(Help())

    # --- verbs that ask first ---

    def action_edit(self) -> None:
        work = self.review.work
        if work is None or work.cell is None:
            return
        spec, value = work.spec(work.cell), work.value(work.cell)
        if spec.type in (CellType.CHOICE, CellType.CHOICES):
            self._pick(spec, value if isinstance(value, tuple) else (value,))
            return
        line = self.query_one("#edit", Input)
        line.suggester = PaperWords(work.paper.document.text)
        line.value = shown(spec, value)
        line.border_title = spec.title
        line.disabled = False
        line.add_class("shown")
        line.focus()

    @on(Input.Submitted, "#edit")
    def _typed(self, line: Input.Submitted) -> None:
        if self.review.type(line.value):
            self._close_edit()
        self.paint()

    def action_leave_empty(self) -> None:
        reasons = {str(reason): title for reason, title in EMPTY_REASONS.items()}

        def chosen(reason: str | None) -> None:
            if reason:
                self.review.leave_empty(EmptyReason(reason))
            self.paint()

        if self.review.work:
            self.app.push_screen(DigitMenu("Почему поле остаётся пустым?", reasons), chosen)

    def action_reject(self) -> None:
        reasons = {str(reason): title for reason, title in REASONS.items()}

        def explained(note: str | None) -> None:
            if note:
                self.review.reject(RejectionReason.OTHER, note)
            self.paint()

        def chosen(code: str | None) -> None:
            if code == RejectionReason.OTHER:
                self.app.push_screen(OneLine("Почему бумага отклоняется?"), explained)
            elif code:
                self.review.reject(RejectionReason(code))
            self.paint()

        if self.review.work:
            self.app.push_screen(DigitMenu("Почему бумага отклоняется?", reasons), chosen)

    def action_link(self) -> None:
        """Which family the paper speaks of: the likeliest is the first digit."""
        choices = self.review.families()

        def chosen(key: str | None) -> None:
            if key:
                self.review.link(choices[key])
            self.paint()

        if choices:
            labels = {key: choice.label for key, choice in choices.items()}
            self.app.push_screen(DigitMenu("О какой семье эта бумага?", labels), chosen)
        self.paint()

    def action_change_kind(self) -> None:
        def chosen(kinds: tuple[str, ...] | None) -> None:
            if kinds:
                self.review.change_kind(kinds[0])
            self.paint()

        if self.review.work:
            self.app.push_screen(Picker("Вид бумаги", KINDS, many=False), chosen)

    def _pick(self, spec: CellSpec, chosen: tuple[object, ...]) -> None:
        def picked(ids: tuple[str, ...] | None) -> None:
            if ids:
                self.review.pick(ids)
            self.paint()

        titles = {item.id: item.printed for item in spec.choices.items}
        now = [str(item) for item in chosen if item is not None]
        many = spec.type is CellType.CHOICES
        self.app.push_screen(Picker(spec.title, titles, chosen=now, many=many), picked)

    # --- the line for typing ---

    @property
    def _editing(self) -> bool:
        return self.query_one("#edit", Input).has_class("shown")

    def _close_edit(self) -> None:
        line = self.query_one("#edit", Input)
        line.remove_class("shown")
        line.disabled = True
        self.set_focus(None)


def _heading(review: Review) -> str:
    if review.work is None:
        return "Стол проверки"
    item = review.work.paper.item
    kind = KINDS.get(item.kind or "", "вид не определён")
    others = len(review.waiting) - 1
    return (
        f"{kind} · {due_in_words(item.due_on)} · ещё в очереди: {others}"
        f" · поступила {item.received_at:%d.%m.%Y} · {PurePath(item.source).name}"
    )


def _by_hand(work: Work) -> str:
    """On which pages the paper is written by hand, and in how many places."""
    pages = Counter(place.page for place in handwritten(work.paper))
    told = ", ".join(f"стр. {page} — {number}" for page, number in sorted(pages.items()))
    return f"Рукописное не распознаётся; мест: {told}. h — посмотреть." if told else ""


def _threat(work: Work) -> str:
    """The banner: what the person entered, or what the machine read, with its quotation."""
    cell = next((cell for cell in work.cells if cell.id == "threat_to_life"), None)
    threatened = work.value(cell) is True if cell else work.paper.item.threat_to_life
    if not threatened:
        return ""
    found = work.paper.draft.findings.best("threat_to_life")
    evidence = (work.evidence(cell) if cell else ()) or (found.evidence if found else ())
    quote = " ".join(evidence[0].quote.split()) if evidence else ""
    return "⚠ УГРОЗА ЖИЗНИ" + (f": «{quote}»" if quote else "")


def _options(work: Work) -> Text:
    cell = work.cell
    if cell is None:
        return Text("В бумаге не найдено полей.")
    spec = work.spec(cell)
    lines = Text.assemble((spec.title, "bold"), "  ", _measure(work))
    for number, option in enumerate(work.options(cell), 1):
        lines.append(f"\n {number}  {shown(spec, option.value)}")
        if option.confidence is not None:
            lines.append(f"  {confidence_in_words(option.confidence)}", "dim")
    return lines


def _measure(work: Work) -> tuple[str, str]:
    cell = work.cell
    if cell is None or cell.id in work.decisions or cell.value is None:
        return ("", "")
    return (confidence_in_words(cell.confidence), "dim")
