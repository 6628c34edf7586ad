"""Landlock: what of the file system, the network and other processes a process keeps (Linux)."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# The same on every architecture: linux/landlock.h, and the table of 64-bit system calls.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _DEVICE_IOCTL = 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _DEVICE_IOCTL
#: How many rights of the file system there are since a version of the interface.
_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
_BIND_AND_CONNECT_TCP = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),  # since version 4
        ("scoped", ctypes.c_uint64),  # since version 6
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


@dataclass(frozen=True, slots=True)
class Grants:
    """What stays open: folders or files with all below them; what does not exist is left out."""

    read: tuple[Path, ...]
    write: tuple[Path, ...]


def landlock_version() -> int:
    """The kernel's version of the interface; 0 where there is none."""
    return max(0, _call(_CREATE_RULESET, None, 0, _VERSION_FLAG))


def restrict_to(grants: Grants) -> int:
    """Deny this process, for good, all files but `grants`, and TCP where the kernel can.

    Running programs is part of reading and of writing. Gives the version that holds now; 0 when
    nothing does. Needs no_new_privs.
    """
    version = landlock_version()
    if not version:
        return 0
    rights = (1 << max(n for since, n in _RIGHTS.items() if since <= version)) - 1
    ruleset = _Ruleset(
        rights,
        _BIND_AND_CONNECT_TCP if version >= 4 else 0,
        _ABSTRACT_SOCKETS_AND_SIGNALS if version >= 6 else 0,
    )
    size = 8 * (1 + (version >= 4) + (version >= 6))
    rules = _call(_CREATE_RULESET, ctypes.byref(ruleset), size, 0)
    if rules < 0:
        return 0
    _allow(rules, grants.read, _EXECUTE | _READ_FILE | _READ_DIR)
    _allow(rules, grants.write, rights)
    done = _call(_RESTRICT_SELF, rules, 0)
    os.close(rules)
    return version if done == 0 else 0


def _allow(rules: int, paths: Iterable[Path], rights: int) -> None:
    for path in paths:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        allowed = rights if path.is_dir() else rights & _OF_FILES
        rule = _PathBeneath(allowed, place)
        _call(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(rule), 0)
        os.close(place)


def _call(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    converted = (ctypes.c_long(a) if isinstance(a, int) else a for a in arguments)
    return int(libc.syscall(ctypes.c_long(number), *converted))
