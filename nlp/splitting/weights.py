"""What each sign weighs: nlp/lexicon/splitting.toml, fitted by bench/splitting_fit.py."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that a paper begins: `bias` without any sign, so much more or less for each.

    `caution` is taken off where nothing separates two pages: a paper cut in two costs more than
    two left together. `run` weighs what only a whole paper shows (nlp.splitting.division).
    """

    bias: float
    caution: float
    signs: Mapping[str, float]
    run: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Weights:
        text = files("nlp").joinpath("lexicon/splitting.toml").read_text("utf-8")
        table = tomllib.loads(text)
        return cls(table["bias"], table["caution"], table["signs"], table["run"])
