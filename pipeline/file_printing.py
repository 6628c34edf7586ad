"""A личное дело on paper: every document to PDF, the inventory in front, bound; or as a ZIP.

Files that came from outside are never opened here: of a scan the upright pages that the reading
child left are printed, of other papers the text that was read of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from casework.case_file import CaseFile, FileEntry, FileItem
from casework.draft import DecisionRefused
from casework.family_case import LinkedPaper
from casework.form_spec import Region
from casework.journal import JournalRow
from papers.document import Document
from pipeline.lazy import load
from storage.store import Store

_EXPORT = "exports.case_file"
_ALL_TO_PDF, _TO_PDF = "exports.pdf:all_to_pdf", "exports.pdf:to_pdf"
_WRITE_FORM = "exports.form:write_form"
_SECTION, _BIND = "extractors.binding:Section", "extractors.binding:bind"
_PAGE_COUNT, _PICTURES = "extractors.binding:page_count", "extractors.binding:pictures_to_pdf"
#: Word files that LibreOffice is given at a time.
_BATCH = 8


def nothing() -> None:
    """The step of who does not watch."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A document of the file as PDF, with the pages of it that are wanted (all when empty)."""

    item: FileItem
    entry: FileEntry
    path: Path
    pages: tuple[int, ...] = ()


class FilePrinter:
    """Writes `out` whole or not at all; DecisionRefused converter_missing, conversion_failed."""

    def __init__(self, store: Store, region: Region, institution: str) -> None:
        self._store = store
        self._region = region
        self._institution = institution

    def inventory(
        self, file: CaseFile, out: Path, by: str, step: Callable[[], object] = nothing
    ) -> int:
        """The опись: its sheets are those of the whole file printed."""
        with _beside(out) as folder:
            parts = self._parts(file, folder, step)
            made = self._write_inventory(file, _sections(parts), folder, by)
            if out.suffix.lower() == ".pdf":
                load(_TO_PDF)(made, out)
            else:
                made.replace(out)
            return len(parts)

    def whole(
        self, file: CaseFile, out: Path, by: str, step: Callable[[], object] = nothing
    ) -> int:
        """One PDF: the опись, then every document in its order, sheets numbered."""
        with _beside(out) as folder:
            parts = self._parts(file, folder, step)
            sections = _sections(parts)
            made = self._write_inventory(file, sections, folder, by)
            (front,) = load(_ALL_TO_PDF)([made], folder)
            section = load(_SECTION)("Внутренняя опись", front)
            bound = folder / "bound.pdf"
            title = f"{file.spec.title}: {file.family}"
            load(_BIND)([section, *sections], bound, title, 1, step)
            bound.replace(out)
            return len(parts)

    def originals(
        self, file: CaseFile, out: Path, by: str, step: Callable[[], object] = nothing
    ) -> int:
        """A ZIP of the files as they came, letters, forms and the опись, with their hashes."""
        member = load(f"{_EXPORT}:Member")
        with _beside(out) as folder:
            parts = self._parts(file, folder, nothing)
            made = self._write_inventory(file, _sections(parts), folder, by)
            members = [member("Опись", ".docx", made)]
            seen: set[Path] = set()
            for number, (item, entry) in enumerate(file.entries, 1):
                path, suffix = self._original(entry, folder, number)
                if path not in seen:
                    seen.add(path)
                    members.append(member(f"{item.spec.code} {entry.title}", suffix, path))
            packed = folder / "packed.zip"
            load(f"{_EXPORT}:write_zip")(members, packed, step)
            packed.replace(out)
            return len(parts)

    def _original(self, entry: FileEntry, folder: Path, number: int) -> tuple[Path, str]:
        if entry.paper:
            item = self._store.item(entry.paper.document_id)
            return self._store.originals.path(item.sha256), PurePath(entry.paper.source).suffix
        if entry.letter:
            return self._store.originals.path(entry.letter.sha256), ".docx"
        return self._form(entry, folder / f"form-{number:04}.docx"), ".docx"

    # --- documents to PDF ---------------------------------------------------------------------

    def _parts(self, file: CaseFile, folder: Path, step: Callable[[], object]) -> list[_Part]:
        entries = list(file.entries)
        ready: dict[int, _Part] = {}
        texts: dict[int, Path] = {}
        for number, (item, entry) in enumerate(entries):
            made = self._drawn(item, entry, folder / f"page-{number:04}.pdf")
            if made is not None:
                ready[number] = made
                step()
            else:
                texts[number] = self._written(entry, folder / f"text-{number:04}.docx")
        for number, path in _converted(texts, folder, step):
            ready[number] = _Part(*entries[number], path)
        return [ready[number] for number in range(len(entries))]

    def _drawn(self, item: FileItem, entry: FileEntry, out: Path) -> _Part | None:
        """A paper of which there are pages to be seen; None for text, letters and forms."""
        if entry.paper is None:
            return None
        document = self._document(entry.paper)
        sha256 = self._store.item(entry.paper.document_id).sha256
        searchable = self._store.pictures.searchable(sha256)
        if searchable is not None:
            pages = tuple(page.number for page in document.pages)
            return _Part(item, entry, searchable, pages)
        if not self._store.pictures.pages(sha256):
            return None
        folder = self._store.pictures.root / sha256
        load(_PICTURES)(document, folder, out, entry.title)
        return _Part(item, entry, out)

    def _written(self, entry: FileEntry, out: Path) -> Path:
        if entry.paper:
            title = f"{entry.title} {entry.requisites}. Файл «{entry.paper.source}», текст бумаги:"
            lines = self._document(entry.paper).text.splitlines()
            load(f"{_EXPORT}:write_text")(title, lines, out)
        elif entry.letter:
            out.write_bytes(self._store.originals.path(entry.letter.sha256).read_bytes())
        else:
            self._form(entry, out)
        return out

    def _form(self, entry: FileEntry, out: Path) -> Path:
        row: JournalRow | None = entry.record
        if row is None:
            raise ValueError("an entry is a paper, a letter or a record")
        form = self._region.form(row.record.form)
        layout = self._region.print_of(form)
        if layout is None:
            message = f"Форма № {form.number} не печатается: в регионе нет её макета."
            raise DecisionRefused("invalid_value", message)
        load(_WRITE_FORM)(form, layout, row.record, out)
        return out

    def _document(self, paper: LinkedPaper) -> Document:
        document = self._store.document(paper.document_id)
        if document is None:
            message = f"Бумага {paper.document_id} не прочитана."
            raise DecisionRefused("not_allowed", message)
        return document

    def _write_inventory(self, file: CaseFile, sections: list[Any], folder: Path, by: str) -> Path:
        line = load(f"{_EXPORT}:InventoryLine")
        lines, first = [], 1
        for (item, entry), section in zip(file.entries, sections, strict=True):
            count = load(_PAGE_COUNT)(section)
            note = " ".join(filter(None, (item.code, item.note)))
            lines.append(line(entry.title, entry.requisites, first, count, note))
            first += count
        missing = tuple(f"{item.code} {item.spec.title}" for item in file.required if not item.done)
        inventory = load(f"{_EXPORT}:Inventory")(
            self._institution, file.spec.title, file.family, tuple(lines), missing, by,
            self._store.clock().date(),
        )  # fmt: skip
        made = folder / "inventory.docx"
        load(f"{_EXPORT}:write_inventory")(inventory, made)
        return made


def _sections(parts: Sequence[_Part]) -> list[Any]:
    section = load(_SECTION)
    return [section(f"{p.item.code} {p.entry.title}", p.path, p.pages) for p in parts]


def _converted(
    texts: dict[int, Path], folder: Path, step: Callable[[], object]
) -> Iterator[tuple[int, Path]]:
    """Word files of our own as PDF, some of them at a time."""
    numbers = list(texts)
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        pdfs = load(_ALL_TO_PDF)([texts[number] for number in batch], folder)
        for number, path in zip(batch, pdfs, strict=True):
            yield number, path
            step()


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A folder from which a finished file moves to `out` by a rename."""
    with TemporaryDirectory(prefix=".opis-", dir=out.absolute().parent) as folder:
        yield Path(folder)
