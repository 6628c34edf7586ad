"""Outlook's letters for tests: a small writer of compound files (MS-CFB) and of MSG in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

Tree = Mapping[str, "bytes | Tree"]

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_OUTLOOK = bytes.fromhex("0b0d020000000000c000000000000046")


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    first: int = _END
    right: int = _NONE
    child: int = _NONE


def compound_file(tree: Tree) -> bytes:
    """The bytes of a compound file that holds `tree`, in sectors of 512 bytes."""
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _list(tree, entries)
    small = [entry for entry in entries[1:] if 0 < len(entry.data) < _CUTOFF]
    big = [entry for entry in entries[1:] if len(entry.data) >= _CUTOFF]
    mini_chain: list[int] = []
    for entry in small:
        entry.first = _chain(mini_chain, -(-len(entry.data) // _MINI))
    mini_stream = b"".join(_padded(entry.data, _MINI) for entry in small)

    directory_size = -(-len(entries) // 4)
    mini_fat = _padded(struct.pack(f"<{len(mini_chain)}I", *mini_chain), _SECTOR, b"\xff")
    blocks = [mini_fat, mini_stream, *(entry.data for entry in big)]
    sectors = [directory_size, *(-(-len(block) // _SECTOR) for block in blocks)]
    fat_size = 1
    while fat_size * 128 < fat_size + sum(sectors):
        fat_size += 1
    fat = [_FAT] * fat_size
    starts = [_chain(fat, count) for count in sectors]
    entries[0].data, entries[0].first = mini_stream, starts[2]
    for entry, start in zip(big, starts[3:], strict=True):
        entry.first = start
    fat += [_FREE] * (fat_size * 128 - len(fat))

    head = struct.pack(
        "<8s16x5H6x9I", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6,
        0, fat_size, starts[0], 0, _CUTOFF, starts[1], sectors[1], _END, 0,
    )  # fmt: skip
    places = [*range(fat_size), *[_FREE] * (109 - fat_size)]
    directory = b"".join(map(_directory_entry, entries))
    return b"".join(
        (
            head,
            struct.pack("<109I", *places),
            struct.pack(f"<{len(fat)}I", *fat),
            _padded(directory, _SECTOR),
            *(_padded(block, _SECTOR) for block in blocks),
        )
    )


def _list(tree: Tree, entries: list[_Entry]) -> int:
    """Enter the children of a storage; the number of the first, the others to its right."""
    first, before = _NONE, None
    for name, held in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
        number = len(entries)
        entry = _Entry(name, _STREAM if isinstance(held, bytes) else _STORAGE)
        entries.append(entry)
        if isinstance(held, bytes):
            entry.data = held
        else:
            entry.child = _list(held, entries)
        if before is None:
            first = number
        else:
            before.right = number
        before = entry
    return first


def _chain(table: list[int], count: int) -> int:
    """Put a chain of `count` sectors behind the others; its first, or the end of none."""
    if not count:
        return _END
    start = len(table)
    table += [*range(start + 1, start + count), _END]
    return start


def _padded(data: bytes, size: int, filler: bytes = b"\0") -> bytes:
    return data + filler * (-len(data) % size)


def _directory_entry(entry: _Entry) -> bytes:
    name = (entry.name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sH2B3I16s4x16xIQ", name, len(name), entry.kind, 1, _NONE, entry.right, entry.child,
        _OUTLOOK if entry.kind == _ROOT else b"", entry.first, len(entry.data),
    )  # fmt: skip


# --- letters ---------------------------------------------------------------------------------

TEXT, BINARY, NUMBER, TIME = 0x001F, 0x0102, 0x0003, 0x0040
_AT = {"letter": 32, "inner": 24, "part": 8}


@dataclass(frozen=True)
class Part:
    """An attachment: a file, or a letter (a tree of `letter_tree`)."""

    name: str
    data: bytes = b""
    letter: Tree | None = None
    cid: str = ""
    method: int = 1

    def tree(self) -> Tree:
        values = {(0x3707, TEXT): self.name, (0x3712, TEXT): self.cid}
        if self.letter is None:
            values |= {(0x3705, NUMBER): self.method, (0x3701, BINARY): self.data}
            return _properties(values, "part")
        values |= {(0x3705, NUMBER): 5}
        return {**_properties(values, "part"), "__substg1.0_3701000D": self.letter}


@dataclass(frozen=True)
class OutlookLetter:
    """What a letter says; `html` is kept in UTF-8."""

    sender: str = "Отдел опеки"
    address: str = "opeka@example.org"
    to: str = "Центр"
    subject: str = "Направление сведений"
    body: str = "Добрый день!\r\nНаправляем акт.\r\n"
    html: str = ""
    sent: datetime | None = datetime(2025, 3, 14, 7, 0, tzinfo=UTC)
    delivered: datetime | None = None
    parts: Sequence[Part] = field(default=())

    def tree(self, inner: bool = False) -> Tree:
        values = {
            (0x001A, TEXT): "IPM.Note",
            (0x0037, TEXT): self.subject,
            (0x0C1A, TEXT): self.sender,
            (0x5D01, TEXT): self.address,
            (0x0E04, TEXT): self.to,
            (0x1000, TEXT): self.body,
            (0x1013, BINARY): self.html.encode(),
            (0x3FDE, NUMBER): 65001,
            (0x0039, TIME): self.sent,
            (0x0E06, TIME): self.delivered,
        }
        own = _properties(values, "inner" if inner else "letter")
        parts = {f"__attach_version1.0_#{n:08X}": p.tree() for n, p in enumerate(self.parts)}
        return {**own, **parts}

    def file(self) -> bytes:
        return compound_file(self.tree())


def _properties(
    values: Mapping[tuple[int, int], str | bytes | int | datetime | None], where: str
) -> dict[str, bytes | Tree]:
    streams: dict[str, bytes | Tree] = {}
    lines = list(_lines(values, streams))
    return {"__properties_version1.0": bytes(_AT[where]) + b"".join(lines), **streams}


def _lines(
    values: Mapping[tuple[int, int], str | bytes | int | datetime | None],
    streams: dict[str, bytes | Tree],
) -> Iterator[bytes]:
    for (number, kind), value in values.items():
        if isinstance(value, datetime):
            passed = int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds())
            yield struct.pack("<HHIQ", kind, number, 6, passed * 10_000_000)
        elif isinstance(value, int):
            yield struct.pack("<HHIQ", kind, number, 6, value)
        elif value:
            data = value.encode("utf-16-le") if isinstance(value, str) else value
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
            yield struct.pack("<HHIQ", kind, number, 6, len(data))
