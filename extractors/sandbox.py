"""The reading child: bounded in memory, CPU, wall time and output, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from extractors.confine import OUT_OF_TIME, Barrier
from extractors.limits import Limits
from extractors.wire import (
    BookRead,
    Confined,
    FileRefused,
    Message,
    Opened,
    Request,
    Unpacked,
    decode_message,
    encode,
)
from papers.outcome import RefusalCode
from papers.source import MediaKind

_SCRATCH_PREFIX = "opis-read-"
_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
}
_PIECE = 1 << 16
_PATIENCE = 5.0  # seconds for what is killed to be gone


class ChildLost(Exception):
    """The child ended before it had said everything; `code` is None for a plain crash."""

    def __init__(self, code: RefusalCode | None) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A temp folder that goes with the block, together with those that killed readers left."""
    root = Path(tempfile.gettempdir())
    for left in root.glob(f"{_SCRATCH_PREFIX}*"):
        owner = left.name.removeprefix(_SCRATCH_PREFIX).split("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(
        prefix=f"{_SCRATCH_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


class Child:
    """A started child in a session of its own; `close` ends its whole process group.

    It is to speak at least once in `page_wall_seconds` while it owes an answer: first that it
    has opened the file, then every page it is asked for. `deadline` is of the monotonic clock.
    """

    def __init__(self, request: Request) -> None:
        self._limits = request.limits
        self._room = request.limits.answer_bytes
        self._buffer = bytearray()
        self.held: tuple[Barrier, ...] = ()
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, our module
            [sys.executable, "-I", "-m", "extractors.child", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT | {"TMPDIR": request.scratch, "HOME": request.scratch},
            cwd=request.scratch,
            start_new_session=True,
        )
        self._tell(encode(request))

    def fileno(self) -> int:
        return _pipe(self._process.stdout).fileno()

    def ask(self, page: int) -> None:
        """Have it read a page."""
        self._tell(b"%d\n" % page)

    def hear(self) -> list[Message]:
        """What has come, waiting for the first piece of it; ChildLost when it ends or lies."""
        piece = os.read(self.fileno(), _PIECE)
        if not piece:
            raise ChildLost(self._why())
        self._buffer += piece
        self._room -= len(piece)
        if self._room < 0:
            raise ChildLost(RefusalCode.TOO_LONG)
        *lines, rest = self._buffer.split(b"\n")
        self._buffer = rest
        try:
            return [told for line in lines if (told := self._understood(line)) is not None]
        except msgspec.MsgspecError as lie:
            raise ChildLost(None) from lie

    def hear_in_time(self) -> list[Message]:
        """Hear, but not beyond the deadline."""
        ready, _, _ = select.select([self], [], [], max(0.0, self.deadline - time.monotonic()))
        if not ready:
            raise ChildLost(RefusalCode.TIME_LIMIT)
        return self.hear()

    def close(self) -> None:
        """Let nothing of it live on: Tesseract may outlive a child that crashed."""
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(BrokenPipeError):
                _pipe(pipe).close()

    def _tell(self, line: bytes) -> None:
        self.deadline = time.monotonic() + self._limits.page_wall_seconds
        with contextlib.suppress(BrokenPipeError):  # it will be found dead when it is heard
            pipe = _pipe(self._process.stdin)
            pipe.write(line)
            pipe.flush()

    def _understood(self, line: bytes | bytearray) -> Message | None:
        message = decode_message(line)
        if isinstance(message, Confined):
            self.held = message.held
            return None
        return message

    def _why(self) -> RefusalCode | None:
        try:
            status = self._process.wait(self._limits.page_wall_seconds)
        except subprocess.TimeoutExpired:
            return RefusalCode.TIME_LIMIT
        return RefusalCode.TIME_LIMIT if status in (OUT_OF_TIME, -OUT_OF_TIME) else None


def run_child(request: Request) -> Iterator[Message]:
    """What a child says that is asked for no page; raises ChildLost when it ends otherwise."""
    child = Child(request)
    try:
        while True:
            for message in child.hear_in_time():
                yield message
                if isinstance(message, Opened | Unpacked | BookRead | FileRefused):
                    return
    finally:
        child.close()


def barriers() -> frozenset[Barrier]:
    """What the kernel of this machine gives to keep a child in, as a started child tells it."""
    with scratch_folder() as scratch:
        paper = scratch / "paper.txt"
        paper.write_text("", "utf-8")
        child = Child(Request(str(paper), MediaKind.TEXT, str(scratch), Limits()))
        try:
            while not child.held:
                child.hear_in_time()
        except ChildLost:
            pass
        finally:
            child.close()
        return frozenset(child.held)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise RuntimeError("the child was started without a pipe")
    return stream
