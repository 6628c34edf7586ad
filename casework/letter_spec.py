"""Letters out, as a region's letters.toml describes them; the words stand in Word templates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable

from casework.toml_table import Table

#: What a template may name, and what a person calls it when it is missing.
VALUES: dict[str, str] = {
    "institution": "полное наименование учреждения (настройка institution)",
    "letterhead": "адрес и телефоны бланка (настройка letterhead)",
    "director_post": "должность руководителя (настройка director_post)",
    "director": "инициалы и фамилия руководителя (настройка director)",
    "executor": "исполнитель",
    "number": "номер письма",
    "date": "дата письма",
    "addressee": "адресат (--to)",
    "subject": "о чём письмо",
    "reply_to": "на какое письмо ответ (--set reply_to=«№ … от …»)",
    "family": "чья семья",
    "parents": "родители (законные представители)",
    "children": "несовершеннолетние",
    "others": "другие члены семьи",
    "address": "адрес проживания семьи",
    "registration_address": "адрес регистрации семьи",
    "known_since": "когда поступила информация (журнал № 1)",
    "informant": "от кого поступила информация (журнал № 1)",
    "signs": "признаки неблагополучия",
    "act_date": "дата первичного акта обследования",
    "need_decision": "решение о признании нуждающимся в социальном обслуживании",
    "registered_on": "дата постановки на учёт",
    "registration_session": "протокол о постановке на учёт",
    "registration_reason": "причина постановки на учёт",
    "sop_confirmed_on": "когда КДН и ЗП подтвердила статус СОП",
    "kdn_session": "протокол КДН и ЗП",
    "coordinator": "Координатор",
    "plan": "план работы с семьёй",
    "period": "период",
    "patronage": "патронажи за период",
    "services": "услуги за период",
    "bodies": "информация других органов за период",
    "analysis": "анализ, выводы (--set analysis=…)",
    "removal_reason": "основание снятия с учёта",
    "council": "протокол консилиума",
    "enforcement": "номер исполнительного производства",
    "contract": "договор о социальном обслуживании",
}
#: Values that are lists, with what a line of each holds.
LISTS: dict[str, frozenset[str]] = {
    "parents": frozenset({"name", "role", "birth_date", "work"}),
    "children": frozenset({"name", "birth_date", "work"}),
    "others": frozenset({"name", "role", "birth_date", "work"}),
    "patronage": frozenset({"date", "text"}),
    "services": frozenset({"date", "text"}),
    "bodies": frozenset({"date", "text"}),
}


class Span(StrEnum):
    """What a periodic letter tells of; `none` for one that is no periodic one."""

    NONE = "none"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"


@dataclass(frozen=True, slots=True)
class LetterSpec:
    """A letter that the program can prepare. `rule_id` is the duty it answers, or empty.

    Without a value of `needs` it is not written; any other one that is missing is left as a
    visible blank line. `addressee` is empty where only a person can name it; `subject` may hold
    {family} and {period}. `file` is the template of the pack.
    """

    id: str
    title: str
    rule_id: str
    kind: str
    addressee: str
    subject: str
    file: Traversable
    needs: tuple[str, ...] = ()
    span: Span = Span.NONE

    @property
    def template(self) -> str:
        return self.file.name


def read_letters(file: Table | None, templates: Traversable) -> tuple[LetterSpec, ...]:
    """The letters of a letters.toml, whose templates lie in `templates`; RegionDataError."""
    if file is None:
        return ()
    letters = tuple(_letter(table, templates) for table in file.tables("letter"))
    file.unique("письмо", (letter.id for letter in letters))
    file.close()
    return letters


def _letter(table: Table, templates: Traversable) -> LetterSpec:
    name = table.text("template")
    if "/" in name or "\\" in name or not name.endswith(".docx"):
        raise table.wrong(f"шаблон — имя файла .docx без папок, а не «{name}»")
    letter = LetterSpec(
        id=table.text("id"),
        title=table.text("title"),
        rule_id=table.take("rule", ""),
        kind=table.text("kind"),
        addressee=table.take("addressee", ""),
        subject=table.text("subject"),
        file=templates / name,
        needs=table.texts("needs"),
        span=table.member("span", Span) if "span" in table else Span.NONE,
    )
    if strange := sorted(set(letter.needs) - VALUES.keys()):
        raise table.wrong(f"нет таких значений: {', '.join(strange)}")
    if not letter.file.is_file():
        raise table.wrong(f"нет шаблона {name}")
    table.close()
    return letter
