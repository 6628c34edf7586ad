"""Laws of containers: whatever names and bytes, members lie in their folder and are told apart."""

from __future__ import annotations

import contextlib
import io
import struct
import tempfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mail_files import archive, letter
from outlook_files import OutlookLetter, Part

from extractors import archive_file, mail_file, outlook_file
from extractors.containers import Contents
from extractors.limits import Limits
from extractors.member_names import apart, tidy
from extractors.protocol import Bench
from papers.outcome import Refused

NAMES = st.text(max_size=40) | st.sampled_from(["../../x", "/etc/passwd", "C:\\a\\..\\b", "", "."])
LIMITS = Limits(members=6, member_bytes=50, unpacked_bytes=120)


def unpacked(unpack: Callable[[Path, Bench], Contents], data: bytes) -> Contents | None:
    """What the container gives, after a look at what lies where; None where it is refused."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "container").write_bytes(data)
        try:
            contents = unpack(folder / "container", Bench(LIMITS, folder))
        except Refused:
            return None
        finally:
            assert {path.name for path in folder.iterdir()} <= {"container", "members"}
        laid = sorted((folder / "members").iterdir())
        assert [path.name for path in laid] == sorted(one.file for one in contents.members)
        assert all(path.is_file() and not path.is_symlink() for path in laid)
        assert sum(path.stat().st_size for path in laid) <= LIMITS.unpacked_bytes
    given_names = [one.name for one in (*contents.members, *contents.lost)]
    assert len(set(given_names)) == len(given_names)
    for shown in given_names:
        assert shown
        assert shown == tidy(shown)[0], "it points nowhere else, and is fit to be shown"
    return contents


@given(st.lists(st.tuples(NAMES, st.binary(max_size=60), st.integers(0, 0o177777)), max_size=8))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_any_archive(members: list[tuple[str, bytes, int]]) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, content, mode in members:
            info = zipfile.ZipInfo(name.encode("utf-8", "replace").decode() or "x")
            info.external_attr = mode << 16
            made.writestr(info, content)
    unpacked(archive_file.unpack, data.getvalue())


@given(st.lists(st.tuples(NAMES, st.binary(max_size=60)), max_size=8))
def test_any_letter(files: list[tuple[str, bytes]]) -> None:
    message = EmailMessage()
    message.set_content("Текст")
    for name, content in files:
        message.add_attachment(content, "application", "pdf")
        shown = name.encode("utf-8", "replace").decode()
        (*_, last) = message.iter_attachments()
        last.set_param("filename", shown, header="Content-Disposition", charset="utf-8")
    unpacked(mail_file.unpack, message.as_bytes())


WHOLE = (
    (archive_file.unpack, archive({"справка.txt": b"1" * 30, "акт.txt": b"2" * 30})),
    (mail_file.unpack, letter("Текст", {"акт.txt": b"1" * 30}, html="<p>Т</p>").as_bytes()),
    (outlook_file.unpack, OutlookLetter(parts=(Part("акт.txt", b"1" * 30),)).file()),
)
#: What parsers raise on broken files.
BREAKING = (ValueError, LookupError, OSError, struct.error, zipfile.BadZipFile, NotImplementedError)
PLACES = st.integers(0, 1 << 16)


@pytest.mark.parametrize(("unpack", "whole"), WHOLE)
@example(changes=[(3592, 0)], cut=0)  # in a letter of Outlook: a code page that there is none of
@given(changes=st.lists(st.tuples(PLACES, st.integers(0, 255)), max_size=6), cut=PLACES)
def test_damage_is_refused_or_survived(
    unpack: Callable[[Path, Bench], Contents],
    whole: bytes,
    changes: list[tuple[int, int]],
    cut: int,
) -> None:
    """Or the parser breaks in the child, which is refused as corrupt: nothing else happens."""
    data = bytearray(whole)
    for place, value in changes:
        data[place % len(data)] = value
    with contextlib.suppress(*BREAKING):
        unpacked(unpack, bytes(data[: cut or None]))


@given(st.lists(NAMES.map(lambda name: tidy(name)[0])))
def test_names_apart_are_apart(given_names: list[str]) -> None:
    told = apart(given_names)
    assert len(told.names) == len(given_names) == len(set(told.names))
    assert told.repeated == (len(set(given_names)) < len(given_names))
