"""What lies in letters and archives, taken out by the real reader: names, heads, bounds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from mail_files import SENDER, archive, letter, write

from extractors.containers import MailHead
from extractors.limits import Limits
from extractors.reader import Reader
from ingest.identify import identify
from papers.outcome import RefusalCode, Refused, WarningCode
from papers.source import Channel, SourceFile
from pipeline.unpacking import Inside, Unpacker, keep
from storage.store import Store

ELISTA = timezone(timedelta(hours=3))
BROUGHT = datetime(2025, 3, 17, 9, tzinfo=ELISTA)


def look_inside(path: Path, depth: int = 0) -> Inside:
    folder = path.parent / "out"
    folder.mkdir()
    media = identify(path, path.name).media
    unpacker = Unpacker(identify, Reader(), Limits().nesting)
    return unpacker.look_inside(path, path.name, media, folder, depth)


def test_parts_are_called_after_their_container(tmp_path: Path) -> None:
    inside = look_inside(write(tmp_path / "a.zip", archive({"Справка.txt": b"1"})))
    (part,) = inside.parts
    assert part.name == "a.zip!/Справка.txt"
    assert part.path.read_bytes() == b"1"
    assert not inside.own_text


def test_what_lies_too_deep_is_told_of_by_its_neighbours(tmp_path: Path) -> None:
    deep = archive({"б.txt": b"2"})
    path = write(tmp_path / "a.zip", archive({"а.txt": b"1", "б.zip": deep}))
    assert [part.name for part in look_inside(path, depth=1).parts] == [
        "a.zip!/а.txt",
        "a.zip!/б.zip",
    ]
    (tmp_path / "out").rename(tmp_path / "before")
    inside = look_inside(path, depth=2)
    assert [part.name for part in inside.parts] == ["a.zip!/а.txt"]
    assert [w.code for w in inside.parts[0].warnings] == [WarningCode.NESTING_LIMIT]


def test_an_archive_of_nothing_but_what_lies_too_deep_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", archive({"б.zip": archive({"в.txt": b"1"})}))
    with pytest.raises(Refused) as refusal:
        look_inside(path, depth=2)
    assert refusal.value.code is RefusalCode.DECOMPRESSION_LIMIT


def test_a_letter_with_words_is_a_paper_itself(tmp_path: Path) -> None:
    inside = look_inside(write(tmp_path / "a.eml", letter(files={"а.txt": b"1"})))
    assert inside.own_text
    assert inside.head.sender == SENDER


def kept(tmp_path: Path, head: MailHead) -> SourceFile:
    store = Store.open(tmp_path / "data")
    source = SourceFile(tmp_path, "a.eml", "", 0, BROUGHT, Channel.FOLDER)
    unpacked = keep(Inside((), (), head, (), True), source, store)
    store.close()
    return unpacked.arrival


@pytest.mark.parametrize(
    ("stated", "taken"),
    [
        (datetime(2025, 3, 14, 21, 30, tzinfo=UTC), "2025-03-15T00:30:00+03:00"),
        (datetime(2031, 1, 1, tzinfo=UTC), BROUGHT.isoformat()),
        (None, BROUGHT.isoformat()),
    ],
)
def test_the_day_is_the_letters_in_the_zone_of_the_institution(
    tmp_path: Path, stated: datetime | None, taken: str
) -> None:
    arrival = kept(tmp_path, MailHead("opeka@example.org", stated))
    assert arrival.received_at.isoformat() == taken
    assert (arrival.sender, arrival.channel) == ("opeka@example.org", Channel.MAIL)


def test_an_archive_says_nothing_of_its_arrival(tmp_path: Path) -> None:
    arrival = kept(tmp_path, MailHead())
    assert (arrival.received_at, arrival.channel) == (BROUGHT, Channel.FOLDER)
