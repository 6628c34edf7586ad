"""Filled PDF forms and notes on PDF pages: read where they stand, or told of."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from fpdf import FPDF
from paper_files import SERIF, make_pdf, make_scan, page_picture
from pikepdf import Array, Dictionary, Name, String

from extractors.reader import Reader
from papers.document import EMPTY_BOX, TICKED_BOX, Document, Method
from papers.outcome import WarningCode
from papers.source import MediaKind

LINES = ("Фамилия ребёнка:", "Класс:", "Газ подведён", "Телефон есть", "О себе сообщает:")
#: Places of the first line's fields: left, bottom, right, top in points of an A4 page.
X, TOP, STEP = 230, 766, 20.4


def field(kind: str, row: int, /, **more: object) -> Dictionary:
    bottom = TOP - STEP * row - 14
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name(f"/{kind}"),
        T=String(f"f{row}"),
        Rect=Array([X, bottom, X + 150, bottom + 14]),
        F=4,
        DA=String("/Helv 11 Tf 0 g"),
        **more,
    )


def box(row: int, state: str) -> Dictionary:
    made = field("Btn", row, AS=Name(f"/{state}"), V=Name(f"/{state}"))
    made.Rect = Array([X, TOP - STEP * row - 14, X + 14, TOP - STEP * row])
    return made


def note(subtype: str, row: int, text: str) -> Dictionary:
    bottom = TOP - STEP * row - 14
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name(f"/{subtype}"),
        Rect=Array([60, bottom, 360, bottom + 14]),
        Contents=String(text),
        DA=String("/Helv 11 Tf 0 g"),
    )


def add(path: Path, annotations: Sequence[Dictionary]) -> Path:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        made = [pdf.make_indirect(one) for one in annotations]
        fields = [one for one in made if one.Subtype == Name.Widget]
        for one in fields:
            if "/AS" in one:
                states = {name: pdf.make_stream(b"") for name in ("/Off", "/Yes")}
                one.AP = Dictionary(N=Dictionary(states))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[0].Annots = Array(made)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array(fields), DR=Dictionary(Font=Dictionary(Helv=font)), NeedAppearances=True
        )
        pdf.save(path)
    return path


def codes(document: Document) -> set[WarningCode]:
    return {warning.code for warning in document.warnings}


def filled() -> list[Dictionary]:
    return [
        field("Tx", 0, V=String("Очирова Саглара")),
        field("Ch", 1, V=String("седьмой"), Opt=Array([String("шестой"), String("седьмой")])),
        box(2, "Yes"),
        box(3, "Off"),
        field("Tx", 4, V=String("тайна"), Ff=1 << 13),
    ]


def test_the_values_of_a_form_stand_beside_their_names(tmp_path: Path) -> None:
    path = add(make_pdf(tmp_path / "a.pdf", [LINES]), filled())
    document = Reader().read(path, MediaKind.PDF)
    assert document.pages[0].method is Method.TEXT_LAYER
    lines = [" ".join(line.split()) for line in document.text.splitlines() if line.strip()]
    assert lines == [
        "Фамилия ребёнка: Очирова Саглара",
        "Класс: седьмой",
        f"Газ подведён {TICKED_BOX}",
        f"Телефон есть {EMPTY_BOX}",
        "О себе сообщает:",
    ]
    surname = next(word for word in document.pages[0].words if word.text == "Очирова")
    assert surname.box is not None
    assert surname.box.left == pytest.approx(X / 595, abs=0.01)
    assert surname.box.top == pytest.approx((842 - TOP) / 842, abs=0.01)


@pytest.mark.e2e
def test_the_values_of_a_form_over_a_scan_are_read_with_it(tmp_path: Path) -> None:
    path = make_scan(tmp_path / "a.pdf", [page_picture(("Анкета родителя",) * 6)])
    value = field("Tx", 30, V=String("VTB 417"))
    value.DA = String("/Helv 20 Tf 0 g")
    value.Rect = Array([100, 250, 400, 280])
    document = Reader().read(add(path, [value]), MediaKind.PDF)
    assert document.pages[0].method is Method.OCR
    assert "417" in document.text


def test_typed_notes_are_read_and_hidden_ones_told(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [("Заявление о помощи семье",)])
    unseen = note("FreeText", 7, "невидимо")
    unseen.F = 2
    path = add(
        path,
        [
            note("FreeText", 5, "Принято к исполнению 12.03.2025"),
            unseen,
            note("Text", 8, "проверить адрес"),
            note("FileAttachment", 9, ""),
        ],
    )
    document = Reader().read(path, MediaKind.PDF)
    shown = "Заявление о помощи семье Принято к исполнению 12.03.2025"
    assert " ".join(document.text.split()) == shown
    assert codes(document) == {WarningCode.HIDDEN_TEXT, WarningCode.ATTACHMENTS_NOT_READ}


@pytest.mark.e2e
def test_a_stamp_over_a_text_page_is_read_from_its_picture(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [("Заявление о помощи семье",)])
    ink = FPDF(format=(90, 20))
    ink.add_font("serif", fname=SERIF)
    ink.set_font("serif", size=14)
    ink.add_page()
    ink.text(5, 12, "Вх. № 417 от 12.03.2025")
    with (
        pikepdf.open(path, allow_overwriting_input=True) as pdf,
        pikepdf.open(io.BytesIO(bytes(ink.output()))) as drawn,
    ):
        stamp = note("Stamp", 12, "")
        stamp.Rect = Array([60, 400, 315, 457])
        stamp.AP = Dictionary(N=pdf.copy_foreign(drawn.pages[0].as_form_xobject()))
        pdf.pages[0].Annots = Array([pdf.make_indirect(stamp)])
        pdf.save(path)
    document = Reader().read(path, MediaKind.PDF)
    assert document.pages[0].method is Method.TEXT_LAYER
    assert "417 от 12.03.2025" in " ".join(document.text.split())
    number = next(word for word in document.pages[0].words if word.text == "417")
    assert number.box is not None
    assert 385 / 842 < number.box.top < 442 / 842


def test_a_long_value_is_wrapped_into_its_box(tmp_path: Path) -> None:
    told = "Живём вдвоём с бабушкой, отец работает вахтой, мать лечится в республиканской больнице"
    value = field("Tx", 4, V=String(told), Ff=1 << 12)
    value.Rect = Array([X, 600, X + 150, 680])
    path = add(make_pdf(tmp_path / "a.pdf", [LINES]), [value])
    document = Reader().read(path, MediaKind.PDF)
    assert " ".join(told.split()) in " ".join(document.text.split())
    boxes = [w.box for w in document.pages[0].words if w.text in ("Живём", "больнице") and w.box]
    assert boxes[0].bottom <= boxes[1].top
    assert min(box.left for box in boxes) >= X / 595 - 0.01
    assert max(box.right for box in boxes) <= (X + 150) / 595 + 0.01
