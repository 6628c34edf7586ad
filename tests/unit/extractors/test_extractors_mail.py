"""EML: the text, the head, what is a paper in it and what is not, and letters that are broken."""

from __future__ import annotations

import base64
import io
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from mail_files import SENDER, letter, write
from PIL import Image

from extractors.containers import Contents
from extractors.limits import Limits
from extractors.mail_file import MailFile, unpack
from extractors.protocol import Bench
from papers.outcome import RefusalCode, Refused, WarningCode

MOSCOW = timezone(timedelta(hours=3))
PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"


def text(path: Path) -> str:
    return MailFile(path, Bench(Limits(), path.parent)).read_page(1).text


def opened(path: Path, limits: Limits | None = None) -> Contents:
    return unpack(path, Bench(limits or Limits(), path.parent))


def names(contents: Contents) -> list[str]:
    return [member.name for member in contents.members]


def warned(contents: Contents) -> set[WarningCode]:
    return {warning.code for warning in contents.warnings}


def raw(path: Path, *lines: str | bytes) -> Path:
    """A letter written by hand."""
    data = (line if isinstance(line, bytes) else line.encode() for line in lines)
    return write(path, b"\n".join(data))


def test_the_text_has_its_head_before_it(tmp_path: Path) -> None:
    assert text(write(tmp_path / "a.eml", letter("Раз.\n\nДва.\n"))) == (
        f"От: {SENDER}\n"
        "Кому: Центр <kcson@example.org>\n"
        "Дата: 14.03.2025 10:00\n"
        "Тема: Направление сведений\n"
        "\n"
        "Раз.\n"
        "\n"
        "Два.\n"
    )


def test_attachments_are_members_with_their_bytes(tmp_path: Path) -> None:
    files = {"Акт обследования.docx": b"PK\x03\x04", "справка.pdf": b"%PDF-1.7\r\n\x00\xff"}
    contents = opened(write(tmp_path / "a.eml", letter(files=files)))
    assert names(contents) == list(files)
    lying = [(tmp_path / "members" / member.file).read_bytes() for member in contents.members]
    assert lying == list(files.values())
    assert contents.own_text
    assert contents.head.sender == SENDER
    assert contents.head.received_at == datetime(2025, 3, 14, 10, tzinfo=MOSCOW)


def test_a_letter_that_only_brings_files_is_no_paper(tmp_path: Path) -> None:
    assert not opened(write(tmp_path / "a.eml", letter(" \n", {"а.txt": b"1"}))).own_text
    assert opened(write(tmp_path / "b.eml", letter(""))).own_text


def test_the_receiving_server_knows_best_when_it_came(tmp_path: Path) -> None:
    message = letter()
    first = "from a by b; Fri, 14 Mar 2025 11:30:00 +0300"
    message["Received"] = first
    message["Received"] = "from x by a; Fri, 14 Mar 2025 09:00:00 +0300"
    received = opened(write(tmp_path / "a.eml", message)).head.received_at
    assert received == datetime(2025, 3, 14, 11, 30, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("Fri, 14 Mar 2025 10:00:00 -0000", datetime(2025, 3, 14, 10, tzinfo=UTC)),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("вчера", None),
        ("Mon, 1 Jan 1900 00:00:00 +0000", None),
    ],
)
def test_only_dates_that_can_be_are_believed(
    tmp_path: Path, stated: str, meant: datetime | None
) -> None:
    path = raw(tmp_path / "a.eml", "To: a@example.org", f"Date: {stated}", PLAIN, "Текст")
    assert opened(path).head.received_at == meant


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    both = write(tmp_path / "a.eml", letter("Простой", html="<p>Богатый</p>"))
    assert text(both).endswith("\nПростой\n")
    rich = write(tmp_path / "b.eml", letter("", html="<p>Богатый</p><script>x</script>"))
    assert text(rich).endswith("\nБогатый\n")


@pytest.mark.parametrize("code_page", ["koi8-r", "windows-1251"])
def test_words_are_read_in_their_code_page(tmp_path: Path, code_page: str) -> None:
    said = "Направляем сведения о семье"
    encoded = base64.b64encode(said.encode(code_page)).decode()
    subject = f"Subject: =?{code_page}?B?{encoded}?="
    kind = f"Content-Type: text/plain; charset={code_page}"
    body = said.encode(code_page)
    path = raw(tmp_path / "a.eml", "To: a@example.org", subject, kind, "", body)
    assert text(path) == f"Кому: a@example.org\nТема: {said}\n\n{said}\n"


def test_words_that_state_no_code_page_or_a_wrong_one_are_read_all_the_same(
    tmp_path: Path,
) -> None:
    said = "Направляем сведения о семье"
    subject = b"Subject: " + said.encode("cp1251")
    kind = "Content-Type: text/plain; charset=us-ascii"
    path = raw(tmp_path / "a.eml", "To: a@example.org", subject, kind, "", said.encode("cp1251"))
    assert text(path) == f"Кому: a@example.org\nТема: {said}\n\n{said}\n"


def test_a_file_name_of_bare_bytes_is_read(tmp_path: Path) -> None:
    named = 'Content-Disposition: attachment; filename="Справка о семье.txt"'.encode("cp1251")
    path = raw(
        tmp_path / "a.eml", "To: a@example.org", "Content-Type: application/pdf", named, "", "x"
    )
    assert names(opened(path)) == ["Справка о семье.txt"]


def picture(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("L", (width, height), 200).save(data, "PNG")
    return data.getvalue()


def test_a_logo_is_no_paper_but_a_page_put_into_the_text_is(tmp_path: Path) -> None:
    message = letter("Текст", html="<p>Текст <img src='cid:logo'><img src='cid:page'></p>")
    for cid, size in (("logo", (200, 80)), ("page", (1240, 1754))):
        message.add_attachment(
            picture(*size), "image", "png", cid=f"<{cid}>", filename=f"{cid}.png",
            disposition="inline",
        )  # fmt: skip
    message.add_attachment(picture(200, 80), "image", "png", filename="печать.png")
    assert names(opened(write(tmp_path / "a.eml", message))) == ["page.png", "печать.png"]


def test_signatures_and_outlooks_own_wrapping_are_no_papers(tmp_path: Path) -> None:
    message = letter(files={"акт.pdf": b"%PDF", "акт.pdf.sig": b"1", "smime.p7s": b"2"})
    message.add_attachment(b"3", "application", "ms-tnef", filename="winmail.dat")
    contents = opened(write(tmp_path / "a.eml", message))
    assert names(contents) == ["акт.pdf"]
    assert warned(contents) == {WarningCode.ATTACHMENTS_NOT_READ}


def test_a_letter_in_a_letter_is_a_member_that_can_be_opened(tmp_path: Path) -> None:
    inner = letter("Внутри", {"б.txt": b"2"}, Subject="Re: 1/2")
    outer = letter()
    outer.add_attachment(inner)
    contents = opened(write(tmp_path / "a.eml", outer))
    assert names(contents) == ["Re: 1-2.eml"]
    again = tmp_path / "members" / contents.members[0].file
    assert text(again).endswith("Тема: Re: 1/2\n\nВнутри\n")


def test_a_letter_without_its_end_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.eml", letter("Текст", {"а.txt": b"whole" * 100}))
    path.write_bytes(path.read_bytes().rpartition(b"\n--")[0])
    contents = opened(path)
    assert names(contents) == ["а.txt"]
    assert warned(contents) == {WarningCode.CORRUPT_MAIL}
    assert text(path).endswith("\nТекст\n")


def test_a_locked_letter_is_told_from_a_broken_one(tmp_path: Path) -> None:
    locked = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data"
    path = raw(tmp_path / "a.eml", "To: a@example.org", locked, "", "MIAG")
    with pytest.raises(Refused) as refusal:
        opened(path)
    assert refusal.value.code is RefusalCode.PASSWORD_PROTECTED


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    files = {f"{number}.txt": b"1" for number in range(20)}
    path = write(tmp_path / "a.eml", letter(files=files))
    with pytest.raises(Refused) as refusal:
        opened(path, Limits(members=10))
    assert refusal.value.code is RefusalCode.TOO_MANY_MEMBERS
