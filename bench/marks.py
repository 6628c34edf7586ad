"""Marks of forms filled by chance: what is read of them, in Word and from clean scans.

`make bench-marks`. The forms are made here, from the printed lines of the region's data.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from invented_forms import SCAN_STYLES, WORD_STYLES, Form, invented_forms, write_scan, write_word
from targets import Figure, report

from casework.field import OFFERED
from extractors.reader import Reader
from nlp.understanding import Understanding, load
from papers.source import MediaKind

#: Targets: precision and recall.
WORD, SCAN = (0.95, 0.90), (0.90, 0.80)


def compare(
    form: Form, path: Path, media: MediaKind, understanding: Understanding, errors: bool
) -> Counter[str]:
    """Right, wrong, missing and spurious marks, as the corpus's scorer counts them."""
    found = understanding.understand(Reader().read(path, media)).marks
    read = {mark.field: mark.value for mark in found if mark.confidence >= OFFERED}
    told = Counter(
        "missing" if name not in read else "right" if read[name] == value else "wrong"
        for name, value in form.marks.items()
    )
    told["spurious"] = sum(bool(value) for name, value in read.items() if name not in form.marks)
    if errors and (told["missing"] or told["wrong"] or told["spurious"]):
        names = sorted(
            name for name in {*read, *form.marks} if read.get(name) != form.marks.get(name)
        )
        shown = ", ".join(f"{n}: {read.get(n)} for {form.marks.get(n)}" for n in names[:8])
        print(f"  {path.name} {form.style}: {shown}", file=sys.stderr)
    return told


def figures(name: str, told: Counter[str], targets: tuple[float, float]) -> list[Figure]:
    right = told["right"]
    print(f"{name}: {dict(told)}")
    return [
        Figure(
            f"precision of marks, {name}",
            right / max(1, right + told["wrong"] + told["spurious"]),
            targets[0],
        ),
        Figure(
            f"recall of marks, {name}",
            right / max(1, right + told["wrong"] + told["missing"]),
            targets[1],
        ),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--word", type=int, default=24, help="how many forms in Word")
    parser.add_argument("--scans", type=int, default=8, help="how many scanned forms")
    parser.add_argument("--seed", type=int, default=20260)
    parser.add_argument("--errors", action="store_true", help="name the marks that went wrong")
    args = parser.parse_args()
    understanding = load()
    word: Counter[str] = Counter()
    scan: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, form in enumerate(invented_forms(args.word, args.seed, WORD_STYLES)):
            path = write_word(form, Path(folder, f"{number:02}_{form.kind}.docx"))
            word += compare(form, path, MediaKind.DOCX, understanding, args.errors)
        for number, form in enumerate(invented_forms(args.scans, args.seed + 1, SCAN_STYLES)):
            path = write_scan(
                form, Path(folder, f"{number:02}_{form.kind}.tif"), args.seed + number
            )
            scan += compare(form, path, MediaKind.IMAGE, understanding, args.errors)
    return report([*figures("Word", word, WORD), *figures("clean scans", scan, SCAN)])


if __name__ == "__main__":
    sys.exit(main())
