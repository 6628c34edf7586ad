"""Every expression of a package, and the texts that it is likely to stumble over.

`python worst_texts.py` feeds each its own; the process is killed by the kernel at the first that
takes more than SECONDS of CPU for a text, whose name is the last one printed.
"""

from __future__ import annotations

import pkgutil
import re
import resource
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from itertools import islice
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import nlp
from nlp.lexicon.words import Lexicon

#: Longer than any sentence or line of a paper. At this length an expression whose steps grow with
#: the square of it takes a few hundredths of a second, one that grows with the cube many.
LENGTH = 1000
SECONDS = 3
DEEP = 6
MOST = 3000
#: What papers and readings of them are full of, and what has no end.
GENERAL = ("1", " ", "\n", "\t", '"', "(", "а", "А", "а ", "а-", "- ", "1.", ". ", "я, ", "№ ", "_")
_CHARACTERS = 'а1 АA.,-"(\n\t:;№_'


def expressions() -> dict[str, str]:
    """Every expression of nlp and its lexicon, with where it is."""
    found: dict[str, str] = {}
    seen: set[int] = set()
    for module in pkgutil.walk_packages(nlp.__path__, "nlp."):
        for name, value in vars(import_module(module.name)).items():
            for expression in _patterns(value, seen, DEEP):
                found.setdefault(expression.pattern, f"{module.name}.{name}")
    for expression in _patterns(Lexicon.load(), seen, DEEP):
        found.setdefault(expression.pattern, "nlp/lexicon")
    return found


def _patterns(value: Any, seen: set[int], deep: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
        return
    inner: list[Any] = []
    if isinstance(value, Mapping):
        inner = [*value, *value.values()]
    elif isinstance(value, tuple | list | set | frozenset) and len(value) <= MOST:
        inner = list(value)
    elif is_dataclass(value) and not isinstance(value, type):
        inner = [getattr(value, field.name, None) for field in fields(value)]
    if not deep or not inner or id(value) in seen:
        return
    seen.add(id(value))
    for one in inner:
        yield from _patterns(one, seen, deep - 1)


def worst(expression: str) -> Iterator[str]:
    """Repetitions of what the expression looks for, of its parts, and of its beginning."""
    tree = parser.parse(expression)
    wholes = [_example(tree, choice) for choice in range(3)]
    repeated = list(dict.fromkeys(islice(_repeated(tree), 6)))
    units = dict.fromkeys((*wholes, *(f"{whole} " for whole in wholes), *repeated, *GENERAL))
    units |= dict.fromkeys(whole[: 2 * len(whole) // 3] for whole in wholes)
    for unit in units:
        if unit:
            yield (unit * (LENGTH // len(unit) + 1))[:LENGTH]
    for unit in repeated:
        yield (wholes[0][: len(wholes[0]) // 2] + unit * LENGTH)[:LENGTH]


def _example(tree: Any, choice: int) -> str:
    """A text that the tree about matches, by its `choice`th alternatives."""
    return "".join(_piece(kind, value, choice) for kind, value in tree)


def _piece(kind: Any, value: Any, choice: int) -> str:
    if kind is code.LITERAL:
        return chr(value)
    if kind is code.IN:
        return _member(value)
    if kind in (code.ANY, code.NOT_LITERAL):
        return "а"
    if kind is code.BRANCH:
        return _example(value[1][choice % len(value[1])], choice)
    if kind is code.SUBPATTERN:
        return _example(value[3], choice)
    if kind is code.ATOMIC_GROUP:
        return _example(value, choice)
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, most, inner = value
        return _example(inner, choice) * max(least, min(most, choice))
    return ""


def _member(items: Any) -> str:
    """A character of a set; it need not be one of a strange set."""
    if items[0][0] is code.LITERAL:
        return chr(items[0][1])
    if items[0][0] is code.RANGE:
        return chr(items[0][1][0])
    letters = {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " ", code.CATEGORY_WORD: "а"}
    if items[0][0] is code.CATEGORY:
        return letters.get(items[0][1], "-")
    barred = {chr(value) for kind, value in items if kind is code.LITERAL}
    return next((one for one in _CHARACTERS if one not in barred), "а")


def _repeated(tree: Any) -> Iterator[str]:
    """What the expression repeats."""
    for kind, value in tree:
        if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            yield _example(value[2], 1)
            yield from _repeated(value[2])
        elif kind is code.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch)
        elif kind is code.SUBPATTERN:
            yield from _repeated(value[3])


def main() -> None:
    for expression, where in expressions().items():
        print(f"{where}: {expression}", flush=True)
        looked_for = re.compile(expression)
        for text in worst(expression):
            spent = resource.getrusage(resource.RUSAGE_SELF)
            limit = int(spent.ru_utime + spent.ru_stime) + SECONDS
            resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
            for _ in looked_for.finditer(text):
                pass
    print("done")


if __name__ == "__main__":
    sys.exit(main())
