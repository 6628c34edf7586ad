"""Names of heavy things, resolved when they are needed: `opis --help` loads no model."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def load(target: str) -> Any:
    """The object called `package.module:attribute`; ImportError, AttributeError."""
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)
