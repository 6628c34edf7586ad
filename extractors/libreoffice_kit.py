"""The process that LibreOffice runs in: `python -m extractors.libreoffice_kit`, never by hand.

Arguments: seconds of CPU, the library, URLs of the profile, the file, the DOCX.
LibreOfficeKit's tables of functions only ever grow at their ends (LibreOfficeKit.h).
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from pathlib import Path

_OPTIONS = b"EnableMacrosExecution=false,MacroSecurityLevel=3,Batch=true"
_NOT_LOADED, _NOT_SAVED = 2, 3


class _DocumentFunctions(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        (
            "save_as",
            ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, *(ctypes.c_char_p,) * 3),
        ),
    )


class _Document(ctypes.Structure):
    _fields_ = (("functions", ctypes.POINTER(_DocumentFunctions)),)


class _OfficeFunctions(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("load", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
        ("error", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)),
        (
            "load_with_options",
            ctypes.CFUNCTYPE(
                ctypes.POINTER(_Document), ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p
            ),
        ),
    )


class _Office(ctypes.Structure):
    _fields_ = (("functions", ctypes.POINTER(_OfficeFunctions)),)


def main() -> None:
    seconds, kit, profile, source, made = sys.argv[1:]
    # LibreOffice takes the soft limit's signal for a crash of its own.
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    # What LibreOffice would still do at an orderly end only costs time: its work is a file.
    os._exit(_convert(Path(kit), profile.encode(), source.encode(), made.encode()))


def _convert(kit: Path, profile: bytes, source: bytes, made: bytes) -> int:
    start = ctypes.CDLL(str(kit), mode=ctypes.RTLD_GLOBAL).libreofficekit_hook_2
    start.restype = ctypes.POINTER(_Office)
    start.argtypes = (ctypes.c_char_p, ctypes.c_char_p)
    office = start(bytes(kit.parent), profile)
    if not office:
        return _NOT_LOADED
    document = office.contents.functions.contents.load_with_options(office, source, _OPTIONS)
    if not document:
        return _NOT_LOADED
    saved = document.contents.functions.contents.save_as(document, made, b"docx", None)
    return 0 if saved else _NOT_SAVED


if __name__ == "__main__":
    main()
