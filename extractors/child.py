"""The process that parses untrusted bytes: `python -m extractors.child`, never called by hand.

A request comes on standard input, then the numbers of pages, a line each; messages go to standard
output. Parsers are imported only after the process has confined itself.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from extractors.confine import allow_cpu, confine
from extractors.containers import Contents
from extractors.protocol import (
    BROKEN,
    Bench,
    Extractor,
    LooksAgain,
    OpenExtractor,
    PageQuestions,
    ReadBook,
    UnpackContainer,
)
from extractors.wire import (
    BookRead,
    Confined,
    FileRefused,
    Message,
    Opened,
    PageAnswered,
    PageLost,
    PageRead,
    Request,
    Unpacked,
    decode_request,
    encode,
)
from papers.outcome import RefusalCode, Refused
from papers.source import MediaKind
from papers.workbook import BookSheet

EXTRACTORS: dict[MediaKind, tuple[str, str]] = {
    MediaKind.DOCX: ("extractors.word_file", "WordFile"),
    MediaKind.PDF: ("extractors.pdf_file", "PdfFile"),
    MediaKind.IMAGE: ("extractors.image_file", "ImageFile"),
    MediaKind.TEXT: ("extractors.text_file", "TextFile"),
    MediaKind.OFFICE: ("extractors.office_file", "OfficeFile"),
    MediaKind.MAIL: ("extractors.mail_file", "MailFile"),
    MediaKind.OUTLOOK: ("extractors.outlook_file", "OutlookFile"),
}
BOOKS: dict[MediaKind, tuple[str, str]] = {
    MediaKind.WORKBOOK: ("extractors.workbook_file", "read_book"),
}
UNPACKERS: dict[MediaKind, tuple[str, str]] = {
    MediaKind.MAIL: ("extractors.mail_file", "unpack"),
    MediaKind.OUTLOOK: ("extractors.outlook_file", "unpack"),
    MediaKind.ARCHIVE: ("extractors.archive_file", "unpack"),
}


def main() -> None:
    answers = _private_output()
    asked = sys.stdin.buffer
    request = decode_request(asked.readline())
    held = confine(
        request.limits,
        parent=int(sys.argv[1]),
        paper=Path(request.path),
        scratch=Path(request.scratch),
    )

    def say(message: Message) -> None:
        answers.write(encode(message))
        answers.flush()

    say(Confined(held))
    try:
        if request.unpack:
            say(Unpacked(_unpack(request)))
            return
        if request.media in BOOKS:
            say(BookRead(_read_book(request)))
            return
        extractor = _open(request)
    except Exception as error:
        say(FileRefused(_meaning(error, request.media)))
        return
    say(Opened(extractor.page_count, extractor.warnings))
    questions = {one.number: one for one in request.questions}
    for line in asked:
        say(_read_page(extractor, int(line), request, questions.get(int(line))))


def _read_page(
    extractor: Extractor, number: int, request: Request, asked: PageQuestions | None
) -> PageRead | PageAnswered | PageLost:
    allow_cpu(request.limits.page_cpu_seconds)
    try:
        if asked:
            return PageAnswered(number, cast(LooksAgain, extractor).look_again(asked))
        return PageRead(extractor.read_page(number))
    except Exception as error:
        return PageLost(number, _meaning(error, request.media))


def _open(request: Request) -> Extractor:
    module, name = EXTRACTORS[request.media]
    scratch, own = Path(request.scratch), _own_folder(request)
    pictures = scratch / "pictures" if request.pictures else None
    steps = scratch / "steps" if request.steps else None
    sheets = scratch / "sheets" if request.sheets else None
    for folder in filter(None, (pictures, steps, sheets)):
        folder.mkdir(exist_ok=True)
    build = cast(OpenExtractor, getattr(import_module(module), name))
    return build(Path(request.path), Bench(request.limits, own, pictures, steps, sheets))


def _own_folder(request: Request) -> Path:
    """Where this child alone keeps its files; pictures of pages lie beside it, for all."""
    folder = Path(request.scratch) / f"child-{request.number}"
    folder.mkdir()
    return folder


def _unpack(request: Request) -> Contents:
    module, name = UNPACKERS[request.media]
    unpack = cast(UnpackContainer, getattr(import_module(module), name))
    return unpack(Path(request.path), Bench(request.limits, Path(request.scratch)))


def _read_book(request: Request) -> tuple[BookSheet, ...]:
    module, name = BOOKS[request.media]
    read = cast(ReadBook, getattr(import_module(module), name))
    return read(Path(request.path), Bench(request.limits, Path(request.scratch)))


def _meaning(error: Exception, media: MediaKind) -> RefusalCode:
    if isinstance(error, Refused):
        return error.code
    if isinstance(error, MemoryError) or "memory" in str(error).lower():
        return RefusalCode.MEMORY_LIMIT
    return BROKEN[media]


def _private_output() -> BinaryIO:
    """Keep standard output for messages: what a C library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    main()
