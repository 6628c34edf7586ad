"""ZIP archives: names as their maker saw them, members kept apart, harm kept out."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from extractors.archive_file import unpack
from extractors.containers import Contents
from extractors.limits import Limits
from extractors.member_names import NAMELESS, apart, is_litter, tidy
from extractors.protocol import Bench
from papers.outcome import RefusalCode, Refused, WarningCode

RUSSIAN = "Справка о составе семьи.docx"


class Archive:
    """Writes members one by one, with headers that no Python program would write."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        self.zip = zipfile.ZipFile(self.bytes, "w", zipfile.ZIP_DEFLATED)

    def add(
        self, name: str | bytes, data: bytes = b"text", mode: int = 0, extra: bytes = b""
    ) -> Archive:
        """A name of bytes is written as it is, without the flag of UTF-8."""
        shown = name if isinstance(name, str) else "x" * len(name)
        info = zipfile.ZipInfo(shown)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr, info.extra = mode << 16, extra
        self.zip.writestr(info, data)
        if isinstance(name, bytes):
            self.names = {**getattr(self, "names", {}), shown.encode(): name}
        return self

    def write(self, path: Path) -> Path:
        self.zip.close()
        data = self.bytes.getvalue()
        for shown, meant in getattr(self, "names", {}).items():
            data = data.replace(shown, meant)
        path.write_bytes(data)
        return path


def opened(archive: Archive, folder: Path, limits: Limits | None = None) -> Contents:
    return unpack(archive.write(folder / "a.zip"), Bench(limits or Limits(), folder))


def names(contents: Contents) -> list[str]:
    return [member.name for member in contents.members]


def codes(contents: Contents) -> set[WarningCode]:
    own = {warning.code for member in contents.members for warning in member.warnings}
    return own | {warning.code for warning in contents.warnings}


@pytest.mark.parametrize("code_page", ["cp866", "cp1251", "utf-8"])
def test_a_name_without_its_code_page_is_read_as_it_was_meant(
    tmp_path: Path, code_page: str
) -> None:
    assert names(opened(Archive().add(RUSSIAN.encode(code_page)), tmp_path)) == [RUSSIAN]


@pytest.mark.parametrize("name", ["а.pdf", "№ 5.pdf", "АКТ", "н.doc"])
def test_a_name_of_few_letters_is_read_too(tmp_path: Path, name: str) -> None:
    assert names(opened(Archive().add(name.encode("cp866")), tmp_path)) == [name]


def test_a_name_that_says_utf8_is_believed(tmp_path: Path) -> None:
    assert names(opened(Archive().add(RUSSIAN), tmp_path)) == [RUSSIAN]


def test_the_unicode_field_is_believed_only_of_the_name_beside_it(tmp_path: Path) -> None:
    stored = "Справка.docx".encode("cp866")

    def field(check: int) -> bytes:
        content = struct.pack("<BI", 1, check) + "Акт.docx".encode()
        return struct.pack("<HH", 0x7075, len(content)) + content

    true = Archive().add(stored, extra=field(zlib.crc32(stored)))
    assert names(opened(true, tmp_path)) == ["Акт.docx"]
    (tmp_path / "b").mkdir()
    stale = Archive().add(stored, extra=field(1))
    assert names(opened(stale, tmp_path / "b")) == ["Справка.docx"]


def test_members_lie_under_numbers_whole(tmp_path: Path) -> None:
    contents = opened(Archive().add("папка/а.txt", b"one").add("папка/б.txt", b"two"), tmp_path)
    assert names(contents) == ["папка/а.txt", "папка/б.txt"]
    lying = [(tmp_path / "members" / member.file).read_bytes() for member in contents.members]
    assert lying == [b"one", b"two"]
    assert codes(contents) == set()


def test_what_is_no_paper_is_passed_over(tmp_path: Path) -> None:
    archive = Archive().add("папка/", b"").add("папка\\", b"").add("а.txt").add("а.txt.sig")
    for litter in ("__MACOSX/._а.txt", "Thumbs.db", "x/desktop.ini", "~$а.docx", ".DS_Store"):
        archive.add(litter)
    assert names(opened(archive, tmp_path)) == ["а.txt"]


@pytest.mark.parametrize("name", ["../../etc/а.txt", "/etc/а.txt", "C:\\etc\\а.txt"])
def test_a_name_that_points_elsewhere_is_cut(tmp_path: Path, name: str) -> None:
    contents = opened(Archive().add(name), tmp_path)
    assert names(contents) == ["etc/а.txt"]
    assert codes(contents) == {WarningCode.UNSAFE_MEMBER_NAME}


def test_a_link_is_passed_over_and_told_of(tmp_path: Path) -> None:
    archive = Archive().add("а.pdf", b"/etc/passwd", 0o120777).add("б.txt", mode=0o100644)
    contents = opened(archive, tmp_path)
    assert names(contents) == ["б.txt"]
    assert codes(contents) == {WarningCode.SYMLINK_MEMBER}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    contents = opened(Archive().add("а.txt", b"1").add("а.txt", b"2").add("а (2).txt"), tmp_path)
    assert names(contents) == ["а.txt", "а (2).txt", "а (2) (2).txt"]
    assert codes(contents) == {WarningCode.DUPLICATE_MEMBERS}


def locked(data: bytes) -> bytes:
    """Every member claims to be encrypted."""
    data = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            data[place + at] |= 1
    return bytes(data)


def test_what_is_locked_or_damaged_is_lost_alone(tmp_path: Path) -> None:
    path = Archive().add("а.txt", b"locked").write(tmp_path / "a.zip")
    path.write_bytes(locked(path.read_bytes()))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("б.txt", "damaged")
        archive.writestr("в.txt", "whole")
    path.write_bytes(path.read_bytes().replace(b"damaged", b"DAMAGED"))
    contents = unpack(path, Bench(Limits(), tmp_path))
    assert names(contents) == ["в.txt"]
    assert [(lost.name, lost.code) for lost in contents.lost] == [
        ("а.txt", RefusalCode.PASSWORD_PROTECTED),
        ("б.txt", RefusalCode.CORRUPT_CONTAINER),
    ]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(members=2), RefusalCode.TOO_MANY_MEMBERS),
        (Limits(unpacked_bytes=250), RefusalCode.DECOMPRESSION_LIMIT),
    ],
)
def test_an_archive_beyond_its_bounds_is_refused(
    tmp_path: Path, limits: Limits, code: RefusalCode
) -> None:
    archive = Archive()
    for name in "абв":
        archive.add(f"{name}.txt", bytes(100))
    with pytest.raises(Refused) as refusal:
        opened(archive, tmp_path, limits)
    assert refusal.value.code is code


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    data = Archive().add("а.txt", bytes(9)).write(tmp_path / "a.zip").read_bytes()
    directory, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[directory:end]
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 9, 9, 9 * len(entry), directory, 0)
    path = tmp_path / "b.zip"
    path.write_bytes(data[:directory] + 9 * entry + tail)
    with pytest.raises(Refused) as refusal:
        unpack(path, Bench(Limits(), tmp_path))
    assert refusal.value.code is RefusalCode.DECOMPRESSION_LIMIT


def test_a_member_beyond_its_bounds_is_lost_alone(tmp_path: Path) -> None:
    archive = Archive().add("а.txt", bytes(200)).add("б.txt")
    contents = opened(archive, tmp_path, Limits(member_bytes=100))
    assert names(contents) == ["б.txt"]
    assert [lost.code for lost in contents.lost] == [RefusalCode.DECOMPRESSION_LIMIT]


def test_an_archive_of_nothing_is_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        opened(Archive().add("папка/", b""), tmp_path)
    assert refusal.value.code is RefusalCode.EMPTY_FILE


def test_names_are_fit_to_be_shown() -> None:
    assert tidy("а\x00б\u202e/в\n.txt") == ("аб/в.txt", False)
    assert tidy("") == (NAMELESS, False)
    assert tidy("..") == (NAMELESS, True)
    long, _ = tidy("д" * 500 + ".docx")
    assert len(long) == 200
    assert long.endswith(".docx")


def test_litter_is_known_by_name_alone() -> None:
    assert is_litter("Папка/THUMBS.DB")
    assert not is_litter("Подпись.docx")


def test_names_apart_stay_as_they_are_where_they_may() -> None:
    assert apart(["а", "б"]).names == ("а", "б")
    assert apart(["а", "а", "а"]).names == ("а", "а (2)", "а (3)")
