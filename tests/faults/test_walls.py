"""What a child can't do once it is confined, tried from inside one by one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.confine import Barrier

#: A parser that was taken over: it confines itself as a child does, then tries what it is told.
TAKEN_OVER = """
import ctypes, errno, json, os, socket, subprocess, sys
from pathlib import Path
from extractors.confine import confine
from extractors.limits import Limits

libc = ctypes.CDLL(None, use_errno=True)

def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)

parent, paper, scratch, attempts = sys.argv[1:]
told = {"held": confine(Limits(), int(parent), Path(paper), Path(scratch))}
for attempt, code in json.loads(attempts).items():
    try:
        exec(code)
        told[attempt] = "done"
    except OSError as error:
        told[attempt] = errno.errorcode[error.errno]
print(json.dumps(told))
"""

#: What is tried, with the barriers each of which is enough to refuse it, and how it is refused.
FORBIDDEN = {
    "socket.socket(socket.AF_INET)": ({Barrier.CALLS}, "EPERM"),
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)": ({Barrier.CALLS}, "EPERM"),
    "socket.socket(socket.AF_INET6)": ({Barrier.CALLS}, "EPERM"),
    "socket.socket(socket.AF_UNIX)": ({Barrier.CALLS}, "EPERM"),
    "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)": ({Barrier.CALLS}, "EPERM"),
    "socket.socketpair()": ({Barrier.CALLS}, "EPERM"),
    "open('/tmp/opis-walls', 'w')": ({Barrier.FILES}, "EACCES"),
    "open(Path(paper).with_name('new'), 'w')": ({Barrier.FILES}, "EACCES"),
    "open(paper, 'a')": ({Barrier.FILES}, "EACCES"),
    "os.unlink(paper)": ({Barrier.FILES}, "EACCES"),
    "os.rename(paper, scratch + '/mine')": ({Barrier.FILES}, "EACCES"),
    "os.truncate(paper, 0)": ({Barrier.FILES}, "EACCES"),
    "open('{home}/.opis-walls', 'w')": ({Barrier.FILES}, "EACCES"),
    "open('{project}/opis-walls', 'w')": ({Barrier.FILES}, "EACCES"),
    "open('{project}/extractors/opis-walls', 'w')": ({Barrier.FILES}, "EACCES"),
    "open('{store}/opis.sqlite', 'a')": ({Barrier.FILES}, "EACCES"),
    "open('{store}/opis.sqlite')": ({Barrier.FILES}, "EACCES"),
    "os.listdir('{store}')": ({Barrier.FILES}, "EACCES"),
    "os.listdir('{home}')": ({Barrier.FILES}, "EACCES"),
    "open('{project}/README.md')": ({Barrier.FILES}, "EACCES"),
    "open('/etc/passwd')": ({Barrier.FILES}, "EACCES"),
    "open('/proc/self/environ')": ({Barrier.FILES}, "EACCES"),
    "os.kill(int(parent), 0)": ({Barrier.PROCESSES}, "ESRCH"),
    "call('ptrace', 0, 0, 0, 0)": ({Barrier.CALLS}, "EPERM"),
    "call('unshare', 0x10000000)": ({Barrier.CALLS}, "EPERM"),
    "call('setns', 0, 0)": ({Barrier.CALLS}, "EPERM"),
    "call('mount', b'a', b'/', b'tmpfs', 0, None)": ({Barrier.CALLS, Barrier.PRIVILEGES}, "EPERM"),
    "call('umount2', b'/', 0)": ({Barrier.CALLS, Barrier.PRIVILEGES}, "EPERM"),
    "call('sethostname', b'a', 1)": ({Barrier.CALLS, Barrier.PRIVILEGES}, "EPERM"),
    "os.chroot(scratch)": ({Barrier.CALLS, Barrier.PRIVILEGES}, "EPERM"),
    "os.chown(scratch, 1, 1)": ({Barrier.PRIVILEGES}, "EPERM"),
    "os.setsid()": ({Barrier.CALLS}, "EPERM"),
    "os.setpgid(0, 0)": ({Barrier.CALLS}, "EPERM"),
    "os.setuid(1)": ({Barrier.CALLS, Barrier.PRIVILEGES}, "EPERM"),
}
ALLOWED = (
    "open(paper).read()",
    "open(scratch + '/mine', 'w').write('a')",
    "os.mkdir(scratch + '/folder')",
    "os.listdir('/usr/share')",
    "subprocess.run(['tesseract', '--version'], check=True, capture_output=True)",
    "subprocess.run([sys.executable, '-I', '-c', 'import extractors.sandbox'], check=True)",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of every attempt, and under "held" the barriers that stood."""
    folder = tmp_path_factory.mktemp("walls")
    paper, scratch, store = folder / "paper.txt", folder / "scratch", folder / "store"
    paper.write_text("Бумага", "utf-8")
    scratch.mkdir()
    store.mkdir()
    (store / "opis.sqlite").write_text("Дела", "utf-8")
    places = {"home": str(Path.home()), "project": os.fspath(Path(__file__).parents[2])}
    attempts = {}
    for attempt in (*FORBIDDEN, *ALLOWED):
        code = attempt.replace("{store}", str(store))
        for name, place in places.items():
            code = code.replace(f"{{{name}}}", place)
        attempts[attempt] = code
    done = subprocess.run(
        [sys.executable, "-c", TAKEN_OVER, str(os.getpid()), str(paper), str(scratch),
         json.dumps(attempts)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert paper.read_text("utf-8") == "Бумага"
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("attempt", FORBIDDEN)
def test_a_confined_process_is_refused(attempt: str, told: dict[str, str]) -> None:
    barriers, refusal = FORBIDDEN[attempt]
    if barriers.isdisjoint(told["held"]):
        pytest.skip(f"the kernel gives none of {sorted(barriers)}")
    assert told[attempt] == refusal


@pytest.mark.parametrize("attempt", ALLOWED)
def test_a_confined_process_may_do_its_work(attempt: str, told: dict[str, str]) -> None:
    assert told[attempt] == "done"
