"""The members of a container, taken out by a child and moved to where the caller wants them."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from extractors.containers import Contents, Member
from extractors.limits import Limits
from extractors.protocol import BROKEN
from extractors.sandbox import ChildLost, run_child, scratch_folder
from extractors.wire import FileRefused, Request, Unpacked
from papers.outcome import RefusalCode, Refused
from papers.source import MediaKind


def unpack(path: Path, media: MediaKind, folder: Path, limits: Limits) -> Contents:
    """Put the members into `folder`, an existing one, each as its `file`; raises Refused."""
    if path.stat().st_size > limits.file_bytes:
        raise Refused(RefusalCode.TOO_LARGE)
    with scratch_folder() as scratch:
        request = Request(str(path.resolve()), media, str(scratch), limits, unpack=True)
        contents = _contents(request)
        for member in contents.members:
            _take_over(scratch / "members", member, folder, limits)
    return contents


def _contents(request: Request) -> Contents:
    broken = Refused(BROKEN[request.media])
    try:
        for message in run_child(request):
            match message:
                case Unpacked(contents):
                    return contents
                case FileRefused(code):
                    raise Refused(code)
    except ChildLost as loss:
        raise (Refused(loss.code) if loss.code else broken) from loss
    raise broken


def _take_over(made: Path, member: Member, folder: Path, limits: Limits) -> None:
    """Move a member out, if it is what the child says: an ordinary file of a bounded size."""
    place = made / member.file
    seen = place.lstat() if not made.is_symlink() and os.path.lexists(place) else None
    if seen is None or not stat.S_ISREG(seen.st_mode) or seen.st_size > limits.member_bytes:
        raise Refused(RefusalCode.CORRUPT_CONTAINER)
    shutil.move(place, folder / member.file)
