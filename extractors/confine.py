"""What a child gives up before it looks at untrusted bytes (Linux).

Each barrier stands where the kernel gives it, whatever became of the others: docs/decisions/
0005-sandbox.md says what each of them is for.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import sys
from enum import StrEnum
from pathlib import Path

from extractors.landlock import Grants, restrict_to
from extractors.limits import Limits
from extractors.syscall_filter import forbid_calls

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWIPC, _CLONE_NEWUSER = 0x08000000, 0x10000000
_CLONE_NEWPID, _CLONE_NEWNET = 0x20000000, 0x40000000
_CAPABILITY_VERSION = 0x20080522
_CAP_DAC_READ_SEARCH = 1 << 2
_OPEN_FILES = 512
_OUTSIDE = 0  # the number of a parent in another process namespace

#: A child that has used its CPU time ends with this status.
OUT_OF_TIME = int(signal.SIGXCPU)

_PACKAGES = Path(__file__).parents[1]
#: Programs with their libraries, languages, fonts and settings; nothing that people keep.
_READABLE = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32"),
    *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives"),
    *("/etc/fonts", "/etc/libreoffice", "/etc/locale.alias", "/etc/localtime", "/etc/mime.types"),
    *("/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice"),
    *("/sys/devices/system/cpu", "/dev/urandom", "/dev/random", "/dev/zero"),
    *(f"{_PACKAGES}/{package}" for package in ("extractors", "papers")),
)


class Barrier(StrEnum):
    """What keeps a child in; `confine` says which of them hold."""

    NETWORK = "network"  # a network of its own, without an interface
    PROCESSES = "processes"  # a process namespace of its own, that dies with the child
    FILES = "files"  # Landlock: libraries, the paper and its own folder
    PORTS = "ports"  # Landlock: no TCP
    SIGNALS = "signals"  # Landlock: no signals and abstract sockets to others
    CALLS = "calls"  # seccomp
    PRIVILEGES = "privileges"  # no capabilities, none to be had


def confine(limits: Limits, parent: int, paper: Path, scratch: Path) -> tuple[Barrier, ...]:
    """Bound memory and files, die with `parent`, keep `paper` to read and `scratch` to write.

    The caller goes on as the first process of its own namespace, where there is one; the one
    that was started only waits for it. The order matters: a change of credentials clears the
    death signal, and what is forbidden last is needed first.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    held = _own_namespaces(libc)
    die_with(parent)
    _bound(resource.RLIMIT_AS, limits.memory_bytes)
    _bound(resource.RLIMIT_FSIZE, limits.scratch_file_bytes)
    _bound(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _bound(resource.RLIMIT_CORE, 0)
    if Barrier.PROCESSES in held:
        _go_on_as_first_process()
    # A first process ignores the kernel's signal, but not a handler; Python's own would wait
    # for the end of the C code that is to be stopped.
    libc.signal(signal.SIGXCPU, ctypes.cast(libc._exit, ctypes.c_void_p))
    allow_cpu(limits.cpu_seconds)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and _drop_capabilities(libc):
        held.append(Barrier.PRIVILEGES)
    held += _landlock(paper, scratch)
    if forbid_calls():
        held.append(Barrier.CALLS)
    return tuple(held)


def die_with(parent: int) -> None:
    """End this process, at once or later, where the one that started it is gone."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def allow_cpu(seconds: int) -> None:
    """Let this process use `seconds` of CPU from now on, counted with what it has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _own_namespaces(libc: ctypes.CDLL) -> list[Barrier]:
    """As root first without a user namespace: there root could read its own files only."""
    wanted = _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWPID
    for more in (0, _CLONE_NEWUSER):
        if libc.unshare(wanted | more) == 0:
            return [Barrier.NETWORK, Barrier.PROCESSES]
    return []


def _go_on_as_first_process() -> None:
    """Return in a new process, whose end is also the end of all that it started."""
    before = os.pidfd_open(os.getpid())
    inner = os.fork()
    if inner:
        # Ended by the reader, this process ends last: nothing of the paper is left then.
        signal.signal(signal.SIGTERM, lambda *_: os.kill(inner, signal.SIGKILL))
        os.closerange(0, 3)
        _, status = os.waitpid(inner, 0)
        code = os.waitstatus_to_exitcode(status)
        os._exit(code if code >= 0 else 128 - code)
    die_with(_OUTSIDE)
    gone, _, _ = select.select([before], [], [], 0)
    if gone:
        os._exit(1)
    os.close(before)


def _drop_capabilities(libc: ctypes.CDLL) -> bool:
    """Keep none but, as root, that of reading papers that belong to others."""
    keep = _CAP_DAC_READ_SEARCH if os.geteuid() == 0 else 0
    head = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)(keep, keep, 0, 0, 0, 0)
    return bool(libc.capset(head, sets) == 0)


def _landlock(paper: Path, scratch: Path) -> list[Barrier]:
    read = (*map(Path, _READABLE), Path(sys.prefix), Path(sys.base_prefix), paper)
    version = restrict_to(Grants(read, write=(scratch, Path("/dev/null"))))
    since = {Barrier.FILES: 1, Barrier.PORTS: 4, Barrier.SIGNALS: 6}
    return [barrier for barrier, needed in since.items() if version >= needed]


def _bound(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))
