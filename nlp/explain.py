"""Why a document is understood so: the findings, and everything that was weighed for them.

Made on demand by asking the recogniser and the finders once more, so that understanding itself
carries nothing for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from casework.explanation import (
    Explanation,
    KindClue,
    KindVote,
    PaperPart,
    PersonStory,
    PhraseStory,
    ToldRole,
)
from casework.findings import Findings, FoundPerson, KindGuess
from nlp.aligned import AlignedText
from nlp.finders import look_at_fields
from nlp.finders.marks import look_at_marks
from nlp.finders.signs import FIELD, FINDER, weigh_phrases
from nlp.kinds.page import letters_below
from nlp.kinship import Person
from nlp.marks.form_lines import FormLines
from nlp.paper import Paper
from nlp.people import gather_people
from nlp.understanding import Understanding
from nlp.understanding import load as load_understanding
from papers.document import Document
from papers.evidence import Evidence, Place
from papers.second_look import Ask

#: The parts of the paper in which the words of a zone are looked up again; elsewhere anywhere.
_PARTS = {
    "letterhead": (Place.HEAD, Place.SIGN),
    "addressee": (Place.ADDR,),
    "operative": (Place.OPER,),
}


@dataclass(frozen=True)
class Explainer:
    """Explains by the very models and rules that understand."""

    understanding: Understanding

    def explain(self, document: Document, ask: Ask | None = None) -> Explanation:
        """The findings of `understand` with what led to them."""
        paper = self.understanding.open(document)
        findings = self.understanding.propose(paper, ask)
        kind, kinds = findings.kind, self.understanding.kinds
        sought = kinds.fields(kind.value)
        return Explanation(
            findings=findings,
            votes=tuple(_cited(paper, vote) for vote in kinds.votes(paper) if vote.clues),
            threshold=kinds.lexicon.threshold,
            sought=sought,
            fired=tuple(look_at_fields(paper, kind, sought)),
            people=tuple(_people(paper, findings)),
            phrases=tuple(_phrases(paper, kind)),
            marks=tuple(look_at_marks(paper, kind)),
            parts=tuple(PaperPart(p.place, p.start, p.stop) for p in paper.anatomy.parts),
        )


def load(office: Path | None = None) -> Explainer:
    """Load the models: about 1.5 CPU seconds, once a process; LexiconError as they do."""
    return Explainer(load_understanding(office))


# --- the kind --------------------------------------------------------------------------------


def _cited(paper: Paper, vote: KindVote) -> KindVote:
    """The vote with the place of each clue's words."""
    clues = (replace(clue, evidence=_evidence(paper, clue)) for clue in vote.clues)
    return replace(vote, clues=tuple(clues))


def _evidence(paper: Paper, clue: KindClue) -> Evidence | None:
    """Where the words of a clue stand; None for marks of the layout."""
    if clue.where == "layout":
        return None
    if clue.where == "title":
        return _title(paper, clue.words)
    view = paper.prose if clue.where == "text" else paper.lines
    for start, stop in _zone(paper, view, clue.where):
        at = view.folded.find(clue.words, start, stop)
        if at >= 0 and clue.words.strip():
            return paper.cite(view, at, at + len(clue.words))
    return None


def _title(paper: Paper, letters: str) -> Evidence | None:
    """The printed line that begins the title of these letters."""
    for i, line in enumerate(paper.printed):
        if letters_below(paper.printed, i).startswith(letters):
            return paper.cite(paper.lines, line.start, line.stop)
    return None


def _zone(paper: Paper, view: AlignedText, where: str) -> Iterable[tuple[int, int]]:
    """The spans of a zone in its view."""
    if where not in _PARTS:
        return [(0, len(view.text))]
    return [
        (view.view(part.start), view.view(part.stop)) for part in paper.anatomy.of(*_PARTS[where])
    ]


# --- people, signs ---------------------------------------------------------------------------


def _people(paper: Paper, findings: Findings) -> Iterator[PersonStory]:
    """Everybody whom the paper names; those of the family with what was found of them."""
    found = {person.full_name.evidence[0].start: person for person in findings.people}
    for person in gather_people(paper, findings.kind):
        mentions = tuple(
            paper.cite(paper.prose, sighting.mention.start, sighting.mention.stop)
            for sighting in person.sightings
        )
        own = next((found.pop(at.start) for at in mentions if at.start in found), None)
        yield PersonStory(_name(person, own), mentions, tuple(_told(person)), own)
    for other in found.values():  # whom a table or another reading has brought in
        yield PersonStory(str(other.full_name.value), other.full_name.evidence, (), other)


def _name(person: Person, found: FoundPerson | None) -> str:
    return str(found.full_name.value) if found else person.name.full


def _told(person: Person) -> Iterator[ToldRole]:
    """What was said of a person, each thing once, the surest first."""
    told = {
        (told.role, told.rule, words): ToldRole(told.role, told.confidence, told.rule, words)
        for sighting in person.sightings
        for told in sighting.told
        for words in [" ".join((told.words or told.lemma).split())]
    }
    yield from sorted(told.values(), key=lambda one: -one.confidence)


def _phrases(paper: Paper, kind: KindGuess) -> Iterator[PhraseStory]:
    """Marked lines that are signs, and every phrase of the lexicon."""
    for marked in FormLines.of(paper, kind).signs(FIELD, FINDER):
        yield PhraseStory(marked, "")
    yield from weigh_phrases(paper, kind)
