"""Small windows over the desk: a numbered menu, a list with a filter, one line, the help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from review_cli.desk.keys import DIGITS

CANCEL = Binding("escape", "dismiss(None)", "Отмена")


class DigitMenu(ModalScreen[str | None]):
    """Pick one of at most nine lines by its digit; gives the id."""

    BINDINGS: ClassVar[list[BindingType]] = [CANCEL, *DIGITS]

    def __init__(self, title: str, choices: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        lines = "\n".join(f" {n}  {title}" for n, title in enumerate(self._choices.values(), 1))
        with Vertical(classes="window"):
            yield Static(Text(self._title, "bold"))
            yield Static(Text(lines))
            yield Static(Text("цифра — выбрать · Esc — отмена", "dim"))

    def action_choose(self, number: int) -> None:
        if number <= len(self._choices):
            self.dismiss(list(self._choices)[number - 1])


class Picker(ModalScreen[tuple[str, ...] | None]):
    """Pick from a long list: typing narrows it, Enter takes a line; gives the ids.

    With `many`, Enter marks and unmarks lines and Tab takes all that are marked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        CANCEL,
        Binding("down", "step(1)", "Ниже"),
        Binding("up", "step(-1)", "Выше"),
        Binding("tab", "finish", "Готово"),
    ]

    def __init__(
        self, title: str, choices: Mapping[str, str], *, chosen: Sequence[str] = (), many: bool
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._chosen = dict.fromkeys(chosen)
        self._many = many

    def compose(self) -> ComposeResult:
        hint = "Enter — отметить · Tab — готово" if self._many else "Enter — выбрать"
        with Vertical(classes="window"):
            yield Static(Text(self._title, "bold"))
            yield Input(placeholder="Начните вводить название")
            listed = OptionList()
            listed.can_focus = False
            yield listed
            yield Static(Text(f"{hint} · ↑↓ — по списку · Esc — отмена", "dim"))

    def on_mount(self) -> None:
        self._fill("")

    @on(Input.Changed)
    def _narrow(self, typed: Input.Changed) -> None:
        self._fill(typed.value)

    @on(Input.Submitted)
    def _take(self) -> None:
        listed = self.query_one(OptionList)
        option = listed.highlighted_option
        if option is None or option.id is None:
            return
        if not self._many:
            self.dismiss((option.id,))
            return
        if option.id in self._chosen:
            del self._chosen[option.id]
        else:
            self._chosen[option.id] = None
        at = listed.highlighted
        self._fill(self.query_one(Input).value)
        listed.highlighted = at

    def action_step(self, step: int) -> None:
        listed = self.query_one(OptionList)
        if listed.option_count:
            listed.highlighted = ((listed.highlighted or 0) + step) % listed.option_count

    def action_finish(self) -> None:
        if self._many:
            self.dismiss(tuple(key for key in self._choices if key in self._chosen))

    def _fill(self, typed: str) -> None:
        wanted = typed.casefold().split()
        listed = self.query_one(OptionList)
        listed.set_options(
            Option(self._line(key, title), id=key)
            for key, title in self._choices.items()
            if all(word in title.casefold() for word in wanted)
        )
        listed.highlighted = 0 if listed.option_count else None

    def _line(self, key: str, title: str) -> Text:
        mark = ("[✓] " if key in self._chosen else "[ ] ") if self._many else ""
        return Text(mark + title)


class OneLine(ModalScreen[str | None]):
    """Ask for a line of text; gives it, never empty."""

    BINDINGS: ClassVar[list[BindingType]] = [CANCEL]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical(classes="window"):
            yield Static(Text(self._title, "bold"))
            yield Input()
            yield Static(Text("Enter — готово · Esc — отмена", "dim"))

    @on(Input.Submitted)
    def _done(self, typed: Input.Submitted) -> None:
        if typed.value.strip():
            self.dismiss(typed.value.strip())


HELP = """\
Enter      принять поле и перейти к следующему сомнительному;
           когда проверено всё — подтвердить бумагу
1 – 9      взять вариант из списка внизу
e  (у)     вписать значение; Tab или → дополняет словами бумаги
x  (ч)     оставить поле пустым и указать причину
↑ ↓ Tab    перейти к любому полю
t  (е)     рядом со значением → страница целиком → текст
o  (щ)     следующая страница
h  (р)     следующее место, написанное от руки
n  (т) Esc пропустить бумагу
s  (ы)     новая бумага начинается с этой страницы файла
j  (о)     бумага продолжает прежнюю в том же файле
k  (л)     сменить вид бумаги
r  (к)     отклонить бумагу с причиной
u  (г)     отменить последнее действие, даже подтверждение
q  (й)     выйти; непринятое останется в очереди

✓ верно   ? проверьте   ✗ впишите   ✎ исправлено   · пусто
Курсор сам останавливается только на полях «?» и «✗»."""


class Help(ModalScreen[None]):
    """All keys of the desk; any key closes it."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="window"):
            yield Static(Text("Клавиши стола проверки", "bold"))
            yield Static(Text(HELP))

    def on_key(self, event: Key) -> None:
        # The desk below must not take the same key for a command.
        event.stop()
        self.dismiss(None)
