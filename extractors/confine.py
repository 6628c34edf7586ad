"""What a child gives up before it looks at untrusted bytes (Linux)."""

from __future__ import annotations

import ctypes
import os
import resource
import signal

from extractors.limits import Limits

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


def confine(limits: Limits, parent: int) -> None:
    """Cut the network where the kernel allows it, die with `parent`, bound memory and files.

    The order matters: a change of credentials clears the death signal.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    die_with(parent)
    _bound(resource.RLIMIT_AS, limits.memory_bytes)
    _bound(resource.RLIMIT_FSIZE, limits.scratch_file_bytes)
    _bound(resource.RLIMIT_CORE, 0)
    allow_cpu(limits.cpu_seconds)


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


def _bound(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))
