"""The one reader of the environment and of opis.toml; the rest is handed its part, frozen."""

from __future__ import annotations

import getpass
import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs

from casework.toml_table import RegionDataError, Table
from extractors.limits import Limits

_FILE = "opis.toml"
_LEXICON = "lexicon"
_TEMPLATES = "templates"
_REGIONS = "regions"
_MOST_JOBS = 64
#: Where an order's date and number stand: on its first page, in the block «Утвержден».
ORDER_PLACES = ("title", "block")


class SettingsError(Exception):
    """A setting has a value that can't be; the message is Russian and names the setting."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs.

    `data` holds the store; `database_url` is None for the SQLite file inside it; `user` is
    who stands in the history; `institution` is the full name printed over journals and letters,
    `letterhead` the lines below it, `director` who signs letters as `director_post`.
    """

    data: Path
    jobs: int
    user: str
    institution: str = ""
    letterhead: str = ""
    director: str = ""
    director_post: str = "Директор"
    region: str = "kalmykia"
    order_reference: str = ""
    database_url: str | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def lexicon(self) -> Path:
        """Where the office's own words lie, if it has any."""
        return self.data / _LEXICON

    @property
    def templates(self) -> Path:
        """Where the office's own templates of letters lie, if it has any."""
        return self.data / _TEMPLATES

    @property
    def regions(self) -> Path:
        """Where the office's own region packs lie, if it has any."""
        return self.data / _REGIONS


def load_settings(data: Path | None = None, jobs: int | None = None) -> Settings:
    """What the command line says, else the environment, else opis.toml of the data folder.

    OPIS_DATA, OPIS_JOBS, OPIS_USER, OPIS_DATABASE_URL; SettingsError when one is wrong.
    """
    said = os.environ
    folder = data or Path(said.get("OPIS_DATA") or platformdirs.user_data_path("opis"))
    folder = folder.expanduser().absolute()
    try:
        file, limits = _tables(folder / _FILE)
        database_url = file.take("database_url", "")
        settings = Settings(
            data=folder,
            jobs=_jobs(jobs, said.get("OPIS_JOBS"), file.take("jobs", _cores())),
            user=said.get("OPIS_USER") or getpass.getuser(),
            institution=file.take("institution", ""),
            letterhead=file.take("letterhead", ""),
            director=file.take("director", ""),
            director_post=file.take("director_post", "Директор"),
            region=file.take("region", "kalmykia"),
            order_reference=_order_reference(file.take("order_reference", "")),
            database_url=said.get("OPIS_DATABASE_URL") or database_url or None,
            limits=_limits(limits),
        )
        file.close()
    except RegionDataError as error:
        raise SettingsError(str(error)) from error
    return settings


def _tables(path: Path) -> tuple[Table, Table]:
    """opis.toml and its [limits]; empty when there is no such file."""
    try:
        data = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: не читается как TOML: {error}") from error
    limits = data.pop("limits", {})
    if not isinstance(limits, dict):
        raise SettingsError(f"{path}: [limits] должен быть таблицей.")
    return Table(data, str(path)), Table(limits, f"{path}, limits")


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _jobs(argument: int | None, variable: str | None, otherwise: int) -> int:
    if argument is not None:
        return _job_count("--jobs", argument)
    if variable:
        return _job_count("OPIS_JOBS", variable)
    return _job_count("jobs", otherwise)


def _job_count(name: str, value: int | str) -> int:
    if str(value).isdecimal() and 1 <= int(value) <= _MOST_JOBS:
        return int(value)
    raise SettingsError(f"{name}: нужно целое число от 1 до {_MOST_JOBS}, а указано «{value}».")


def _order_reference(place: str) -> str:
    """Which of an order's requisites stands above its forms; none unless the office chose one."""
    if place not in ("", *ORDER_PLACES):
        known = " или ".join(f"«{one}»" for one in ORDER_PLACES)
        raise SettingsError(f"order_reference бывает {known}, а не «{place}».")
    return place


def _limits(table: Table) -> Limits:
    """Any bound of extractors.limits may be set; all are positive whole numbers."""
    defaults = Limits()
    bounds = {
        bound.name: table.take(bound.name, int(getattr(defaults, bound.name)))
        for bound in fields(Limits)
    }
    table.close()
    for name, value in bounds.items():
        if value < 1:
            raise table.wrong(f"«{name}» должно быть больше нуля, а указано {value}")
    return Limits(**bounds)


def single_threaded() -> None:
    """One thread of arithmetic in this process; to be said before numpy is loaded.

    There is a process for every core already: more threads only wait for each other, and the
    names of a paper cost three times the CPU time.
    """
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
