"""The cells of a paper held against each other and against the rules of its forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casework.cell_checks import Facts
from casework.draft import Row
from casework.form_rules import check_with
from casework.form_spec import Region


def check_rows(rows: Iterable[Row], now: datetime, region: Region) -> tuple[Row, ...]:
    """The rows with the result of every rule that applies; other checks stay as they are."""
    rows = tuple(rows)
    facts = Facts.of(now.date(), [cell for row in rows for cell in row.cells])
    return tuple(check_with(region.form(row.form), row, facts) for row in rows)
