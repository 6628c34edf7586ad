from __future__ import annotations

import pytest

from extractors.text_layer import Verdict, is_white, judge

RUSSIAN = "Комиссия постановила поставить семью на учёт и оказать ей помощь до конца месяца"
MOST = 5_000


def chars(text: str, color: object = (0,)) -> list[dict[str, object]]:
    place = {"x0": 10.0, "x1": 14.0, "top": 20.0, "bottom": 30.0}
    return [{"text": character, "non_stroking_color": color, **place} for character in text]


@pytest.mark.parametrize(
    ("text", "invisible", "picture", "verdict"),
    [
        (RUSSIAN, False, 0.0, Verdict.TRUSTED),
        ("Postanovlenie No 17", False, 0.0, Verdict.TRUSTED),
        ("№ 17", False, 0.0, Verdict.TRUSTED),
        (RUSSIAN, True, 0.95, Verdict.TRUSTED),  # a searchable scan
        (RUSSIAN, True, 0.0, Verdict.BROKEN),  # invisible text over nothing
        ("", False, 1.0, Verdict.MISSING),
        ("стр. 1", False, 0.9, Verdict.MISSING),
        ("Документ подписан электронной подписью", False, 0.9, Verdict.MISSING),
        (RUSSIAN * 9, False, 0.9, Verdict.TRUSTED),  # printed over a picture of letterhead
        (RUSSIAN.encode("cp1251").decode("latin-1"), False, 0.0, Verdict.BROKEN),
        ("(cid:12)(cid:7)(cid:33)" * 20, False, 0.0, Verdict.BROKEN),
        ("\uf0e0\uf0e1\uf0e2" * 20, False, 0.0, Verdict.BROKEN),
        (RUSSIAN * 100, False, 0.0, Verdict.TOO_COMPLEX),
    ],
)
def test_verdicts(text: str, invisible: bool, picture: float, verdict: Verdict) -> None:
    assert judge(chars(text), [], invisible, picture, MOST).verdict is verdict


def test_white_text_is_not_seen() -> None:
    judgement = judge(chars(RUSSIAN) + chars("тайна", (1, 1, 1)), [], False, 0.0, MOST)
    assert judgement.verdict is Verdict.TRUSTED
    assert judgement.hidden == 5
    assert "".join(str(char["text"]) for char in judgement.visible) == RUSSIAN


def test_white_text_on_a_painted_ground_is_seen() -> None:
    ground = {"x0": 0, "x1": 500, "top": 0, "bottom": 100, "fill": True}
    white = chars(RUSSIAN, (1,))
    for color, hidden in (((0, 0, 0.5), 0), ((1, 1, 1), len(RUSSIAN.replace(" ", "")))):
        judgement = judge(white, [{**ground, "non_stroking_color": color}], False, 0.0, MOST)
        assert judgement.hidden == hidden


@pytest.mark.parametrize(
    ("color", "white"),
    [((1,), True), ((1, 1, 1), True), ((0, 0, 0, 0), True), ((0,), False), ((1, 0, 0), False),
     (None, False), ((0, 0, 0, 1), False), (("P1",), False)],
)  # fmt: skip
def test_white_in_every_colour_space(color: object, white: bool) -> None:
    assert is_white(color) is white
