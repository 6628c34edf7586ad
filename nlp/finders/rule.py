"""A named rule of a finder: what it looks for in the folded text, and how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from casework.field import Value


@dataclass(frozen=True, slots=True)
class Rule:
    """`words` is an expression over a folded view; `value` is what a match means, if fixed."""

    name: str
    words: str
    confidence: float
    value: Value | None = None
    pattern: re.Pattern[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(self.words))
