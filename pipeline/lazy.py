"""Names of heavy things, resolved when they are needed: `opis --help` loads no model."""

from __future__ import annotations

from importlib import import_module
from operator import attrgetter
from typing import Any


def load(target: str) -> Any:
    """The object called `package.module:name.of.it`; ImportError, AttributeError."""
    module, _, name = target.partition(":")
    return attrgetter(name)(import_module(module))
