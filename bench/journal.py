"""A journal of 10,000 rows exported to XLSX and imported again: CPU, memory, the same rows."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from process_tree import MIB, Watch
from targets import Figure, report

from casework.draft import Cell, CellState, CellValue, ConfirmedRecord, Subject
from casework.form_spec import FormSpec
from pipeline.build import Opis, build, local_now
from pipeline.settings import Settings
from storage.records import Records

ROWS, YEAR, CATEGORY = 10_000, 2025, "sop"
_SURNAMES = ("Убушаев", "Санджиев", "Манджиев", "Очиров", "Бадмаев", "Эрдниев", "Лиджиев")
_NAMES = ("Нина", "Анна", "Мария", "Елена", "Светлана", "Данара", "Айса")
_CHILDREN = ("Санал", "Олег", "Баир", "Мингиян", "Тимур", "Денис")
_PLACES = ("г. Элиста, ул. Ленина", "п. Ики-Бурул, ул. Новая", "г. Лагань, ул. Степная")
_SENDERS = ("МБОУ «Средняя школа № {}»", "ОПДН ОМВД, участок № {}", "Детская поликлиника № {}")
_FACTS = (
    "Дети систематически пропускают занятия без уважительной причины",
    "в доме нет запаса продуктов и дров",
    "мать на вызовы в школу не является, телефон не отвечает",
    "соседи сообщают о ночном шуме и ссорах",
    "младший ребенок не посещает детский сад с начала месяца",
)


def rows(form: FormSpec) -> Iterator[ConfirmedRecord]:
    """Invented rows of Приложение № 1, as long as those of a real journal."""
    chance = random.Random(20251)
    signs = [item.id for item in form.cell("distress_signs").choices.items]
    for number in range(ROWS):
        surname, place = chance.choice(_SURNAMES), chance.choice(_PLACES)
        came = date(YEAR, 1, 1) + timedelta(days=number * 364 // ROWS)
        seen = chance.sample(signs, 2)
        children = chance.sample(_CHILDREN, chance.randint(1, 3))
        values: dict[str, CellValue] = {
            "category": CATEGORY,
            "received_at": came.isoformat(),
            "informant_text": chance.choice(_SENDERS).format(chance.randint(1, 20)),
            "subjects": (
                Subject(f"{surname}а {chance.choice(_NAMES)} Петровна", ("mother",)),
                *(Subject(f"{surname} {name} Сергеевич", ("child",)) for name in children),
            ),
            "address": f"{place}, д. {chance.randint(1, 90)}, кв. {chance.randint(1, 60)}",
            "distress_signs": tuple(sign for sign in signs if sign in seen),
            "distress_text": ", ".join(chance.sample(_FACTS, 3)),
            "survey_assignee": f"{chance.choice(_SURNAMES)}а Б.Б.",
            "primary_act_submitted_on": (came + timedelta(days=2)).isoformat(),
            "decision": "register_sop",
        }
        cells = tuple(Cell(key, value, state=CellState.ENTERED) for key, value in values.items())
        yield ConfirmedRecord(None, 1, CATEGORY, cells, "Замер", local_now())


def fill(opis: Opis) -> None:
    records = Records(opis.store.database, opis.store.clock)
    with records.writing() as writer:
        for record in rows(opis.forms.form(1)):
            writer.enter(record, "Замер", YEAR)


def texts(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))


def store(folder: Path) -> Opis:
    return build(Settings(folder, jobs=1, user="Замер", institution="Центр"))


def main() -> int:
    with TemporaryDirectory(prefix="opis-bench-") as scratch:
        folder = Path(scratch)
        first, second = store(folder / "first"), store(folder / "second")
        fill(first)
        out, again = folder / "journal.xlsx", folder / "again.xlsx"
        with Watch() as exported:
            first.forms.export_journal(1, CATEGORY, YEAR, out)
        with Watch() as imported:
            taken = second.imports.apply(out, 1, CATEGORY, "Замер")
        second.forms.export_journal(1, CATEGORY, YEAR, again)
        before, after = texts(out), texts(again)
    same = sum(one == other for one, other in zip(before, after, strict=False))
    print(f"import: {imported.cpu:.1f} CPU s, {imported.together / MIB:.0f} MiB at its peak,")
    print(f"of them {imported.children / MIB:.0f} MiB in the confined child")
    return report(
        [
            Figure("rows exported", len(before) - 6, ROWS),
            Figure("export, CPU s", exported.cpu, 20, at_most=True),
            Figure("export, peak memory with children, MiB", exported.together / MIB, 300, True),
            Figure("rows imported", len(taken.kept), ROWS),
            Figure("rows that come back the same", same / max(len(before), len(after)), 1.0),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
