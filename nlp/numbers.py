"""Numbers of papers as offices print them: `№ 23`, `N 12/5`, `№ 01-25/ 97`, `№ 1 – 151/2026`."""

from __future__ import annotations

import re

from nlp.aligned import AlignedText

#: The sign, and what recognition makes of it («Мо», «Ne», «No», «N°»).
SIGN = r"(?:№|\b(?:n[oоeе°º]?|м[oое]|ng|хо|жо)(?=[\s.\d_]))\s*\.?"
#: Parts of figures and letters with separators between; holds at least one figure.
NUMBER = (
    r"(?:[а-яa-z]{1,4}\s?[-/]\s?){0,2}\d[\dа-яa-z]{0,14}"
    r"(?:(?:\s?[-/]\s?|[.](?=\d))(?:\d[\dа-яa-z]{0,14}|[а-яa-z]{1,5}(?![а-яa-z]))){0,6}"
)
_LONE_ZERO = re.compile(r"(?<=[-/])0(?=$|[-/])")
_BLANK = re.compile(r"\s+")


def clean(view: AlignedText, start: int, stop: int) -> str:
    """The number at a span of `view` without blanks inside, case as printed.

    An index that is nothing but «0» is the letter О («7-О» is how orders are told apart).
    """
    return _LONE_ZERO.sub("О", _BLANK.sub("", view.text[start:stop]).strip(".-/"))
