"""The state of this machine, check by check; nothing is changed and nothing is asked outside."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from extractors.confine import Barrier
from extractors.libreoffice import PACKAGE as CONVERTER
from extractors.libreoffice import find_kit
from extractors.sandbox import barriers
from pipeline.region import region_of
from pipeline.settings import Settings, SettingsError
from pipeline.worker import check_words

#: The libraries that the program can't work without, by their distribution names.
LIBRARIES = (
    "alembic",
    "click",
    "holidays",
    "msgspec",
    "natasha",
    "numpy",
    "opencv-python-headless",
    "openpyxl",
    "pdfplumber",
    "pi-heif",
    "pillow",
    "platformdirs",
    "pymorphy3",
    "pymorphy3-dicts-ru",
    "pypdfium2",
    "pytesseract",
    "python-docx",
    "rapidfuzz",
    "rich",
    "spacy",
    "sqlalchemy",
    "textual",
    "textual-image",
)
LANGUAGES = {"rus": "русский язык распознавания", "osd": "определение поворота страницы"}
#: Less than this, in bytes, and intake may stop in the middle of a day.
ROOM = 1 << 30
PATIENCE = 20  # seconds for a program to tell its version


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. `found` is a version or a measure, None when there is nothing."""

    id: str
    title: str
    ok: bool
    found: str | None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class _Wall:
    """What a reading process can't do, by which means of the kernel; one of `enough` will do."""

    id: str
    title: str
    barriers: dict[Barrier, str]
    enough: frozenset[Barrier]
    advice: str


_NAMESPACES = "sysctl user.max_user_namespaces=15000 kernel.apparmor_restrict_unprivileged_userns=0"
_SECCOMP = "apt-get install libseccomp2"
_WALLS = (
    _Wall(
        "network",
        "Чтение файлов: сеть закрыта",
        {
            Barrier.NETWORK: "пространство имён",
            Barrier.PORTS: "Landlock",
            Barrier.CALLS: "seccomp",
        },
        frozenset({Barrier.NETWORK, Barrier.CALLS}),
        _NAMESPACES,
    ),
    _Wall(
        "files",
        "Чтение файлов: чужие файлы закрыты",
        {Barrier.FILES: "Landlock"},
        frozenset({Barrier.FILES}),
        "нужно ядро Linux 5.13 или новее с Landlock",
    ),
    _Wall(
        "processes",
        "Чтение файлов: чужие процессы закрыты",
        {
            Barrier.PROCESSES: "пространство имён",
            Barrier.SIGNALS: "Landlock",
            Barrier.CALLS: "seccomp",
        },
        frozenset({Barrier.PROCESSES, Barrier.CALLS}),
        _NAMESPACES,
    ),
    _Wall(
        "calls",
        "Чтение файлов: лишние вызовы ядра закрыты",
        {Barrier.CALLS: "seccomp"},
        frozenset({Barrier.CALLS}),
        _SECCOMP,
    ),
    _Wall(
        "privileges",
        "Чтение файлов: без прав администратора",
        {Barrier.PRIVILEGES: "no_new_privs"},
        frozenset({Barrier.PRIVILEGES}),
        "программа рассчитана на Linux",
    ),
)


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Everything that the program needs of this machine, with its store and the office's words."""
    checks: tuple[Callable[[], list[Finding]], ...] = (
        _python,
        _tesseract,
        _converter,
        _libraries,
        _sandbox,
        lambda: _region(settings),
        lambda: _words(settings.lexicon),
        lambda: _disk(settings.data),
    )
    return tuple(finding for check in checks for finding in check())


def _python() -> list[Finding]:
    found = platform.python_version()
    return [Finding("python", "Python", True, found)]


def _tesseract() -> list[Finding]:
    said = _output("tesseract", "--version")
    lines = said.splitlines() if said else []
    found = lines[0].removeprefix("tesseract ").strip() if lines else None
    # 4.1 is what Ubuntu 22.04 has; the neural models that we read with came with 4.0.
    new_enough = bool(found) and not str(found).startswith(("3.", "4.0"))
    languages = set((_output("tesseract", "--list-langs") or "").split())
    return [
        Finding(
            "tesseract",
            "Tesseract 4.1 или новее",
            new_enough,
            found,
            "apt-get install tesseract-ocr",
        ),
        *(
            Finding(
                f"tesseract-{code}",
                f"Tesseract: {title}",
                code in languages,
                code if code in languages else None,
                f"apt-get install tesseract-ocr-{code}",
            )
            for code, title in LANGUAGES.items()
        ),
    ]


def _converter() -> list[Finding]:
    kit = find_kit()
    found = str(kit.parent) if kit else None
    title = "LibreOffice Writer: файлы DOC, RTF, ODT"
    advice = f"apt-get install --no-install-recommends {CONVERTER}"
    return [Finding("converter", title, found is not None, found, advice)]


def _libraries() -> list[Finding]:
    return [_library(name) for name in LIBRARIES]


def _library(name: str) -> Finding:
    try:
        found = version(name)
    except PackageNotFoundError:
        return Finding(name, name, False, None, "make setup")
    return Finding(name, name, True, found)


def _sandbox() -> list[Finding]:
    """What keeps those who parse untrusted files in, as one of them tells it."""
    held = barriers()
    return [
        Finding(
            "sandbox-limits",
            "Пределы памяти и времени",
            platform.system() == "Linux",
            platform.system(),
            "программа рассчитана на Linux",
        ),
        *(
            Finding(
                f"sandbox-{wall.id}",
                wall.title,
                not held.isdisjoint(wall.enough),
                ", ".join(title for barrier, title in wall.barriers.items() if barrier in held)
                or None,
                wall.advice,
            )
            for wall in _WALLS
        ),
    ]


def _region(settings: Settings) -> list[Finding]:
    """Whose forms are kept, of which version, and whether their data can be used."""
    title = f"Формы региона: {settings.region}"
    try:
        region = region_of(settings)
    except SettingsError as error:
        return [Finding("region", title, False, None, str(error))]
    return [Finding("region", title, True, f"{region.title}, {region.version}")]


def _words(folder: Path) -> list[Finding]:
    """What the office adds to the lexicon, and whether it can be used."""
    if not folder.is_dir():
        return []
    title = f"Свои слова учреждения: {folder}"
    try:
        names = check_words(folder)
    except SettingsError as error:
        return [Finding("lexicon", title, False, None, str(error))]
    found = ", ".join(f"{name}.toml" for name in names) or "файлов нет"
    return [Finding("lexicon", title, True, found)]


def _disk(data: Path) -> list[Finding]:
    folder = next(place for place in (data, *data.parents) if place.exists())
    free = shutil.disk_usage(folder).free
    title = f"Свободное место: {folder}"
    found = f"{free / (1 << 30):.1f} ГиБ"
    return [Finding("disk", title, free >= ROOM, found, "освободите место: нужен хотя бы 1 ГиБ")]


def _output(program: str, argument: str) -> str | None:
    """What the program prints; None when it is missing or fails."""
    found = shutil.which(program)
    if found is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - found by name, a fixed argument
            [found, argument], capture_output=True, text=True, timeout=PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or done.stderr
