"""What a value can be held against: check digits, words, weekdays, other dates, directories.

Every check is a small named rule: what agrees with it rises, what fails it falls, and the trail of
the value says so in Russian. A check never replaces a value; at most it adds an alternative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from casework.field import FieldCandidate
from nlp.checks.dates import in_order, weekday
from nlp.checks.directories import listed
from nlp.checks.figures import registered_number, telephone
from nlp.checks.in_words import share_in_words, sum_in_words
from nlp.paper import Paper

Candidates = tuple[FieldCandidate, ...]
Check = Callable[[Paper, Candidates], Iterable[FieldCandidate]]

#: Every check of a paper's fields, in the order in which they are made.
CHECKS: tuple[Check, ...] = (
    telephone,
    registered_number,
    sum_in_words,
    share_in_words,
    weekday,
    in_order,
    listed,
)


def checked(paper: Paper, candidates: Iterable[FieldCandidate]) -> Candidates:
    """The candidates after every check, in their order; alternatives follow what they are of."""
    found = tuple(candidates)
    for check in CHECKS:
        found = tuple(check(paper, found))
    return found
