"""How much a file may cost. The table of docs/limits.md says the same in Russian."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading; bytes, seconds, pixels and counts as the names say.

    `cpu_seconds` is for opening the file, `page_cpu_seconds` is added for every page,
    `converter_cpu_seconds` is LibreOffice's own;
    `page_wall_seconds` is the longest silence of the child before it is killed.
    """

    file_bytes: int = 200 * MIB
    memory_bytes: int = 1024 * MIB
    scratch_file_bytes: int = 256 * MIB
    answer_bytes: int = 64 * MIB
    cpu_seconds: int = 20
    converter_cpu_seconds: int = 30
    page_cpu_seconds: int = 15
    page_wall_seconds: float = 60.0
    lost_pages: int = 5
    pages: int = 500
    page_pixels: int = 25_000_000
    image_pixels: int = 150_000_000
    smallest_side: int = 40
    members: int = 2_000
    nesting: int = 3
    member_bytes: int = 64 * MIB
    unpacked_bytes: int = 256 * MIB
    text_characters: int = 2_000_000
    page_characters: int = 30_000
    page_objects: int = 20_000
    read_again: int = 16
    sheet_rows: int = 20_000
    sheet_characters: int = 20_000_000
