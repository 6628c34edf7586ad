"""What rules, steps and parts of a paper are called in Russian: words.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from casework.field import Step
from papers.evidence import Place


@dataclass(frozen=True, slots=True)
class Words:
    """Every id without a line of its own is called by itself."""

    table: Mapping[str, Any]

    @classmethod
    def parse(cls, text: str) -> Words:
        return cls(tomllib.loads(text))

    def of(self, section: str, name: str) -> str:
        return str(self.table[section].get(name, name))

    def rule(self, finder: str, name: str) -> str:
        """«слово перед именем [word-before]», or the bare id of a rule that nobody put in words.

        `*` stands for all other rules of a finder.
        """
        known = self.table["rules"].get(finder, {})
        words = known.get(name) or known.get("*")
        return f"{words} [{name}]" if words else name

    def step(self, step: Step, finder: str) -> str:
        """What a step of a candidate's trail means, with its note in words where it is an id."""
        note = " ".join(step.note.split())
        if step.what == "rule":
            return f"сработало правило: {self.rule(finder, note)}"
        if step.what == "agreed":
            note = ", ".join(self.rule(finder, rule) for rule in note.split(", "))
        if step.what == "place":
            note = self.place(Place(note))
        if step.what == "no_sign_of_holder":
            note = self.of("holders", note)
        told = str(self.table["steps"].get(step.what, f"{step.what}: {{note}}"))
        return told.replace("{note}", note).replace(": «»", "").rstrip(": ")

    def place(self, place: Place | None) -> str:
        return self.of("places", place.value) if place else ""


@lru_cache(maxsize=1)
def load_words() -> Words:
    return Words.parse((files(__package__) / "words.toml").read_text("utf-8"))
