"""The body that issued the paper, as printed, on one line."""

from __future__ import annotations

from collections.abc import Iterable

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.paper import Paper


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    return ()
