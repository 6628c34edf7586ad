"""The process that parses untrusted bytes: `python -m extractors.child`, never called by hand.

A request comes on standard input, messages go to standard output. Parsers are imported only
after the process has confined itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from extractors.confine import allow_cpu, confine
from extractors.protocol import BROKEN, Bench, Extractor, OpenExtractor
from extractors.wire import (
    FileRefused,
    Message,
    Opened,
    PageLost,
    PageRead,
    Request,
    decode_request,
    encode,
)
from papers.outcome import RefusalCode, Refused
from papers.source import MediaKind

EXTRACTORS: dict[MediaKind, tuple[str, str]] = {
    MediaKind.DOCX: ("extractors.word_file", "WordFile"),
    MediaKind.PDF: ("extractors.pdf_file", "PdfFile"),
    MediaKind.IMAGE: ("extractors.image_file", "ImageFile"),
    MediaKind.TEXT: ("extractors.text_file", "TextFile"),
    MediaKind.OFFICE: ("extractors.office_file", "OfficeFile"),
}


def main() -> None:
    answers = _private_output()
    request = decode_request(sys.stdin.buffer.read())
    confine(request.limits, int(sys.argv[1]))

    def say(message: Message) -> None:
        answers.write(encode(message))
        answers.flush()

    try:
        extractor = _open(request)
    except Exception as error:
        say(FileRefused(_meaning(error, request.media)))
        return
    say(Opened(extractor.page_count, extractor.warnings))
    _read_pages(extractor, request, say)


def _read_pages(extractor: Extractor, request: Request, say: Callable[[Message], None]) -> None:
    for number in range(request.first_page, extractor.page_count + 1):
        allow_cpu(request.limits.page_cpu_seconds)
        try:
            say(PageRead(extractor.read_page(number)))
        except Exception as error:
            say(PageLost(number, _meaning(error, request.media)))


def _open(request: Request) -> Extractor:
    module, name = EXTRACTORS[request.media]
    scratch = Path(request.scratch)
    pictures = scratch / "pictures" if request.pictures else None
    steps = scratch / "steps" if request.steps else None
    for folder in filter(None, (pictures, steps)):
        folder.mkdir(exist_ok=True)
    build = cast(OpenExtractor, getattr(import_module(module), name))
    return build(Path(request.path), Bench(request.limits, scratch, pictures, steps))


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
