"""A document to its findings: dissect, recognise the kind, find, choose."""

from __future__ import annotations

from dataclasses import dataclass

from casework.findings import Findings
from nlp.anatomy import dissect
from nlp.choose import choose
from nlp.finders import find_fields
from nlp.finders.marks import find_marks
from nlp.finders.signs import find_signs
from nlp.kinds.recogniser import Recogniser
from nlp.paper import Paper, open_paper, views
from nlp.people import find_people
from nlp.questions import questions
from nlp.russian import Russian
from nlp.second_thoughts import reconsider
from nlp.tables.filled import find_texts
from nlp.tables.finder import find_tables
from nlp.tables.persons import with_rows
from papers.document import Document
from papers.second_look import Ask


@dataclass(frozen=True)
class Understanding:
    """The loaded models and rules; one a process."""

    russian: Russian
    kinds: Recogniser

    def understand(self, document: Document, ask: Ask | None = None) -> Findings:
        """What a document proposes; nothing in it is decided.

        With `ask`, what was read doubtfully is asked for again, and both readings are weighed.
        """
        return self.ask_again(self.open(document), ask)

    def ask_again(self, paper: Paper, ask: Ask | None) -> Findings:
        """What an opened paper proposes after its doubtful regions were read again."""
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
        """What an opened paper proposes."""
        document = paper.document
        kind = self.kinds.recognise(paper)
        candidates = find_fields(paper, kind, self.kinds.fields(kind.value))
        readings, warnings = choose(document, candidates)
        people = find_people(paper, kind)
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
            warnings=warnings,
        )


def load() -> Understanding:
    """Load the models: about 1.5 CPU seconds, once a process."""
    return Understanding(Russian.load(), Recogniser.load())
