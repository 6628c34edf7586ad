"""MSG: the same letters as Outlook keeps them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from outlook_files import OutlookLetter, Part, compound_file

from extractors.containers import Contents
from extractors.limits import Limits
from extractors.mail_file import MailFile
from extractors.outlook_file import OutlookFile, unpack
from extractors.protocol import Bench
from papers.outcome import WarningCode

DELIVERED = datetime(2025, 3, 14, 8, 30, tzinfo=UTC)
BIG = b"0123456789abcdef" * 1000


def write(path: Path, letter: OutlookLetter) -> Path:
    path.write_bytes(letter.file())
    return path


def opened(path: Path) -> Contents:
    return unpack(path, Bench(Limits(), path.parent))


def text(path: Path) -> str:
    return OutlookFile(path, Bench(Limits(), path.parent)).read_page(1).text


def test_text_and_head(tmp_path: Path) -> None:
    path = write(tmp_path / "a.msg", OutlookLetter(delivered=DELIVERED))
    assert text(path) == (
        "От: Отдел опеки <opeka@example.org>\n"
        "Кому: Центр\n"
        "Дата: 14.03.2025 07:00 UTC\n"
        "Тема: Направление сведений\n"
        "\n"
        "Добрый день!\n"
        "Направляем акт.\n"
    )
    head = opened(path).head
    assert head.received_at == DELIVERED
    assert head.sender == "Отдел опеки <opeka@example.org>"


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    path = write(tmp_path / "a.msg", OutlookLetter(body="", html="<p>Направляем <b>акт</b></p>"))
    assert text(path).endswith("\nНаправляем акт\n")


def test_attachments_small_and_big(tmp_path: Path) -> None:
    parts = (Part("Акт.txt", "Акт".encode()), Part("скан.pdf", BIG))
    contents = opened(write(tmp_path / "a.msg", OutlookLetter(parts=parts)))
    assert [member.name for member in contents.members] == ["Акт.txt", "скан.pdf"]
    lying = [(tmp_path / "members" / member.file).read_bytes() for member in contents.members]
    assert lying == ["Акт".encode(), BIG]
    assert contents.warnings == ()


def test_a_letter_inside_becomes_a_file_that_can_be_opened(tmp_path: Path) -> None:
    inner = OutlookLetter(subject="Внутри", body="Текст", parts=(Part("б.txt", b"2"),))
    path = write(tmp_path / "a.msg", OutlookLetter(parts=(Part("x", letter=inner.tree(True)),)))
    (member,) = opened(path).members
    assert member.name == "Внутри.eml"
    inside = tmp_path / "members" / member.file
    first = inside.read_bytes()
    said = MailFile(inside, Bench(Limits(), tmp_path)).read_page(1).text
    assert "Дата: 14.03.2025 07:00 UTC\nТема: Внутри\n\nТекст\n" in said
    inside.unlink()
    opened(path)
    assert inside.read_bytes() == first, "the same letter has the same bytes"


def test_what_is_only_linked_is_told_of(tmp_path: Path) -> None:
    parts = (Part("а.txt", b"1"), Part("на диске.txt", method=4), Part("winmail.dat", b"2"))
    contents = opened(write(tmp_path / "a.msg", OutlookLetter(parts=parts)))
    assert [member.name for member in contents.members] == ["а.txt"]
    assert [w.code for w in contents.warnings] == [WarningCode.ATTACHMENTS_NOT_READ]


@pytest.mark.parametrize("stream", ["__substg1.0_1000001F", "__substg1.0_0037001F"])
def test_a_property_that_is_lost_costs_only_itself(tmp_path: Path, stream: str) -> None:
    tree = {name: held for name, held in OutlookLetter().tree().items() if name != stream}
    path = tmp_path / "a.msg"
    path.write_bytes(compound_file(tree))
    contents = opened(path)
    assert [w.code for w in contents.warnings] == [WarningCode.CORRUPT_MAIL]
    assert contents.head.sender == "Отдел опеки <opeka@example.org>"
