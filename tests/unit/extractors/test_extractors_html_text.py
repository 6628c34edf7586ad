"""The text of HTML as it is seen, without what is hidden or run."""

from __future__ import annotations

import pytest

from extractors.html_text import text_of


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("просто текст", "просто текст"),
        ("<p>Раз</p><p>Два<br>три</p>", "Раз\n\nДва\nтри"),
        ("<div>Раз</div><div>Два</div>", "Раз\nДва"),
        ("раз<br><br>два", "раз\n\nдва"),
        ("<b>Исх.</b>&nbsp;№&nbsp;5", "Исх. № 5"),
        ("<title>т</title><style>p{}</style><script>alert(1)</script>видно", "видно"),
        ("видно<span style='display: none'>нет</span> всё", "видно всё"),
        (
            "<table><tr><td><p>Имя</p></td><td><p>Дата</p></td></tr>"
            "<tr><td>Анна</td><td>1</td></tr></table>конец",
            "Имя\tДата\nАнна\t1\n\nконец",
        ),
        ("<table><tr><td><p>Раз</p><p>Два</p></td></tr></table>", "Раз\n\nДва"),
        ("<!-- тайна --><?php echo 1 ?>", ""),
        ("", ""),
    ],
)
def test_what_is_seen(source: str, seen: str) -> None:
    assert text_of(source) == seen


def test_deep_nesting_is_no_harm() -> None:
    assert "дно" in text_of("<div>" * 200 + "дно")
    text_of("<div>" * 100_000 + "дно")
