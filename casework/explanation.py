"""Why a paper was understood so: made on demand (`opis explain`), never kept."""

from __future__ import annotations

from dataclasses import dataclass

from casework.field import FieldCandidate
from casework.findings import Findings, FoundPerson
from papers.evidence import Evidence, Place


@dataclass(frozen=True, slots=True)
class KindClue:
    """One thing that speaks for a kind of paper, or with a negative weight against it.

    `where`: title, heading, letterhead, addressee, text, operative (zones) or layout; `words`
    are those that were met there (folded), of the layout the id of its mark.
    """

    where: str
    words: str
    weight: float
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class KindVote:
    """The clues of one kind and their sum."""

    kind: str
    total: float
    clues: tuple[KindClue, ...] = ()


@dataclass(frozen=True, slots=True)
class PhraseStory:
    """What was made of one phrase of the lexicon of signs; `candidate` is at 0 where rejected.

    `phrase` is the line of the lexicon; `holder` of whom it is said and `stance` how the author
    stands to it (ids of nlp.holders, nlp.assertion), both empty where nobody asked; `cue` the
    words that gave the stance away.
    """

    candidate: FieldCandidate
    phrase: str
    holder: str = ""
    stance: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class ToldRole:
    """One thing that the paper says of a person: the role, how surely, by which rule and word."""

    role: str
    confidence: float
    rule: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class PersonStory:
    """A person whom the paper names, with every mention and all that was told of them.

    `person` is None for one who is not of the family: an official, or nobody said who.
    """

    name: str
    mentions: tuple[Evidence, ...]
    told: tuple[ToldRole, ...]
    person: FoundPerson | None = None


@dataclass(frozen=True, slots=True)
class PaperPart:
    """`document.text[start:stop]` was taken for this part of the paper."""

    place: Place
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The findings with what led to them.

    `votes`: every kind for which something speaks, the best first, and the sum below which no
    kind is known; `sought`: the fields that papers of this kind have; `fired`: every candidate
    as its rule gave it, before any was weighed against another, those that a finder took back
    at 0; `marks`: likewise, of every line of a form.
    """

    findings: Findings
    votes: tuple[KindVote, ...]
    threshold: float
    sought: frozenset[str]
    fired: tuple[FieldCandidate, ...]
    people: tuple[PersonStory, ...]
    phrases: tuple[PhraseStory, ...]
    marks: tuple[FieldCandidate, ...]
    parts: tuple[PaperPart, ...]
