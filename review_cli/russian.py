"""The command line speaks Russian whatever the locale of the machine says."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

CATALOGUE = Path(__file__).parent / "locale"


def speak_russian() -> None:
    """Point gettext, by which click finds its words, to our catalogue.

    An office machine often has no Russian locale at all, and gettext has no other way to be
    told a language than this variable of the process's own environment.
    """
    gettext.bindtextdomain("messages", str(CATALOGUE))
    os.environ["LANGUAGE"] = "ru"  # noqa: TID251
