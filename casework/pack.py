"""A region's folder of data, and the one that it is founded on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from casework.toml_table import RegionDataError, Table

_HEAD = "region.toml"


@dataclass(frozen=True, slots=True)
class Pack:
    """`folder` with the packs that it is founded on behind it, nearest first.

    What tells papers apart (lists, printed tables, labels, checklists) may be a base's; terms,
    letters and the contents of files are of one order, hence the pack's own or none.
    """

    folder: Traversable
    bases: tuple[Traversable, ...] = ()

    def own(self, name: str) -> Table | None:
        """The file of the pack itself; None where it has none."""
        return _parsed(self.folder, name)

    def inherited(self, name: str) -> Table:
        """The nearest file of that name; RegionDataError when there is none anywhere."""
        for folder in self._folders():
            if file := _parsed(folder, name):
                return file
        raise RegionDataError(f"{self.folder.name}/{name}: такого файла нет")

    def all_of(self, name: str) -> tuple[Table, ...]:
        """Every file of that name, the farthest base's first."""
        found = (_parsed(folder, name) for folder in reversed(list(self._folders())))
        return tuple(file for file in found if file)

    def _folders(self) -> Iterator[Traversable]:
        return iter((self.folder, *self.bases))


def find_pack(name: str, extra: Path | None = None) -> Pack:
    """The pack `name`: shipped, or a folder of `extra`, whose packs are an office's own.

    RegionDataError when it is unknown, both shipped and the office's, or founded on itself.
    """
    places = _places(extra)
    if name not in places:
        raise RegionDataError(f"Нет региона «{name}». Есть: {', '.join(sorted(places))}.")
    return founded(places[name], extra)


def founded(folder: Traversable, extra: Path | None = None) -> Pack:
    """The pack of `folder` with its bases; RegionDataError as `find_pack`."""
    places = _places(extra)
    chain = [folder]
    while base := _base(chain[-1]):
        where = f"{chain[-1].name}/{_HEAD}"
        if base not in places:
            raise RegionDataError(f"{where}: нет региона «{base}», на котором он основан")
        if base in [one.name for one in chain]:
            raise RegionDataError(f"{where}: регион основан сам на себе через «{base}»")
        chain.append(places[base])
    return Pack(chain[0], tuple(chain[1:]))


def _places(extra: Path | None) -> dict[str, Traversable]:
    shipped = {
        entry.name: entry
        for entry in (resources.files("casework") / "regions").iterdir()
        if (entry / _HEAD).is_file()
    }
    if extra is None or not extra.is_dir():
        return shipped
    own: dict[str, Traversable] = {
        entry.name: entry for entry in extra.iterdir() if (entry / _HEAD).is_file()
    }
    if both := sorted(shipped.keys() & own.keys()):
        message = "так уже называется регион, поставленный с программой"
        raise RegionDataError(f"{extra}/{both[0]}: {message}")
    return shipped | own


def _base(folder: Traversable) -> str:
    head = _parsed(folder, _HEAD)
    return head.take("base", "") if head else ""


def _parsed(folder: Traversable, name: str) -> Table | None:
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise RegionDataError(f"{folder.name}/{name}: не читается: {error}") from error
    return Table.parse(text, f"{folder.name}/{name}")
