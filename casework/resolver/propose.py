"""Proposals: which kept families a paper may speak of, how likely each is, and why.

The families compete: their probabilities and that of a new family make one. So two namesakes
who fit alike share what is left, and neither is proposed for sure.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from casework.family import Family, Member
from casework.resolver.comparison import Comparison, hold_against
from casework.resolver.reasons import reasons

#: From here on a proposal is shown as sure; nothing is ever linked by itself.
SURE = 0.9
#: Below this a family is not worth showing.
_WORTH = 0.02
#: The most that initials, or one given name, can say alone, whatever the weights.
_WEAKLY_TIED = 0.85
#: Families that are looked at closely: those that share most, and rarest, keys.
SHORT_LIST = 5
#: Beside a family that shares much, those that share less than this part of it are not.
_FAR_BEHIND = 0.1

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A kept family that the paper may speak of.

    `known` are the paper's people with the member that each is held to be; `newcomers` those
    whom the family does not have: members only when a person says so.
    """

    family: Family
    probability: float
    reasons: tuple[str, ...]
    known: tuple[tuple[Member, Member], ...] = ()
    newcomers: tuple[Member, ...] = ()


def short_list(under: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """Of the families under some keys those to look at, rare keys counting for more."""
    shares: defaultdict[int, float] = defaultdict(float)
    for ids in under.values():
        for family_id in ids:
            shares[family_id] += 1 / len(ids)
    ranked = sorted(shares, key=lambda one: (-shares[one], one))
    least = _FAR_BEHIND * max(shares.values(), default=0.0)
    return tuple(one for one in ranked[:SHORT_LIST] if shares[one] >= least)


def propose(
    said: Family, candidates: Sequence[Family], weights: Weights | None = None
) -> tuple[Proposal, ...]:
    """The candidates that are worth showing, likeliest first; none means a new family."""
    every = (hold_against(said, family) for family in candidates)
    held = [one for one in every if one.has_tie]
    chances = probabilities([one.features() for one in held], weights or fitted())
    found = [
        _proposal(comparison, min(chance, _WEAKLY_TIED) if comparison.weakly_tied else chance)
        for comparison, chance in zip(held, chances, strict=True)
    ]
    found.sort(key=lambda one: (-one.probability, one.family.id))
    return tuple(one for one in found if one.probability >= _WORTH)


def probabilities(candidates: Sequence[Mapping[str, float]], weights: Weights) -> list[float]:
    """How likely each candidate is, the rest being that of a family that is not kept."""
    scores = [sum(weights[name] * value for name, value in one.items()) for one in candidates]
    top = max(0.0, *scores) if scores else 0.0
    shares = [math.exp(score - top) for score in scores]
    whole = math.exp(-top) + sum(shares)
    return [share / whole for share in shares]


def _proposal(comparison: Comparison, chance: float) -> Proposal:
    return Proposal(
        comparison.family,
        chance,
        reasons(comparison),
        tuple((pair.said, pair.kept) for pair in comparison.same),
        comparison.strangers,
    )


@cache
def fitted() -> Weights:
    """The weights that `make bench-resolver FIT=1` wrote."""
    text = files("casework.resolver").joinpath("weights.toml").read_text("utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)["weights"].items()}
