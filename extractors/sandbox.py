"""Run the reading child: bounded in memory, CPU, wall time and output, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import selectors
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

from extractors.wire import Message, Request, decode_message, encode
from papers.outcome import RefusalCode

_SCRATCH_PREFIX = "opis-read-"
_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
}


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


def run_child(request: Request) -> Iterator[Message]:
    """Yield what the child says; raises ChildLost when it is killed, crashes or lies."""
    with _started(request) as child:
        answers = _lines(child, request)
        try:
            for line in answers:
                yield decode_message(line)
        except msgspec.MsgspecError as lie:
            raise ChildLost(None) from lie
        status = child.wait(timeout=request.limits.page_wall_seconds)
    if status == -signal.SIGXCPU:
        raise ChildLost(RefusalCode.TIME_LIMIT)
    if status != 0:
        raise ChildLost(None)


@contextmanager
def _started(request: Request) -> Iterator[subprocess.Popen[bytes]]:
    """Start the child in a session of its own; its whole process group dies with the block."""
    child = subprocess.Popen(  # noqa: S603 - this interpreter, our module
        [sys.executable, "-I", "-m", "extractors.child", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT | {"TMPDIR": request.scratch, "HOME": request.scratch},
        cwd=request.scratch,
        start_new_session=True,
    )
    try:
        with contextlib.suppress(BrokenPipeError):
            _pipe(child.stdin).write(encode(request))
            _pipe(child.stdin).close()
        yield child
    finally:
        # Also after a regular end: Tesseract may outlive a child that crashed.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        _pipe(child.stdout).close()


def _lines(child: subprocess.Popen[bytes], request: Request) -> Iterator[bytes]:
    """The child's lines; ChildLost(time_limit) when none comes within `page_wall_seconds`."""
    limits = request.limits
    pipe, buffer, room = _pipe(child.stdout), bytearray(), limits.answer_bytes
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        deadline = time.monotonic() + limits.page_wall_seconds
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise ChildLost(RefusalCode.TIME_LIMIT)
            piece = os.read(pipe.fileno(), 1 << 16)
            if not piece:
                return
            buffer += piece
            room -= len(piece)
            if room < 0:
                raise ChildLost(RefusalCode.TOO_LONG)
            while (end := buffer.find(b"\n")) >= 0:
                yield bytes(buffer[:end])
                del buffer[: end + 1]
                deadline = time.monotonic() + limits.page_wall_seconds


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise RuntimeError("the child was started without a pipe")
    return stream
