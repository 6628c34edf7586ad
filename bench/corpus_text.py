"""The text of pictures against a corpus with known truth: `make corpus-text`.

Runs `opis text` over the corpus's pictures and hands its lines to the corpus's own scorer: the
share of the truth's words that are missing, by condition. Skipped where there is no such corpus.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpus import ROOT, opis, words_missing
from targets import Figure, report

SUFFIXES = {".pdf", ".jpg", ".tif", ".png"}
#: Several papers in a file, and papers that are no pictures.
OTHERS = {"archive", "digital"}
CLEAN, ALL_AT_ONCE = "clean300", "combo"
MOST_CLEAN, MOST_MEAN, MOST, MOST_ALL_AT_ONCE = 0.025, 0.05, 0.12, 0.18


def figures(missing: dict[str, float]) -> list[Figure]:
    """What was found beside what is asked for; one figure a condition."""
    found = [Figure(f"words missing, {CLEAN}", missing.pop(CLEAN), MOST_CLEAN, at_most=True)]
    if missing:
        mean = sum(missing.values()) / len(missing)
        found.append(Figure("words missing, mean of the others", mean, MOST_MEAN, at_most=True))
    for name, value in missing.items():
        most = MOST_ALL_AT_ONCE if name == ALL_AT_ONCE else MOST
        found.append(Figure(f"words missing, {name}", value, most, at_most=True))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT / "../shared")
    args = parser.parse_args()
    corpus: Path = args.shared / "corpus"
    if not corpus.is_dir():
        print(f"skipped: there is no corpus in {corpus}")
        return 0
    pictures = [
        path
        for path in sorted(corpus.iterdir())
        if path.suffix in SUFFIXES and path.name.split(".")[1] not in OTHERS
    ]
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "texts.jsonl")
        opis("text", pictures, texts)
        missing = words_missing(args.shared, corpus, texts)
    missing.pop("all", None)
    return report(figures(missing))


if __name__ == "__main__":
    sys.exit(main())
