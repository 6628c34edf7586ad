"""Every paper whose truth is known, in every condition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from documents import FOLDER
from unseen import FOLDER as UNSEEN
from unseen import make_papers

ROOT = Path(__file__).parents[1]
SUFFIXES = frozenset({".docx", ".doc", ".rtf", ".txt", ".pdf", ".jpg", ".tif", ".png"})
#: Papers that were looked at while the rules were written, and those written blind to the rules.
CORPUS, SAMPLES = "corpus", "samples"


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file of the paper `name` of a set, made in a condition, with the paper's truth."""

    origin: str
    name: str
    condition: str
    path: Path
    truth: dict[str, Any]

    @property
    def paper(self) -> str:
        """The paper in all of its conditions."""
        return f"{self.origin}/{self.name}"


def judged_papers(shared: Path) -> Iterator[PaperFile]:
    """The files of the corpus in `shared` (none where it is missing), the samples, the unseen."""
    unseen = sorted({paper.parent.name for paper in UNSEEN.glob("*/*.paper")})
    yield from chain(_corpus(shared / "corpus"), _samples(), *map(_unseen, unseen))


def _corpus(folder: Path) -> Iterator[PaperFile]:
    for truth in sorted(folder.glob("*.json")):
        told = json.loads(truth.read_text("utf-8"))
        if "fields" in told:  # of several papers in one file the truth is told elsewhere
            yield from _files(CORPUS, folder, truth.stem, told)


def _samples() -> Iterator[PaperFile]:
    for truth in sorted((ROOT / "samples/expected").glob("*.json")):
        told = json.loads(truth.read_text("utf-8"))
        path = ROOT / "samples/papers" / told["source"]
        yield PaperFile(SAMPLES, truth.stem, told["condition"], path, told)


def _unseen(which: str) -> Iterator[PaperFile]:
    """Made once: scans of the same papers are kept beside what was read of them."""
    papers = sorted((UNSEEN / which).glob("*.paper"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in papers)).hexdigest()
    folder = FOLDER / f"{which}-{digest[:16]}"
    if not (folder / "whole").exists():
        folder.mkdir(parents=True, exist_ok=True)
        make_papers(which, folder, scans=True)
        (folder / "whole").touch()
    for paper in papers:
        told = json.loads(paper.with_suffix(".json").read_text("utf-8"))
        yield from _files(which, folder, paper.stem, told)


def _files(origin: str, folder: Path, name: str, told: dict[str, Any]) -> Iterator[PaperFile]:
    for path in sorted(folder.glob(f"{name}.*")):
        if path.suffix in SUFFIXES:
            condition = path.name.split(".")[1]
            yield PaperFile(origin, name, condition, path, told)
