"""A document to its findings: dissect, recognise the kind, find, choose, calibrate."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from casework.division import Division
from casework.findings import Findings
from nlp.anatomy import dissect
from nlp.calibration import Calibration
from nlp.checks import checked
from nlp.checks.persons import born_before
from nlp.choose import choose, contradictory
from nlp.finders import find_fields
from nlp.finders.marks import find_marks
from nlp.finders.signs import find_signs
from nlp.kinds.recogniser import Recogniser
from nlp.lexicon.words import Lexicon
from nlp.paper import Paper, open_paper, views
from nlp.people import find_people
from nlp.questions import questions
from nlp.russian import Russian
from nlp.second_thoughts import reconsider
from nlp.splitting.division import Splitter
from nlp.tables.filled import find_texts
from nlp.tables.finder import find_tables
from nlp.tables.persons import with_rows
from papers.document import Document
from papers.part import Part, part
from papers.second_look import Ask


@dataclass(frozen=True)
class Understanding:
    """The loaded models and rules; one a process."""

    russian: Russian
    kinds: Recogniser
    calibration: Calibration = field(default_factory=Calibration)

    def understand(self, document: Document, ask: Ask | None = None) -> Findings:
        """What a document proposes; nothing in it is decided.

        With `ask`, what was read doubtfully is asked for again, and both readings are weighed.
        """
        return self.propose(self.open(document), ask)

    @cached_property
    def splitter(self) -> Splitter:
        """What divides thick scans, by the titles of these kinds."""
        return Splitter(self.kinds.lexicon)

    def divide(self, document: Document) -> Division:
        """Which pages of a thick scan are papers of their own, and why."""
        return self.splitter.divide(document)

    def understand_papers(
        self, document: Document, ask: Ask | None = None
    ) -> tuple[tuple[Part, Findings], ...]:
        """Every paper of a file by itself, with what it proposes; evidence is of its own text."""
        papers = [part(document, pages.first, pages.last) for pages in self.divide(document).papers]
        if len(papers) < 2:
            return ((Part(document, 0), self.understand(document, ask)),)
        return tuple((paper, self.understand(paper.document, ask)) for paper in papers)

    def propose(self, paper: Paper, ask: Ask | None) -> Findings:
        """What an opened paper proposes, each value as likely as such values have been right."""
        return self.calibration.calibrated(self.ask_again(paper, ask), paper.document.scanned)

    def ask_again(self, paper: Paper, ask: Ask | None) -> Findings:
        """The scores of an opened paper after its doubtful regions were read again."""
        found = self.find(paper)
        doubtful = questions(paper, found) if ask else ()
        if not ask or not doubtful:
            return found
        answers = ask(doubtful)
        return reconsider(paper.document, found, answers, lambda other: self.find(self.open(other)))

    def open(self, document: Document) -> Paper:
        """The paper as its finders see it."""
        lines, prose = views(document)
        return open_paper(document, self.russian, dissect(lines), lines, prose)

    def find(self, paper: Paper) -> Findings:
        """What is found in an opened paper, with the scores of the rules."""
        document = paper.document
        kind = self.kinds.recognise(paper)
        found = find_fields(paper, kind, self.kinds.fields(kind.value))
        candidates = checked(paper, found)
        readings, warnings = choose(document, candidates)
        people = born_before(find_people(paper, kind), readings)
        tables = find_tables(paper, kind, people)
        return Findings(
            kind=kind,
            fields=readings,
            people=with_rows(paper, kind, people, tables),
            signs=find_signs(paper, kind),
            marks=find_marks(paper, kind),
            tables=tables,
            texts=find_texts(paper, kind),
            pages=tuple(page.number for page in document.pages),
            warnings=(*warnings, *contradictory(people)),
        )


def load(office: Path | None = None) -> Understanding:
    """Load the models: about 1.5 CPU seconds, once a process.

    `office` is the folder of words that the office adds; LexiconError where they can't be used.
    """
    lexicon = Lexicon.load(office)
    return Understanding(Russian.load(lexicon), Recogniser(lexicon.kinds), Calibration.load())
