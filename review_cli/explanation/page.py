"""An explanation as one self-contained HTML page: text, marks, places on the scans, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from jinja2 import Environment, PackageLoader, StrictUndefined

from papers.document import Document
from papers.outcome import ReadingWarning
from review_cli.explanation.crops import Gallery
from review_cli.explanation.shown import PaperShown
from review_cli.explanation.story import Chapter


class ExplanationPage:
    """A page in the making; it stands at `out` when it is whole and says anything at all.

    Leaving the block with an exception leaves `out` as it was. OSError when it can't be written.
    """

    def __init__(self, out: Path, title: str) -> None:
        loader = PackageLoader("review_cli", "explanation")
        environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
        self._macros = environment.get_template("page.html").module
        self._out = out
        self._folder = TemporaryDirectory(prefix=".opis-", dir=out.absolute().parent)
        self._draft = Path(self._folder.name) / out.name
        self._file = self._draft.open("w", encoding="utf-8", errors="replace")
        self._gallery = Gallery()
        self._papers = 0
        self._write("head", title)

    def __enter__(self) -> ExplanationPage:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._folder, self._file:
            if kind is None and self._papers:
                self._write("tail")
                self._file.close()
                self._draft.replace(self._out)

    @property
    def written(self) -> bool:
        """Whether there is a paper on it."""
        return self._papers > 0

    def add(
        self,
        source: str,
        document: Document,
        chapters: Sequence[Chapter],
        warnings: Sequence[ReadingWarning],
        pictures: Sequence[Path],
    ) -> None:
        """One paper; `pictures` are its pages in order, none of a flowing format."""
        self._papers += 1
        shown = PaperShown(f"p{self._papers}", document, chapters, pictures, self._gallery)
        self._write("paper", shown.paper(source, warnings))

    def add_unread(self, source: str, message: str) -> None:
        """A file that gave no document, beside those that did."""
        self._write("unread", source, message)

    def _write(self, macro: str, *given: object) -> None:
        self._file.write(str(getattr(self._macros, macro)(*given)) + "\n")
