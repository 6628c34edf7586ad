"""Scores on a corpus with known truth: `make corpus`.

Runs `opis extract` and `opis text` over the corpus's files and hands their lines to the corpus's
own scorers. Skipped with a word where there is no such corpus: the project does not need it.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from targets import Figure, report

ROOT = Path(__file__).parents[1]
#: Conditions whose text is scored, and formats that are read at all.
SUFFIXES = {".docx", ".doc", ".rtf", ".pdf", ".jpg", ".tif", ".png"}


def opis(command: str, files: list[Path], out: Path, *options: str) -> None:
    """Run `opis COMMAND FILES --json` into `out`; files that are refused have their own line."""
    with out.open("wb") as lines:
        subprocess.run(
            [sys.executable, "-m", "review_cli", command, *options, "--json", *map(str, files)],
            cwd=ROOT, stdout=lines, check=False,
        )  # fmt: skip


def field_scores(
    shared: Path, corpus: Path, predictions: Path, errors: int
) -> dict[str, dict[str, float]]:
    scorer = [sys.executable, str(shared / "bench/score.py"), str(corpus), str(predictions)]
    print(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
    done = subprocess.run(
        [*scorer, "--json", "--errors", str(errors)], capture_output=True, text=True, check=True
    )
    print(done.stderr, end="")
    rows: dict[str, dict[str, float]] = json.loads(done.stdout)["rows"]
    return rows


def words_missing(shared: Path, corpus: Path, predictions: Path) -> dict[str, float]:
    """Share of the truth's words that the reading lacks, by condition."""
    done = subprocess.run(
        [sys.executable, str(shared / "bench/score_text.py"), str(corpus), str(predictions)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    print(done.stdout)
    return {m[1]: float(m[2]) for m in re.finditer(r"^(\w+) .* words ([\d.]+)$", done.stdout, re.M)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT / "../shared")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to list")
    parser.add_argument("--only", default="", help="only conditions that match this expression")
    args = parser.parse_args()
    corpus: Path = args.shared / "corpus"
    if not corpus.is_dir():
        print(f"skipped: there is no corpus in {corpus}")
        return 0
    wanted = re.compile(args.only)
    files = sorted(p for p in corpus.iterdir() if p.suffix in SUFFIXES and wanted.search(p.name))
    files = [path for path in files if ".archive." not in path.name]
    with tempfile.TemporaryDirectory() as folder:
        fields, texts = Path(folder, "fields.jsonl"), Path(folder, "texts.jsonl")
        opis("extract", files, fields)
        opis("text", [path for path in files if ".clean300." in path.name], texts)
        rows = field_scores(args.shared, corpus, fields, args.errors)
        missing = words_missing(args.shared, corpus, texts)
    return report(_figures(rows, missing))


def _figures(rows: dict[str, dict[str, float]], missing: dict[str, float]) -> list[Figure]:
    """The figures of a run over whole conditions; those of conditions left out are missing."""
    word = rows["group:word+digital"]
    groups = {name: row for name, row in rows.items() if name.startswith("group:")}
    threat = rows["field:threat_to_life"]
    return [
        Figure("kind right, Word and text PDF", rows["kind in group:word+digital"]["f1"], 0.95),
        Figure("F1 of fields, Word and text PDF", word["f1"], 0.985),
        Figure("F1 of fields, DOC and RTF", rows["group:legacy"]["f1"], 0.98),
        Figure("F1 of fields, clean scans", rows["group:clean300"]["f1"], 0.97),
        Figure("F1 of fields, other pictures", rows["group:degraded"]["f1"], 0.93),
        Figure(
            "sure values that are wrong, the worst group",
            max(row["silent_errors"] or 0.0 for row in groups.values()),
            0.01,
            at_most=True,
        ),
        Figure(
            "sure and right, the worst group",
            min(row["sure_share"] for row in groups.values()),
            0.75,
        ),
        Figure("drafts that need no touch, Word and text PDF", word["perfect_drafts"], 0.70),
        Figure("distress signs, F1", rows["signs"]["f1"], 0.85),
        Figure("threat to life, recall", threat["recall"], 1.0),
        Figure("threat to life, precision", threat["precision"], 0.8),
        Figure("words missing, clean scans", missing["clean300"], 0.025, at_most=True),
    ]


if __name__ == "__main__":
    sys.exit(main())
