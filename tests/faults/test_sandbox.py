"""The child that reads untrusted bytes: bounded, gone afterwards, never taking others along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from left_behind import processes_of, wait_until_gone
from paper_files import form_tower, make_docx, make_pdf, make_scan, page_picture, splice_page

from extractors import pages_in_parallel
from extractors.confine import Barrier
from extractors.limits import Limits
from extractors.protocol import PageReading, Searchable
from extractors.reader import Reader
from extractors.sandbox import Child
from extractors.wire import Opened, PageLost, PageRead, Request, encode
from papers.document import Method
from papers.outcome import RefusalCode, Refused, WarningCode
from papers.source import MediaKind

pytestmark = pytest.mark.usefixtures("own_temp_folder")


def test_a_silent_child_is_killed_with_its_tesseract(tmp_path: Path) -> None:
    dense = ["Комиссия рассмотрела обращение школы о семье, проживающей в посёлке " * 2] * 30
    path = make_scan(tmp_path / "a.pdf", [page_picture(dense, points=6)])
    with pytest.raises(Refused) as refusal:
        Reader(Limits(page_wall_seconds=0.7)).read(path, MediaKind.PDF)
    assert refusal.value.code is RefusalCode.TIME_LIMIT


def test_a_page_that_kills_the_child_is_lost_alone(tmp_path: Path) -> None:
    """Pages before and behind it are read; the warning names it."""
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(form_tower())
    path = tmp_path / "a.pdf"
    make_pdf(path, [["Первая страница письма"], ["Вторая"], ["Третья страница письма"]])
    splice_page(path, bad, at=1)
    limits = Limits(cpu_seconds=5, page_cpu_seconds=3)
    document = Reader(limits).read(path, MediaKind.PDF)
    assert [page.number for page in document.pages] == [1, 2, 3, 4]
    assert "Первая страница" in document.text
    assert "Третья страница" in document.text
    lost = [w.page for w in document.warnings if w.code is WarningCode.PAGE_UNREADABLE]
    assert lost == [2]


@pytest.mark.parametrize(
    ("media", "at_work"), [(MediaKind.PDF, "tesseract"), (MediaKind.OFFICE, "libreoffice_kit")]
)
def test_a_killed_parent_takes_everything_along(
    media: MediaKind, at_work: str, tmp_path: Path, own_temp_folder: Path
) -> None:
    path = tmp_path / "a"
    if media is MediaKind.PDF:
        make_scan(path, [page_picture()] * 6)
    else:
        path.write_text("{\\rtf1 " + "word \\par " * 50_000 + "}")
    code = (
        "import sys, tempfile, pathlib\n"
        "tempfile.tempdir = sys.argv[2]\n"
        "from extractors.reader import Reader\n"
        "from papers.source import MediaKind\n"
        "Reader(share=lambda: 2).read(pathlib.Path(sys.argv[1]), MediaKind(sys.argv[3]))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(path), str(own_temp_folder), media])
    try:
        for _ in range(400):
            if any(at_work in command for command in processes_of(own_temp_folder)):
                break
            time.sleep(0.05)
        assert any(at_work in command for command in processes_of(own_temp_folder))
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    wait_until_gone(own_temp_folder)
    assert list(own_temp_folder.iterdir()) != []  # nobody was left to clear up
    make_docx(tmp_path / "b.docx")
    Reader().read(tmp_path / "b.docx", MediaKind.DOCX)  # the next reading does


#: A child that was taken over leaves a process behind that hides from its group.
DAEMON = """
import os, subprocess, sys
from pathlib import Path
from extractors.confine import confine
from extractors.limits import Limits

held = confine(Limits(), int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[2]))
subprocess.Popen(["sh", "-c", "trap '' HUP TERM; (setsid sleep 300 || sleep 300) & wait"])
print(*held)
"""


def test_nothing_that_a_child_started_outlives_it(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", DAEMON, str(os.getpid()), str(scratch)],
        cwd=scratch, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    if Barrier.PROCESSES not in done.stdout.split():
        pytest.skip("the kernel gives no process namespace")
    wait_until_gone(scratch)


def test_readers_in_threads_do_not_disturb_each_other(tmp_path: Path) -> None:
    good = make_docx(tmp_path / "a.docx")
    bad = tmp_path / "b.pdf"
    bad.write_bytes(form_tower())
    texts: list[str] = []
    refused: list[RefusalCode] = []

    def read_good() -> None:
        texts.append(Reader().read(good, MediaKind.DOCX).text)

    def read_bad() -> None:
        try:
            Reader(Limits(cpu_seconds=4, page_cpu_seconds=2)).read(bad, MediaKind.PDF)
        except Refused as refusal:
            refused.append(refusal.code)

    threads = [threading.Thread(target=work) for work in (read_good, read_bad, read_good)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 2
    assert texts[0] == texts[1] != ""
    assert len(refused) == 1


def test_a_child_shows_its_walls_from_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the kernel says of a child that reads, through /proc."""
    monkeypatch.setenv("OPIS_SECRET", "тайна")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    child = opened_child(tmp_path, scratch)
    try:
        status, environment, limits, interfaces = look_at(scratch)
    finally:
        child.close()
    assert b"OPIS_SECRET" not in environment
    assert b"OMP_THREAD_LIMIT=1" in environment
    assert str(Limits().memory_bytes) in limits
    assert status["NoNewPrivs"] == "1"
    if Barrier.CALLS in child.held:
        assert status["Seccomp"] == "2"
    if Barrier.PROCESSES in child.held:
        assert status["NSpid"].split()[1:] == ["1"]
    if Barrier.PRIVILEGES in child.held:
        assert int(status["CapEff"], 16) in (0, 1 << 2)
    if Barrier.NETWORK in child.held:
        assert [row.split(":")[0].strip() for row in interfaces.splitlines()[2:]] == ["lo"]


def opened_child(tmp_path: Path, scratch: Path) -> Child:
    path = make_docx(tmp_path / "a.docx")
    child = Child(Request(str(path), MediaKind.DOCX, str(scratch), Limits()))
    while not any(isinstance(message, Opened) for message in child.hear()):
        pass
    return child


def look_at(folder: Path) -> tuple[dict[str, str], bytes, str, str]:
    """The one that reads among those who work in a folder: the last that was started."""
    working = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                working.append(process)
        except OSError:
            continue
    child = max(working, key=lambda process: int(process.name))
    rows = (row.split(":", 1) for row in (child / "status").read_text().splitlines())
    return (
        {name: value.strip() for name, value in rows},
        (child / "environ").read_bytes(),
        (child / "limits").read_text(),
        (child / "net/dev").read_text(),
    )


LIES = {
    "not JSON": b"page 1: all is well",
    "a page that was not asked for": encode(PageLost(7, RefusalCode.CORRUPT_PDF)).strip(),
    "a page before the file was opened": encode(PageLost(1, RefusalCode.CORRUPT_PDF)).strip(),
    "endlessly many pages": encode(Opened(2_000_000_000, ())).strip(),
    "a word that is not in the text": encode(Opened(1, ()))
    + b'{"type":"PageRead","reading":{"number":1,"text":"a","blocks":[],"method":"ocr",'
    b'"words":[{"text":"b","start":0,"page":1,"box":null,"confidence":null}]}}',
    "an offset behind the text": encode(Opened(1, ()))
    + b'{"type":"PageRead","reading":{"number":1,"text":"a","blocks":[],"method":"ocr",'
    b'"words":[],"underlines":[{"start":0,"stop":9,"page":1}]}}',
    "talk after the last page": encode(Opened(1, ())) + encode(PageLost(1, RefusalCode.CORRUPT_PDF))
    + encode(PageLost(1, RefusalCode.CORRUPT_PDF)).strip(),
    "nothing but opening, again and again": encode(Opened(3, ())) * 20,
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_child_that_lies_spoils_only_its_paper(
    lie: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for a child that was taken over says what no honest one says."""
    says = tmp_path / "python"
    (tmp_path / "lie").write_bytes(LIES[lie] + b"\n")
    says.write_text(f"#!/bin/sh\ncat {tmp_path}/lie; exec cat >/dev/null\n")
    says.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(says))
    path = make_pdf(tmp_path / "a.pdf")
    with pytest.raises(Refused) as refusal:
        Reader(Limits(page_wall_seconds=3, lost_pages=2)).read(path, MediaKind.PDF)
    assert refusal.value.code in {
        RefusalCode.CORRUPT_PDF, RefusalCode.TOO_MANY_PAGES, RefusalCode.TIME_LIMIT,
        RefusalCode.NO_PAGES,
    }  # fmt: skip


def test_a_child_that_lays_links_moves_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder of pictures leads to another paper's, its part of a PDF to the database."""
    elsewhere, wanted = tmp_path / "elsewhere", tmp_path / "wanted"
    elsewhere.mkdir()
    wanted.mkdir()
    page_picture().save(elsewhere / "page-0001.jpg")
    (elsewhere / "opis.sqlite").write_text("Дела", "utf-8")
    reading = PageReading(1, "", (), (), Method.OCR, width=100, height=100, dpi=100)
    says = tmp_path / "python"
    (tmp_path / "told").write_bytes(encode(Opened(1, ())) + encode(PageRead(reading)))
    says.write_text(
        f"#!/bin/sh\nln -s {elsewhere} pictures\nln -s {elsewhere} sheets\n"
        f"ln -s {elsewhere}/opis.sqlite part-0000.pdf\ncat {tmp_path}/told; exec cat >/dev/null\n"
    )
    says.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(says))
    path = make_pdf(tmp_path / "a.pdf")
    made = Searchable.of(tmp_path / "made.pdf", "a.pdf")
    Reader().read(path, MediaKind.PDF, wanted, searchable=made)
    assert list(wanted.iterdir()) == []
    assert (elsewhere / "page-0001.jpg").exists()
    assert (elsewhere / "opis.sqlite").read_text("utf-8") == "Дела"
    assert (tmp_path / "made.pdf").stat().st_size < (elsewhere / "page-0001.jpg").stat().st_size


def test_pages_are_shared_by_children_and_come_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many children as the paper may have, no more; the text is that of one child."""
    started: list[Child] = []

    class Counted(Child):
        def __init__(self, request: Request) -> None:
            super().__init__(request)
            started.append(self)

    monkeypatch.setattr(pages_in_parallel, "Child", Counted)
    monkeypatch.setattr(pages_in_parallel, "_WORTH_SECONDS", 0.0)
    pages = [[f"Страница {number}", "Сообщаем о пропусках уроков"] for number in range(1, 8)]
    path = make_pdf(tmp_path / "a.pdf", pages)
    alone = Reader().read(path, MediaKind.PDF)
    assert len(started) == 1
    together = Reader(share=lambda: 3).read(path, MediaKind.PDF)
    assert len(started) == 4
    assert together == alone
    assert [page.number for page in together.pages] == [1, 2, 3, 4, 5, 6, 7]


def test_a_paper_of_few_pages_is_not_worth_another_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hired: list[int] = []
    monkeypatch.setattr(
        pages_in_parallel,
        "Child",
        lambda request: hired.append(request.number) or Child(request),
    )
    path = make_pdf(tmp_path / "a.pdf", [["Одна"], ["Две"]])
    Reader(share=lambda: 8).read(path, MediaKind.PDF)
    assert hired == [1]


def test_a_child_is_given_back_when_others_need_the_core(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_in_parallel, "_WORTH_SECONDS", 0.0)
    together: list[int] = []
    read_on = pages_in_parallel._Paper._go_on

    def watched(paper: pages_in_parallel._Paper, child: Child) -> None:
        read_on(paper, child)
        together.append(len(paper._in_hand))

    monkeypatch.setattr(pages_in_parallel._Paper, "_go_on", watched)
    path = make_pdf(tmp_path / "a.pdf", [["Страница"]] * 12)
    shares = iter([3] * 6 + [1] * 100)
    document = Reader(share=lambda: next(shares)).read(path, MediaKind.PDF)
    assert len(document.pages) == 12
    assert max(together) > 1
    assert together[-3:-1] == [1, 1]
