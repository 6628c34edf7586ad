"""Makes the sample papers: invented people, invented bodies, the layout of real ones.

    python samples/make.py                      writes papers/, expected/, stories/ beside it
    python samples/make.py --out DIR            writes them elsewhere
    python samples/make.py --condition word     makes papers of this condition only

Needs the test extra and Debian's fonts-liberation. Running it again writes the same files.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from making.centre import CENTRES_PAPERS
from making.commission import COMMISSION_PAPERS
from making.courts import COURT_PAPERS
from making.kalmykia_story import KALMYKIA_STORY
from making.letters import LETTERS
from making.paper import Condition, Paper
from making.people import PEOPLES_PAPERS
from making.plain import txt
from making.scanner import scan
from making.sheet import text_pdf
from making.surgut_story import SURGUT_STORY
from making.word import docx

MAKERS = (*LETTERS, *COMMISSION_PAPERS, *COURT_PAPERS, *PEOPLES_PAPERS, *CENTRES_PAPERS)
#: Papers that follow each other in one family's life, in folders of their own.
STORIES = {"kalmykia": KALMYKIA_STORY, "surgut": SURGUT_STORY}
WRITERS = {Condition.WORD: docx, Condition.TEXT_PDF: text_pdf, Condition.TEXT: txt}


def write(papers: Iterable[Paper], folder: Path) -> None:
    """Writes each paper, and what it says to expected/."""
    files, expected = folder / "papers", folder / "expected"
    for directory in (files, expected):
        directory.mkdir(parents=True, exist_ok=True)
    for paper in papers:
        (files / paper.filename).write_bytes(WRITERS.get(paper.condition, scan)(paper))
        truth = json.dumps(paper.expected(), ensure_ascii=False, indent=2)
        (expected / f"{paper.name}.json").write_text(truth + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    parser.add_argument("--condition", type=Condition, action="append", choices=list(Condition))
    options = parser.parse_args()
    wanted = options.condition or list(Condition)
    for folder, makers in {"": MAKERS, **{f"stories/{k}": v for k, v in STORIES.items()}}.items():
        papers = (paper for maker in makers if (paper := maker()).condition in wanted)
        write(papers, options.out / folder)


if __name__ == "__main__":
    main()
