"""Whether the boxes of a value hold its words: `make bench-evidence`.

Of every value that is given for a page that can be seen, the words of the page whose centre lies
in its boxes are joined and held against `raw`; blanks and look-alike letters do not count.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from documents import Kept
from judged_papers import ROOT, judged_papers
from scoring import LOOK_ALIKE, fold
from targets import Figure, report

from nlp.understanding import load
from papers.document import Document, Word
from review_cli.contract import findings_json


@dataclass(frozen=True, slots=True)
class Shown:
    """What a value says stands in its boxes, and what stands there."""

    field: str
    raw: str
    there: str

    @property
    def held(self) -> bool:
        return _letters(self.raw) in _letters(self.there)

    @property
    def tight(self) -> bool:
        """Nothing but the value, and what is joined to it without a blank."""
        return len(self.there.split()) <= len(self.raw.split())


def shown_values(document: Document, findings: Any) -> Iterator[Shown]:
    """Every value of a line of `opis extract` that has boxes, alternatives too."""
    words = [word for page in document.pages for word in page.words if word.box]
    for field, value in _values(findings, ""):
        boxes = [place for place in value["evidence"] if "box" in place]
        raw = value.get("raw") or value.get("quote")
        if raw and boxes:
            inside = (word.text for word in words if any(_inside(word, box) for box in boxes))
            yield Shown(field, raw, " ".join(inside))


def _values(told: Any, field: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Whatever has evidence, however deep, with the name that it stands under."""
    if isinstance(told, dict):
        if told.get("evidence"):
            yield field, told
        for name, inner in told.items():
            yield from _values(inner, field if name == "alternatives" else name)
    elif isinstance(told, list):
        for inner in told:
            yield from _values(inner, field)


def _inside(word: Word, place: dict[str, Any]) -> bool:
    left, top, right, bottom = place["box"]
    box = word.box
    if box is None or word.page != place["page"]:
        return False
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return bool(left <= x <= right and top <= y <= bottom)


def _letters(text: str) -> str:
    return "".join(fold(text.translate(LOOK_ALIKE)).split())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT / "../shared")
    parser.add_argument("--fresh", action="store_true", help="read the files again")
    parser.add_argument("--errors", action="store_true", help="list what is not held")
    args = parser.parse_args()
    files = {file.path: file for file in judged_papers(args.shared)}
    understanding = load()
    values: dict[str, list[Shown]] = defaultdict(list)
    for path, document in Kept().documents(list(files), args.fresh):
        if not document.scanned:
            continue
        for shown in shown_values(document, findings_json(understanding.understand(document))):
            values[files[path].condition].append(shown)
            if args.errors and not shown.held:
                print(f"{path.name} {shown.field}: {shown.raw!r} is not in {shown.there!r}")
    for condition, some in sorted(values.items()):
        held, tight = sum(one.held for one in some), sum(one.tight for one in some)
        print(
            f"{condition:12} {len(some):6} values, held {held / len(some):.4f},"
            f" and nothing else {tight / len(some):.4f}"
        )
    everything = [one for some in values.values() for one in some]
    share = sum(one.held for one in everything) / max(1, len(everything))
    return report([Figure("values of scans whose boxes hold their words", share, 0.99)])


if __name__ == "__main__":
    sys.exit(main())
