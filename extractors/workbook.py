"""The cells of a workbook, read by a child."""

from __future__ import annotations

from pathlib import Path

from extractors.limits import Limits
from extractors.protocol import BROKEN
from extractors.sandbox import ChildLost, run_child, scratch_folder
from extractors.wire import BookRead, FileRefused, Request
from papers.outcome import RefusalCode, Refused
from papers.source import MediaKind
from papers.workbook import BookSheet


def read_workbook(path: Path, limits: Limits) -> tuple[BookSheet, ...]:
    """Every sheet of the XLSX at `path`; raises Refused, OSError."""
    if path.stat().st_size > limits.file_bytes:
        raise Refused(RefusalCode.TOO_LARGE)
    broken = Refused(BROKEN[MediaKind.WORKBOOK])
    with scratch_folder() as scratch:
        request = Request(str(path.resolve()), MediaKind.WORKBOOK, str(scratch), limits)
        try:
            for message in run_child(request):
                match message:
                    case BookRead(sheets):
                        return sheets
                    case FileRefused(code):
                        raise Refused(code)
        except ChildLost as loss:
            raise (Refused(loss.code) if loss.code else broken) from loss
    raise broken
