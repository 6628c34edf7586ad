"""DOC, RTF and ODT through the real LibreOffice in the real child."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import olefile
import pytest
from paper_files import LETTER, add_member, replace_member

from extractors import sandbox
from extractors.limits import Limits
from extractors.reader import Reader
from ingest.identify import identify
from papers.document import BlockKind, Document, Method
from papers.outcome import RefusalCode, Refused, WarningCode
from papers.source import MediaKind

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same paper as DOC, RTF and ODT, by suffix."""
    folder = tmp_path_factory.mktemp("office")
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Исх. № 12 от 03.10.2025"
    made.sections[0].footer.paragraphs[0].text = "Исполнитель Ли А.Б."
    for line in LETTER:
        made.add_paragraph(line)
    table = made.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(table._cells, ("Ребёнок", "Класс", "Ким Ян", "4"), strict=True):
        cell.text = text
    source = folder / "письмо.docx"
    made.save(str(source))
    for suffix in ("doc", "rtf", "odt"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--convert-to", suffix, "--outdir", str(folder), str(source)],
            check=True,
            capture_output=True,
        )  # fmt: skip
    return {suffix: folder / f"письмо.{suffix}" for suffix in ("doc", "rtf", "odt")}


def read(path: Path, limits: Limits | None = None) -> Document:
    found = identify(path, path.name)
    assert found.media is MediaKind.OFFICE
    assert found.warnings == ()
    return Reader(limits).read(path, found.media)


def refusal(path: Path, limits: Limits | None = None) -> RefusalCode:
    with pytest.raises(Refused) as refused:
        read(path, limits)
    return refused.value.code


def codes(document: Document) -> list[WarningCode]:
    return [warning.code for warning in document.warnings]


@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_an_office_file_is_read_as_word_reads_it(papers: dict[str, Path], suffix: str) -> None:
    folder = papers[suffix].parent
    before = sorted(folder.iterdir())
    document = read(papers[suffix])
    assert document.text == "\n\n".join(
        ("Исх. № 12 от 03.10.2025", "\n".join(LETTER), "Ребёнок\tКласс\nКим Ян\t4",
         "Исполнитель Ли А.Б.\n")
    )  # fmt: skip
    assert [block.kind for block in document.blocks] == [
        BlockKind.HEADER,
        BlockKind.BODY,
        BlockKind.TABLE,
        BlockKind.FOOTER,
    ]
    assert document.pages[0].method is Method.FLOW
    assert document.warnings == ()
    assert sorted(folder.iterdir()) == before  # no lock file beside the original


def test_what_libreoffice_works_out_anew_is_left_out(tmp_path: Path) -> None:
    """On opening, a date field becomes today's date, which never stood on the paper."""
    fields = (
        (r"DATE \\@ dd.MM.yyyy", "01.02.2020"),
        ("CREATEDATE", "03.02.2020"),
        ("FILENAME", "old.rtf"),
        ("MERGEFIELD name", "Anna"),
    )
    shown = " ".join(
        rf"{{\field{{\*\fldinst {name}}}{{\fldrslt {value}}}}}" for name, value in fields
    )
    path = tmp_path / "a.rtf"
    path.write_text(rf"{{\rtf1\ansi Set: {shown} end\par}}", "ascii")
    assert read(path).text == "Set: 03.02.2020 Anna end\n"


def test_tracked_changes_and_links_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text(
        r"{\rtf1\ansi{\*\template http://example.invalid/t.dot}{\*\revtbl{a;}{b;}}"
        r"Kept {\revised\revauth1 added }{\deleted\revauthdel1 gone }end\par}",
        "ascii",
    )
    document = read(path)
    assert document.text == "Kept added end\n"
    assert set(codes(document)) == {
        WarningCode.EXTERNAL_REFERENCE_IGNORED,
        WarningCode.TRACKED_CHANGES,
    }


def test_macros_are_told_and_left_alone(papers: dict[str, Path], tmp_path: Path) -> None:
    path = shutil.copy(papers["odt"], tmp_path / "a.odt")
    add_member(path, "Basic/Standard/Module1.xml", b"<a/>")
    assert codes(read(path)) == [WarningCode.MACROS_IGNORED]


def test_locked_files_are_told(papers: dict[str, Path], tmp_path: Path) -> None:
    odt = shutil.copy(papers["odt"], tmp_path / "a.odt")
    replace_member(odt, "content.xml", bytes(range(256)))
    replace_member(
        odt, "META-INF/manifest.xml", b"<manifest><manifest:encryption-data/></manifest>"
    )
    assert refusal(odt) is RefusalCode.PASSWORD_PROTECTED
    doc = shutil.copy(papers["doc"], tmp_path / "a.doc")
    with olefile.OleFileIO(doc, write_mode=True) as compound:
        stream = bytearray(compound.openstream("WordDocument").read())
        stream[11] |= 0x01  # fEncrypted of the file information block
        compound.write_stream("WordDocument", bytes(stream))
    assert refusal(doc) is RefusalCode.PASSWORD_PROTECTED


@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_a_cut_file_is_refused(papers: dict[str, Path], tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(papers[suffix].read_bytes()[:300])
    assert refusal(path) is RefusalCode.CORRUPT_CONTAINER


def test_an_odt_is_held_to_the_limits_of_packages(papers: dict[str, Path], tmp_path: Path) -> None:
    path = shutil.copy(papers["odt"], tmp_path / "a.odt")
    assert refusal(path, Limits(members=2)) is RefusalCode.TOO_MANY_MEMBERS
    with zipfile.ZipFile(path) as package:
        content = package.read("content.xml")
    replace_member(path, "content.xml", content.replace(b"?>", b"?><!DOCTYPE a>", 1))
    assert refusal(path) is RefusalCode.DOCTYPE_FORBIDDEN


def test_the_converter_has_its_own_time(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text("{\\rtf1\\ansi " + "One more line.\\par\n" * 30_000 + "}", "ascii")
    assert refusal(path, Limits(converter_cpu_seconds=1)) is RefusalCode.TIME_LIMIT


def test_without_libreoffice_only_these_files_wait(
    papers: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sandbox._ENVIRONMENT, "PATH", str(tmp_path))
    assert refusal(papers["rtf"]) is RefusalCode.CONVERTER_MISSING
    text = tmp_path / "a.txt"
    text.write_text("Письмо", "utf-8")
    assert Reader().read(text, MediaKind.TEXT).text == "Письмо\n"
