"""A value that the machine proposes, and why. Without evidence there is no value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from papers.evidence import SomeEvidence

#: Normalised values as the contract writes them: text, ISO date, number as text, or true; what
#: a line of a form is filled with may be false, a count or a measure.
Value = str | bool | int | float

#: Below this a value is never offered as such, only among the alternatives.
OFFERED = 0.5
#: From here on the desk does not stop the reviewer's cursor.
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Step:
    """Why a confidence became what it is: `what` happened (an id), the confidence 0..1 after it.

    `note` says with whom or with what: the rules that agreed, the check that failed.
    """

    what: str
    confidence: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class FieldCandidate:
    """One reading of one field.

    `raw` is what stands on the page, untouched; `value` is normalised; `confidence` is the
    probability 0..1 that `value` equals the truth; `finder` and `rule` name who said so;
    `trail` tells how the rule's own confidence became this one.
    """

    field: str
    value: Value
    raw: str
    confidence: float
    evidence: SomeEvidence
    finder: str
    rule: str
    trail: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.field}: a value needs evidence")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"{self.field}: confidence {self.confidence} is no probability")
        if self.value == "":
            raise ValueError(f"{self.field}: an empty value is no value")

    @property
    def quote(self) -> str:
        return self.evidence[0].quote

    @property
    def rejected(self) -> bool:
        """Whether its own finder took it back: the trail says why, an explanation shows it."""
        return self.confidence == 0.0

    def weighed(self, what: str, confidence: float, note: str = "") -> FieldCandidate:
        """The same reading with another confidence, and why; unchanged where it is the same."""
        if confidence == self.confidence:
            return self
        trail = self.trail or (Step("rule", self.confidence, self.rule),)
        return replace(self, confidence=confidence, trail=(*trail, Step(what, confidence, note)))


@dataclass(frozen=True, slots=True)
class FieldReading:
    """All that was found of one field, best first, one candidate a value."""

    field: str
    candidates: tuple[FieldCandidate, ...]

    @property
    def best(self) -> FieldCandidate | None:
        """The value to offer: the first candidate, when it is likelier than not."""
        first = self.candidates[0] if self.candidates else None
        return first if first and first.confidence >= OFFERED else None

    @property
    def alternatives(self) -> tuple[FieldCandidate, ...]:
        return self.candidates[1:] if self.best else self.candidates
