"""ZIP archives, as Windows, macOS and Info-ZIP write them."""

from __future__ import annotations

import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from extractors.containers import CHUNK, Contents, Hold
from extractors.member_names import is_litter
from extractors.protocol import Bench
from extractors.russian_letters import plausibility
from papers.outcome import RefusalCode, Refused, WarningCode

_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNICODE_PATH = 0x7075  # Info-ZIP: version, CRC-32 of the name in the header, the name in UTF-8
#: What Windows writes in Russia without saying so; macOS writes UTF-8 without saying so.
_CODE_PAGES = ("cp866", "cp1251")
_UNTYPED = re.compile(r"[^\x20-\x7e\u0410-\u044f\u0401\u0451\u2116«»–—]")
#: What zipfile and its decompressors raise on a member that is damaged or of an unknown method.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip


def unpack(path: Path, bench: Bench) -> Contents:
    """Lay every file of the archive down; raises Refused, and what zipfile raises."""
    hold = Hold(bench.scratch / "members", bench.limits)
    with zipfile.ZipFile(path, metadata_encoding=_CODE_PAGES[0]) as archive:
        entries = archive.infolist()
        if len(entries) > bench.limits.members:
            raise Refused(RefusalCode.TOO_MANY_MEMBERS)
        # The announced sizes bind: zipfile never gives more than a member announces.
        sizes = sum(entry.file_size for entry in entries)
        if sizes > bench.limits.unpacked_bytes or _overlap(entries):
            raise Refused(RefusalCode.DECOMPRESSION_LIMIT)
        for entry in entries:
            _take(archive, entry, hold)
    return hold.contents()


def _overlap(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether members share their bytes, as only those do that are made to swell."""
    spans = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    return any(start + size > following for (start, size), (following, _) in pairwise(spans))


def _take(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, hold: Hold) -> None:
    name = name_of(entry)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if name.endswith(("/", "\\")) or kind == stat.S_IFDIR or is_litter(name):
        return
    if kind not in (0, stat.S_IFREG):
        hold.warn(WarningCode.SYMLINK_MEMBER)
        return
    if entry.flag_bits & _ENCRYPTED:
        hold.lose(name, RefusalCode.PASSWORD_PROTECTED)
        return
    if entry.file_size > hold.limits.member_bytes:
        hold.lose(name, RefusalCode.DECOMPRESSION_LIMIT)
        return
    try:
        hold.put(name, _chunks(archive, entry))
    except _UNREADABLE:
        hold.lose(name, RefusalCode.CORRUPT_CONTAINER)


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        yield from iter(partial(stream.read, CHUNK), b"")


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name that whoever made the archive saw; the header need not say its code page."""
    if entry.flag_bits & _UTF8 or entry.orig_filename.isascii():
        return entry.orig_filename
    stored = entry.orig_filename.encode(_CODE_PAGES[0])
    if stated := _unicode_path(entry.extra, stored):
        return stated
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        readings = [stored.decode(code_page, "replace") for code_page in _CODE_PAGES]
        return max(readings, key=_likelihood)


def _likelihood(name: str) -> tuple[int, float]:
    """Signs that nobody types into a name weigh more than letters, of which it may have one."""
    return -len(_UNTYPED.findall(name)), plausibility(name)


def _unicode_path(extra: bytes, stored: bytes) -> str | None:
    """The name of the extra field that repeats it in UTF-8, where it repeats this very name."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        content, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(content) > 5:
            (check,) = struct.unpack_from("<I", content, 1)
            if check == zlib.crc32(stored):
                return content[5:].decode("utf-8", "replace")
    return None
