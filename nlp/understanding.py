"""A document to its findings: dissect → recognise the kind → find → choose → calibrate."""

from __future__ import annotations

from dataclasses import dataclass

from casework.findings import Findings
from nlp.paper import Anatomy, open_paper, views
from nlp.russian import Russian
from papers.document import Document


@dataclass(frozen=True)
class Understanding:
    """The loaded models and rules; one a process."""

    russian: Russian

    def understand(self, document: Document) -> Findings:
        lines, prose = views(document)
        paper = open_paper(document, self.russian, Anatomy(), lines, prose)
        raise NotImplementedError(paper)


def load() -> Understanding:
    """Load the models: about 1.5 CPU seconds, once a process."""
    return Understanding(Russian.load())
