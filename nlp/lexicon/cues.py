"""The cues of lexicon/assertion.toml: how a paper's author stands to what is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nlp.lexicon.files import LexiconError
from nlp.lexicon.strict import pattern, texts

_NAME = re.compile(r"<([a-z_]+)>")


def read_cues(table: Mapping[str, Any], where: str) -> Mapping[str, re.Pattern[str]]:
    """The expressions by name, `<name>` standing for another's; LexiconError."""
    cues = {name: texts(table, name, where) for name in table}

    def whole(name: str, inside: tuple[str, ...]) -> str:
        if name not in cues or name in inside:
            raise LexiconError(f"{where}, {inside[-1]}: «<{name}>» ни на что не указывает")
        within = (*inside, name)
        return f"(?:{'|'.join(_NAME.sub(lambda m: whole(m[1], within), c) for c in cues[name])})"

    return {name: pattern(whole(name, ()), f"{where}, {name}") for name in cues}
