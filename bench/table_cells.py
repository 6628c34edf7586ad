"""Cells of the forms' tables by the id of their column: filled forms as Word, text PDF and scan.

Free texts and identity papers of the same forms are counted beside them. A cell is right when its
value is the truth's; on scans a text may have a misread letter in ten.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import docx
from docx.enum.section import WD_ORIENT
from filled_acts import ACTS
from filled_forms import FilledForm, Grid, Row, filled_forms
from filled_journals import JOURNALS
from filled_passports import passport
from rapidfuzz import fuzz
from tables import FORMATS, Sheet, read, scan_of
from targets import Figure, report

from casework.findings import Findings
from pipeline.worker import Ports

MAKERS = (*JOURNALS, *ACTS, passport)
FORMS = 6 * len(MAKERS)
SEED = 3105
#: How alike a scanned text must be to the truth, of 100.
ALIKE = 90
GOALS = {"word": ("Word", 0.95), "pdf": ("text PDF", 0.95), "scan": ("clean scans", 0.85)}


# --- papers -----------------------------------------------------------------------------------


def pdf_of(form: FilledForm) -> bytes:
    sheet = Sheet(landscape=form.wide, size=9 if form.wide else 11)
    for part in form.parts:
        if isinstance(part, str):
            sheet.say(part, "C" if part.isupper() else "L")
            continue
        head = [part.head, *([_numbers(part)] if part.numbered else [])]
        with sheet.table(
            col_widths=part.widths,
            num_heading_rows=len(head),
            text_align="LEFT",
            line_height=5,
            padding=(1.2, 1.5),
            repeat_headings=int(len(part.rows) % 2),
        ) as drawn:
            for row in (*head, *part.rows):
                line = drawn.row()
                for text in row:
                    line.cell(text)
        sheet.ln(4)
    return bytes(sheet.output())


def word_of(form: FilledForm) -> bytes:
    document = docx.Document()
    if form.wide:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for part in form.parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        rows = [part.head, *([_numbers(part)] if part.numbered else []), *part.rows]
        drawn = document.add_table(len(rows), len(part.head), style="Table Grid")
        for made, row in zip(drawn.rows, rows, strict=True):
            for cell, text in zip(made.cells, row, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _numbers(grid: Grid) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, len(grid.head) + 1))


def files(form: FilledForm, names: list[str]) -> Iterator[tuple[str, bytes]]:
    if "word" in names:
        yield "word", word_of(form)
    pdf = pdf_of(form) if {"pdf", "scan"} & set(names) else b""
    if "pdf" in names:
        yield "pdf", pdf
    if "scan" in names:
        yield "scan", scan_of(pdf, 0.0)


# --- scores -----------------------------------------------------------------------------------


def same(truth: object, found: object, exact: bool) -> bool:
    if not isinstance(truth, str) or not isinstance(found, str):
        return truth == found and isinstance(found, bool) == isinstance(truth, bool)
    if exact or not re.search("[а-яё]", truth):
        return _folded(found) == _folded(truth)
    return fuzz.ratio(_folded(truth), _folded(found)) >= ALIKE


def _folded(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split()).strip(" .")


def score(
    form: FilledForm, findings: Findings, exact: bool
) -> tuple[dict[str, Counter[str]], list[str]]:
    """Right, wrong, missing and spurious values of cells (by table), texts and identity papers."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    read_rows: dict[str, list[Row]] = defaultdict(list)
    for table in findings.tables:
        read_rows[table.name] += [_row(row) for row in table.rows]
    for name, rows in form.tables().items():
        left = read_rows.pop(name, [])
        for row in rows:
            best = max(left, key=lambda other: _alike(row, other, exact), default={})
            if best and _alike(row, best, exact):
                left.remove(best)
            else:
                best = {}
            _count(counts[name], wrong, name, row, best, exact)
        for extra in left:
            _count(counts[name], wrong, name, {}, extra, exact)
    for name, rows in read_rows.items():
        for extra in rows:
            _count(counts[name], wrong, name, {}, extra, exact)
    texts = {text.field: text.best.value for text in findings.texts if text.best}
    _count(counts["texts"], wrong, "texts", dict(form.texts), texts, exact)
    _score_identity(form, findings, counts["identity"], wrong, exact)
    return counts, wrong


def _score_identity(
    form: FilledForm, findings: Findings, counts: Counter[str], wrong: list[str], exact: bool
) -> None:
    people = {_folded(str(p.full_name.value)): p for p in findings.people}
    for name, parts in form.identity.items():
        truth: Row = {k: v.replace(" ", "") if k == "series" else v for k, v in parts.items()}
        person = people.get(_folded(name))
        prefix = "identity."
        told = person.parts if person else ()
        got: Row = {
            part.field.removeprefix(prefix): part.value
            for part in told
            if part.field.startswith(prefix) and part.confidence >= 0.5
        }
        _count(counts, wrong, f"identity of {name}", truth, got, exact)


def _row(cells: tuple[object, ...]) -> Row:
    return {cell.field: cell.value for cell in cells if cell.confidence >= 0.5}


def _alike(truth: Row, found: Row, exact: bool) -> int:
    return sum(same(value, found.get(column), exact) for column, value in truth.items())


def _count(
    counts: Counter[str], wrong: list[str], name: str, truth: Row, found: Row, exact: bool
) -> None:
    for column, value in truth.items():
        got = found.get(column)
        what = "missing" if got is None else "right" if same(value, got, exact) else "wrong"
        counts[what] += 1
        if what != "right":
            wrong.append(f"{what} {name}.{column}: {value!r} read {got!r}")
    for column in found.keys() - truth.keys():
        counts["spurious"] += 1
        wrong.append(f"spurious {name}.{column}: {found[column]!r}")


def f1(counts: Counter[str]) -> float:
    found = counts["right"] + counts["wrong"] + counts["spurious"]
    there = counts["right"] + counts["wrong"] + counts["missing"]
    return 2 * counts["right"] / (found + there) if found + there else 1.0


# --- the run ----------------------------------------------------------------------------------


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=FORMS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--formats", default="word,pdf,scan")
    parser.add_argument("--only", default="", help="only kinds that match this")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to list of each")
    parser.add_argument("--keep", type=Path, help="folder to keep the made files in")
    args = parser.parse_args()
    names = args.formats.split(",")
    understanding = Ports().load_understanding()
    forms = [f for f in filled_forms(args.forms, args.seed, MAKERS) if re.search(args.only, f.kind)]
    totals: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with ThreadPoolExecutor(2) as pool, tempfile.TemporaryDirectory() as folder:
        work = [(n, form, *file) for n, form in enumerate(forms) for file in files(form, names)]
        for number, form, name, data in work:
            path = (args.keep or Path(folder)) / f"{number:02}.{form.kind}.{name}{FORMATS[name][0]}"
            path.write_bytes(data)
        documents = pool.map(lambda item: read(item[2], item[3]), work)
        for (number, form, name, _), document in zip(work, documents, strict=True):
            findings = understanding.understand(document)
            counts, wrong = score(form, findings, exact=name != "scan")
            kind = "kind right" if findings.kind.value == form.kind else "kind wrong"
            totals[name, "papers"][kind] += 1
            for part, tally in counts.items():
                totals[name, part] += tally
                if part not in ("texts", "identity"):
                    totals[name, "cells"] += tally
            if wrong and args.errors:
                print(f"-- {number} {form.kind} ({findings.kind.value}) {name}")
                print("\n".join(wrong[: args.errors]))
    for (name, part), tally in sorted(totals.items()):
        shown = ", ".join(f"{what} {count}" for what, count in sorted(tally.items()))
        print(f"{name:5} {part:24} {'' if part == 'papers' else f'F1 {f1(tally):.3f}  '}{shown}")
    figures = [
        Figure(f"{what}, F1, {GOALS[name][0]}", f1(totals[name, part]), GOALS[name][1])
        for part, what in (
            ("cells", "cells of tables"),
            ("texts", "texts"),
            ("identity", "identity"),
        )
        for name in names
    ]
    return report(figures)


if __name__ == "__main__":
    sys.exit(main())
