"""Pages as a person names them."""

from __future__ import annotations

import pytest

from casework.division import ranges_of
from casework.draft import DecisionRefused


def test_pages_are_read_with_blanks_and_long_dashes() -> None:
    assert [str(one) for one in ranges_of(" 1–3, 4 ,6 - 9", 9)] == ["1-3", "4", "6-9"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "ни одной"),
        ("1-x", "1-x"),
        ("3-1", "первая"),
        ("0", "первая"),
        ("1-3,3", "дважды"),
        ("2,1", "не по порядку"),
        ("1-12", "страницы 12 нет"),
    ],
)
def test_other_pages_are_refused(text: str, says: str) -> None:
    with pytest.raises(DecisionRefused, match=says) as refused:
        ranges_of(text, 10)
    assert refused.value.code == "invalid_value"
