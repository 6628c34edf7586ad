"""The child that reads untrusted bytes: bounded, gone afterwards, never taking others along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from paper_files import form_tower, make_docx, make_pdf, make_scan, page_picture, raw_pdf

from extractors.limits import MIB, Limits
from extractors.reader import Reader
from extractors.sandbox import ChildLost, run_child
from extractors.wire import Opened, PageRead, Request
from papers.outcome import RefusalCode, Refused, WarningCode
from papers.source import MediaKind


@pytest.fixture(autouse=True)
def own_temp_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Readers put their scratch folders here; none may be left."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []
    assert processes_of(folder) == []


def processes_of(folder: Path) -> list[str]:
    """Command lines of living processes that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
            where = (process / "cwd").readlink()
        except OSError:
            continue
        if command and str(folder) in f"{where} {command}" and process.name != str(os.getpid()):
            found.append(command)
    return found


def wait_until_gone(folder: Path) -> None:
    for _ in range(200):
        if not processes_of(folder):
            return
        time.sleep(0.05)
    raise AssertionError(processes_of(folder))


def test_a_silent_child_is_killed_with_its_tesseract(tmp_path: Path) -> None:
    dense = ["Комиссия рассмотрела обращение школы о семье, проживающей в посёлке " * 2] * 30
    path = make_scan(tmp_path / "a.pdf", [page_picture(dense, points=6)])
    with pytest.raises(Refused) as refusal:
        Reader(Limits(page_wall_seconds=0.7)).read(path, MediaKind.PDF)
    assert refusal.value.code is RefusalCode.TIME_LIMIT


def test_cpu_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    squares = b"0 0 9 9 re f " * 400_000
    path.write_bytes(raw_pdf(squares))
    with pytest.raises(Refused) as refusal:
        Reader(Limits(cpu_seconds=1, page_cpu_seconds=1, page_objects=10**9)).read(
            path, MediaKind.PDF
        )
    assert refusal.value.code is RefusalCode.TIME_LIMIT


def test_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    page_picture().resize((9000, 9000)).save(path)
    with pytest.raises(Refused) as refusal:
        Reader(Limits(memory_bytes=320 * MIB)).read(path, MediaKind.IMAGE)
    assert refusal.value.code in {RefusalCode.MEMORY_LIMIT, RefusalCode.CORRUPT_IMAGE}


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


def splice_page(path: Path, other: Path, at: int) -> None:
    code = (
        "import sys, pypdfium2\n"
        "target, source = map(pypdfium2.PdfDocument, sys.argv[1:3])\n"
        "target.import_pages(source, index=int(sys.argv[3]))\n"
        "target.save(sys.argv[4])\n"
    )
    joined = path.with_suffix(".joined")
    subprocess.run(
        [sys.executable, "-c", code, str(path), str(other), str(at), str(joined)], check=True
    )
    joined.replace(path)


def test_a_killed_parent_takes_everything_along(tmp_path: Path, own_temp_folder: Path) -> None:
    path = make_scan(tmp_path / "a.pdf", [page_picture()] * 6)
    code = (
        "import sys, tempfile, pathlib\n"
        "tempfile.tempdir = sys.argv[2]\n"
        "from extractors.reader import Reader\n"
        "from papers.source import MediaKind\n"
        "Reader().read(pathlib.Path(sys.argv[1]), MediaKind.PDF)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(path), str(own_temp_folder)])
    try:
        for _ in range(400):
            if any("tesseract" in command for command in processes_of(own_temp_folder)):
                break
            time.sleep(0.05)
        assert any("tesseract" in command for command in processes_of(own_temp_folder))
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    wait_until_gone(own_temp_folder)
    assert list(own_temp_folder.iterdir()) != []  # nobody was left to clear up
    make_docx(tmp_path / "b.docx")
    Reader().read(tmp_path / "b.docx", MediaKind.DOCX)  # the next reading does


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


def test_the_child_has_no_network_and_a_bare_environment(
    tmp_path: Path, own_temp_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the child sees of itself, asked through /proc while it reads."""
    monkeypatch.setenv("OPIS_SECRET", "тайна")
    path = make_scan(tmp_path / "a.pdf", [page_picture()] * 2)
    scratch = own_temp_folder / "scratch"
    scratch.mkdir()
    request = Request(str(path), MediaKind.PDF, str(scratch), Limits())
    seen: list[tuple[bytes, str, str]] = []
    for message in run_child(request):
        if isinstance(message, Opened):
            seen.append(look_at_child(scratch))
        else:
            assert isinstance(message, PageRead)
    for left in sorted(scratch.iterdir()):
        left.unlink()
    scratch.rmdir()
    ((environment, limits, interfaces),) = seen
    assert b"OPIS_SECRET" not in environment
    assert b"OMP_THREAD_LIMIT=1" in environment
    assert str(Limits().memory_bytes) in limits
    if os.geteuid() == 0 or Path("/proc/sys/kernel/unprivileged_userns_clone").exists():
        assert [row.split(":")[0].strip() for row in interfaces.splitlines()[2:]] == ["lo"]


def look_at_child(scratch: Path) -> tuple[bytes, str, str]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == scratch:
                return (
                    (process / "environ").read_bytes(),
                    (process / "limits").read_text(),
                    (process / "net/dev").read_text(),
                )
        except OSError:
            continue
    raise AssertionError("no child works in the folder")


def test_an_answer_that_is_too_long_ends_the_child(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [["Слово за словом, строка за строкой"] * 30] * 3)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    request = Request(str(path), MediaKind.PDF, str(scratch), Limits(answer_bytes=2000))
    with pytest.raises(ChildLost) as loss:
        list(run_child(request))
    assert loss.value.code is RefusalCode.TOO_LONG
