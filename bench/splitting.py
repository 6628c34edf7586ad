"""Whether thick scans fall into their papers: `make bench-splitting`.

Both bundles of ../shared/corpus by the corpus's own scorer (skipped where it is missing), and ten
bundles that were shuffled from other papers (bench/bundles.py); what `opis extract` would say of
each. Nothing of either was seen when the weights were fitted (bench/splitting_fit.py). And every
file whose papers are known to be one, which must not be cut. Files are read once and kept
(bench/documents.py); `--fresh` reads the bundles anew.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bundles import Bundle, bundles
from documents import Kept
from judged_papers import ROOT, judged_papers
from targets import Figure, report

from casework.findings import Findings
from nlp.understanding import Understanding, load
from papers.document import Document
from review_cli.contract import extract_json, line

F1, KINDS = 0.90, 0.90
_SCORE = re.compile(r"papers (\d+) found (\d+) exact (\d+) kind (\d+) .* f1 ([\d.]+)")


@dataclass(frozen=True, slots=True)
class Score:
    """Papers there are and were found, those of exactly their pages, of these of their kind."""

    papers: int
    found: int
    exact: int
    kinds: int

    @property
    def f1(self) -> float:
        return 2 * self.exact / max(1, self.papers + self.found)

    @property
    def right_kinds(self) -> float:
        return self.kinds / max(1, self.exact)


def read(
    files: Sequence[Path], understanding: Understanding, fresh: bool
) -> Iterator[tuple[Path, Document, tuple[Findings, ...]]]:
    for path, document in Kept().documents(files, fresh):
        papers = understanding.understand_papers(document)
        yield path, document, tuple(findings for _, findings in papers)


def corpus_score(shared: Path, understanding: Understanding, fresh: bool) -> Score:
    """What the corpus's own scorer says of our lines."""
    files = sorted((shared / "corpus").glob("bundle_*.pdf"))
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "lines.jsonl")
        with lines.open("wb") as out:
            for path, document, papers in read(files, understanding, fresh):
                for index, findings in enumerate(papers, start=1):
                    out.write(line(extract_json(path.name, index, document, findings)) + b"\n")
        scorer = [sys.executable, str(shared / "bench/score_split.py"), str(shared / "corpus")]
        done = subprocess.run([*scorer, str(lines)], capture_output=True, text=True, check=True)
    print(f"corpus: {done.stdout.strip()}")
    match = _SCORE.search(done.stdout)
    if match is None:
        raise ValueError("the corpus's scorer says something else than it used to")
    papers, found, exact, kinds = (int(match[n]) for n in range(1, 5))
    return Score(papers, found, exact, kinds)


def own_score(made: Iterable[Bundle], understanding: Understanding, fresh: bool) -> Score:
    scores = []
    for bundle in made:
        for path, _, papers in read([bundle.path], understanding, fresh):
            scores.append(_score(bundle, papers))
            print(f"{path.name}: {scores[-1]}")
    return Score(*(sum(one) for one in zip(*map(_counts, scores), strict=True)))


def _counts(score: Score) -> tuple[int, int, int, int]:
    return score.papers, score.found, score.exact, score.kinds


def _score(bundle: Bundle, papers: Sequence[Findings]) -> Score:
    """A paper is right when its set of pages is exact; pages that are in none are free."""
    content = {page for paper in bundle.papers for page in paper.pages}
    found = {tuple(n for n in one.pages if n in content): one.kind.value for one in papers}
    found.pop((), None)
    exact = [paper for paper in bundle.papers if paper.pages in found]
    for paper in bundle.papers:
        told = found.get(paper.pages)
        if told not in paper.kinds:
            print(f"  {paper.name}, pages {paper.pages}: {told or 'not found'}")
    kinds = sum(found[paper.pages] in paper.kinds for paper in exact)
    return Score(len(bundle.papers), len(found), len(exact), kinds)


def cut_papers(shared: Path, understanding: Understanding) -> tuple[int, int, int]:
    """Of the files that are one paper: how many were cut, have several pages, there are."""
    files = [file.path for file in judged_papers(shared)]
    cut = several = seen = 0
    for path, document in Kept().documents(files):
        papers = understanding.divide(document).papers
        seen, several = seen + 1, several + (len(document.pages) > 1)
        if len(papers) > 1:
            cut += 1
            print(f"cut: {path.name}: {', '.join(map(str, papers))}")
    return cut, several, seen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT / "../shared")
    parser.add_argument("--fresh", action="store_true", help="read the bundles anew")
    args = parser.parse_args()
    understanding = load()
    figures = []
    if (args.shared / "corpus").is_dir():
        score = corpus_score(args.shared, understanding, args.fresh)
        figures += _figures("the corpus's two", score)
    else:
        print(f"skipped: there is no corpus in {args.shared / 'corpus'}")
    figures += _figures("ten shuffled", own_score(bundles(), understanding, args.fresh))
    cut, several, seen = cut_papers(args.shared, understanding)
    print(f"files that are one paper: {seen}, of several pages: {several}, cut: {cut}")
    return report([*figures, Figure("files of one paper that were cut", cut, 0, at_most=True)])


def _figures(name: str, score: Score) -> list[Figure]:
    print(json.dumps({name: _counts(score)}))
    return [
        Figure(f"exact papers, F1, {name} bundles", score.f1, F1),
        Figure(f"kinds of exact papers, {name} bundles", score.right_kinds, KINDS),
    ]


if __name__ == "__main__":
    sys.exit(main())
