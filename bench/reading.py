"""Reading against plain Tesseract and OCRmyPDF on the same pages: `make bench-reading`.

Pages of known text are made clean and in ten spoilt conditions (bench/degraded.py), the same for
all three. Printed by condition: character error rate and CPU seconds a page, user and system,
children included, one thread of Tesseract each. Exit status: 1 where a figure falls short, 2 where
OCRmyPDF is missing.

    python bench/reading.py [--papers 4] [--seed 1] [--only REGEX] [--plot FILE.svg]
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from degraded import CLEAN, SPOILT, Condition
from invented_papers import compose, text_of
from rapidfuzz.distance import Levenshtein
from targets import Figure, report

from extractors.reader import Reader
from making.paper import Paper
from papers.source import MediaKind

ROOT = Path(__file__).parents[1]
ENVIRONMENT = ROOT / ".venv-bench/bin"
TESSERACT, OCRMYPDF, OPIS = READERS = ("tesseract", "ocrmypdf", "opis")
PR_SET_CHILD_SUBREAPER = 36
#: The look of a quotation mark or a dash is not an error of reading.
FOLD = str.maketrans("«»“”„–—‘’", '"""""--\'\'', "|_")


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture in its file, and what stands on it."""

    path: Path
    dpi: int
    truth: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one picture."""

    reader: str
    condition: str
    paper: str
    error_rate: float
    cpu_seconds: float


def plain_tesseract(scan: Scan, _scratch: Path) -> str:
    return _output(["tesseract", str(scan.path), "stdout", "-l", "rus"])


def ocrmypdf(scan: Scan, scratch: Path) -> str:
    """What an office would run; the resolution is told, for a photograph states none."""
    sidecar = scratch / "sidecar.txt"
    _output(
        [str(ENVIRONMENT / "ocrmypdf"), "-l", "rus", "--rotate-pages", "--deskew", "--clean",
         "--image-dpi", str(scan.dpi), "--jobs", "1", "--quiet", "--sidecar", str(sidecar),
         str(scan.path), str(scratch / "out.pdf")]
    )  # fmt: skip
    return sidecar.read_text("utf-8")


def opis(scan: Scan, scratch: Path) -> str:
    """As the engine reads it: a confined child, and a picture of the page for the desk."""
    pictures = scratch / "pictures"
    pictures.mkdir(exist_ok=True)
    return Reader().read(scan.path, MediaKind.IMAGE, pictures).text


READ: dict[str, Callable[[Scan, Path], str]] = {
    TESSERACT: plain_tesseract,
    OCRMYPDF: ocrmypdf,
    OPIS: opis,
}


def _output(command: list[str]) -> str:
    """Standard output of a program that has one thread of Tesseract."""
    alone = ["env", "OMP_THREAD_LIMIT=1", *command]
    return subprocess.run(alone, capture_output=True, text=True, check=True).stdout


def cpu_seconds() -> float:
    """User and system time so far of this process and of the children that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def adopt_orphans() -> None:
    """Become the parent of processes whose own parent ends first, so that their time is known."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def wait_for_all() -> None:
    """Until every process that was started, or adopted, has ended."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def folded(text: str) -> str:
    """Without differences of look: quotes, dashes, white space, words parted at line ends."""
    text = unicodedata.normalize("NFC", text).translate(FOLD)
    return " ".join(re.sub(r"(\w)-\n(\w)", r"\1-\2", text).split())


def error_rate(truth: str, text: str) -> float:
    """Edits by character of the truth, in order; 1 at most."""
    truth = folded(truth)
    return min(1.0, Levenshtein.distance(truth, folded(text)) / len(truth))


def measure(reader: str, condition: Condition, paper: Paper, scan: Scan) -> Reading:
    with tempfile.TemporaryDirectory() as scratch:
        before = cpu_seconds()
        text = READ[reader](scan, Path(scratch))
        wait_for_all()
        spent = cpu_seconds() - before
    return Reading(reader, condition.name, paper.name, error_rate(scan.truth, text), spent)


def read_all(conditions: Sequence[Condition], count: int, seed: int) -> list[Reading]:
    """Every picture by every reader, one after the other, so that the load is the same."""
    readings: list[Reading] = []
    print(f"{'':44}" + "".join(f"{reader:>18}" for reader in READERS))
    print(f"{f'mean of {count} pages':44}" + f"{'CER':>9}{'CPU s':>9}" * len(READERS))
    with tempfile.TemporaryDirectory() as folder:
        for condition in conditions:
            for number, paper in enumerate(compose(count, seed)):
                path = Path(folder, f"{paper.name}{condition.suffix}")
                path.write_bytes(condition.picture(paper, seed + number))
                scan = Scan(path, condition.dpi, text_of(paper))
                readings += (measure(reader, condition, paper, scan) for reader in READERS)
            print(_row(condition, readings), flush=True)
    return readings


def mean(
    readings: Sequence[Reading], reader: str, what: str, conditions: Sequence[Condition]
) -> float:
    """The mean a page of "error_rate" or "cpu_seconds"."""
    names = {condition.name for condition in conditions}
    found = [r for r in readings if r.reader == reader and r.condition in names]
    return statistics.fmean(getattr(reading, what) for reading in found)


def _row(condition: Condition, readings: Sequence[Reading]) -> str:
    cells = (
        f"{mean(readings, reader, 'error_rate', [condition]):9.4f}"
        f"{mean(readings, reader, 'cpu_seconds', [condition]):9.2f}"
        for reader in READERS
    )
    return f"{condition.name:12}{condition.meaning:32}" + "".join(cells)


def figures(readings: Sequence[Reading]) -> list[Figure]:
    everything = (*CLEAN, *SPOILT)

    def ratio(what: str, other: str, conditions: Sequence[Condition]) -> float:
        own = mean(readings, OPIS, what, conditions)
        return own / mean(readings, other, what, conditions)

    return [
        Figure(
            "CPU on clean pages, of tesseract's",
            ratio("cpu_seconds", TESSERACT, CLEAN), 1.35, at_most=True,
        ),
        Figure(
            "CPU over all pages, of OCRmyPDF's",
            ratio("cpu_seconds", OCRMYPDF, everything), 0.4, at_most=True,
        ),
        Figure(
            "mean CER over all pages, of OCRmyPDF's",
            ratio("error_rate", OCRMYPDF, everything), 0.5, at_most=True,
        ),
    ]  # fmt: skip


def draw(readings: Sequence[Reading], plot: Path) -> None:
    """The plot, by the environment that has matplotlib."""
    meanings = {condition.name: condition.meaning for condition in (*CLEAN, *SPOILT)}
    data = {"meanings": meanings, "readings": [asdict(reading) for reading in readings]}
    command = [str(ENVIRONMENT / "python"), str(ROOT / "bench/reading_plot.py"), str(plot)]
    subprocess.run(command, input=json.dumps(data), text=True, check=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=4, help="pages a condition")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only conditions whose name matches")
    parser.add_argument("--plot", type=Path, help="draw the figures into this SVG")
    args = parser.parse_args()
    missing = [name for name in ("unpaper", "gs") if not shutil.which(name)]
    if missing or not (ENVIRONMENT / "ocrmypdf").exists():
        print("OCRmyPDF, unpaper or ghostscript is missing: scripts/setup.sh bench installs them")
        return 2
    adopt_orphans()
    conditions = [c for c in (*CLEAN, *SPOILT) if re.search(args.only, c.name)]
    readings = read_all(conditions, args.papers, args.seed)
    if args.only:
        return 0
    if args.plot:
        draw(readings, args.plot)
    return report(figures(readings))


if __name__ == "__main__":
    sys.exit(main())
