"""The sample papers: complete, varied, small, true to their conditions, and reproducible."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from casework.forms import CellType, load_region
from casework.kinds import KINDS

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "samples"
PAPERS = sorted((SAMPLES / "papers").iterdir())
EXPECTED = sorted((SAMPLES / "expected").iterdir())
TRUTHS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in EXPECTED
}
SUFFIXES = {
    "word": {".docx"},
    "text_pdf": {".pdf"},
    "text": {".txt"},
    "clean_scan": {".pdf", ".png"},
    "skewed_scan": {".pdf"},
    "turned_scan": {".pdf"},
    "stamped_scan": {".pdf"},
    "phone_photo": {".jpg"},
    "fax": {".tif"},
}
REGION = load_region("kalmykia")
SIGNS = {
    item.id for name in ("distress_sign", "control_criterion") for item in REGION.lists[name].items
}
ROLES = {"child", "mother", "father", "guardian", "applicant", "debtor", "claimant", "other_adult"}
SUBTYPES = {"court_order", "decision", "ruling", "resolution", "verdict", "writ"}
NUMBERS = (
    "doc_number",
    "incoming_number",
    "reply_to_number",
    "case_number",
    "uid",
    "enforcement_number",
)

every_paper = pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
every_truth = pytest.mark.parametrize("truth", TRUTHS.values(), ids=TRUTHS)


def values(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def word_text(path: Path) -> str:
    """All text of the body, a line a paragraph, text boxes included."""
    paragraphs = Document(str(path)).element.iter(qn("w:p"))
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def readable(path: Path) -> str | None:
    """What the file says without OCR; None for pictures."""
    match TRUTHS[path.stem]["condition"]:
        case "word":
            return word_text(path)
        case "text_pdf":
            return pdf_text(path)
        case "text":
            return path.read_text("cp1251")
    return None


def test_every_paper_has_its_truth_and_is_listed_for_the_reader() -> None:
    assert sorted(truth["source"] for truth in TRUTHS.values()) == [p.name for p in PAPERS]
    assert sorted(TRUTHS) == [path.stem for path in PAPERS]
    readme = (SAMPLES / "README.md").read_text("utf-8")
    assert [path.name for path in PAPERS if path.name not in readme] == []


def test_the_samples_are_many_varied_and_small() -> None:
    assert len(PAPERS) >= 14
    assert len({truth["kind"] for truth in TRUTHS.values()}) >= 9
    assert {truth["condition"] for truth in TRUTHS.values()} == set(SUFFIXES)
    assert sum(path.stat().st_size for path in PAPERS) <= 6_000_000


@every_paper
def test_a_file_is_what_its_condition_says(path: Path) -> None:
    condition = TRUTHS[path.stem]["condition"]
    assert path.suffix in SUFFIXES[condition]
    if path.suffix == ".pdf":
        has_text = bool(pdf_text(path).strip())
        assert has_text == (condition == "text_pdf")
    if condition == "turned_scan":
        with pypdfium2.PdfDocument(path) as document:
            assert all(page.get_width() > page.get_height() for page in document)
    if condition == "text":
        with pytest.raises(UnicodeDecodeError):
            path.read_text("utf-8")
    modes = {"fax": "1", "phone_photo": "RGB"}
    if condition in modes:
        with Image.open(path) as picture:
            assert picture.mode == modes[condition]


@every_truth
def test_expected_values_are_well_formed(truth: dict[str, Any]) -> None:
    assert truth["kind"] in KINDS
    assert (truth.get("subtype") in SUBTYPES) == (truth["kind"] == "court_act")
    for name, value in truth["fields"].items():
        cell = REGION.form(0).cell(name)
        for one in values(value):
            if cell.type is CellType.DATE:
                assert date.fromisoformat(one).isoformat() == one
            elif cell.choices.items:
                assert cell.choices.get(one), f"{name}: {one}"
            elif cell.pattern:
                assert cell.pattern.fullmatch(one), f"{name}: {one}"
            else:
                assert one is True or one == " ".join(one.split())
    assert set(truth["optional"]) <= {cell.id for cell in REGION.form(0).cells}


@every_truth
def test_expected_people_signs_and_marks_are_well_formed(truth: dict[str, Any]) -> None:
    assert truth["people"]
    for person in truth["people"]:
        assert set(person["roles"]) <= ROLES
        for name in values(person["full_name"]):
            assert re.fullmatch(r"[А-ЯЁ][а-яё]+(-[А-ЯЁ][а-яё]+)?( [А-ЯЁ][а-яё]+){1,2}", name)
        if "birth_date" in person:
            born = date.fromisoformat(person["birth_date"])
            assert born < date.fromisoformat(truth["fields"]["doc_date"])
    certain, debatable = set(truth["distress_signs"]), set(truth.get("distress_optional", []))
    assert certain | debatable <= SIGNS
    assert not certain & debatable
    items = {item.id for closed in REGION.lists.values() for item in closed.items}
    assert {mark.partition(".")[2] for mark in truth.get("marks", {})} <= items


@pytest.mark.parametrize("path", [p for p in PAPERS if readable(p)], ids=lambda path: path.name)
def test_what_is_expected_stands_on_the_paper(path: Path) -> None:
    truth, text = TRUTHS[path.stem], readable(path) or ""
    for name in NUMBERS:
        assert truth["fields"].get(name, "") in text
    for person in truth["people"]:
        if "birth_date" in person:
            assert f"{date.fromisoformat(person['birth_date']):%d.%m.%Y}" in text
        # A declined name keeps its beginning.
        name = values(person["full_name"])[0]
        stems = [word[: min(3, len(word) - 1)] for word in name.split()]
        assert re.search(r"\w*\s+".join(stems), text), person["full_name"]


def test_the_program_makes_the_same_papers_again(tmp_path: Path) -> None:
    conditions = [f"--condition={name}" for name in ("word", "text")]
    program = [sys.executable, str(SAMPLES / "make.py"), f"--out={tmp_path}", *conditions]
    subprocess.run(program, check=True, timeout=120)
    made = {path.name: path for path in (tmp_path / "papers").iterdir()}
    kept = {p.name: p for p in PAPERS if TRUTHS[p.stem]["condition"] in ("word", "text")}
    assert set(made) == set(kept)
    for name, path in kept.items():
        if path.suffix == ".docx":
            assert word_text(made[name]) == word_text(path)
        else:
            assert made[name].read_bytes() == path.read_bytes()
        again = tmp_path / "expected" / f"{path.stem}.json"
        assert again.read_bytes() == (SAMPLES / "expected" / again.name).read_bytes()
