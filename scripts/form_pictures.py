"""Pictures of the order's ten forms for docs/ru/forms.md: `make form-pictures`.

Acts are shown empty, as they are printed for filling in by hand, journals with empty rows.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from casework.forms import load_region
from exports.form import write_form
from exports.journal import write_journal
from exports.pdf import all_to_pdf

OUT = Path(__file__).parents[1] / "docs" / "ru" / "forms"
_INSTITUTION = "Бюджетное учреждение «Комплексный центр социального обслуживания населения»"
_BLANK_ROWS, _SCALE, _SHADES = 12, 1.35, 16


def main() -> None:
    region = load_region("kalmykia")
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory() as scratch:
        made = []
        for form in (form for form in region.forms if form.number):
            path = Path(scratch) / f"form-{form.number:02}.docx"
            layout = region.print_of(form)
            if layout is not None:
                write_form(form, layout, None, path)
            else:
                category = form.categories[0]
                write_journal(form, category, _INSTITUTION, (), path, _BLANK_ROWS)
            made.append(path)
        for pdf in all_to_pdf(made, Path(scratch)):
            draw(pdf, OUT / f"{pdf.stem}.png")


def draw(pdf: Path, out: Path) -> None:
    """The first page of `pdf`, in few shades so that the picture stays small."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=_SCALE, grayscale=True).to_pil()
    finally:
        document.close()
    picture.quantize(_SHADES).save(out, optimize=True)


if __name__ == "__main__":
    main()
