"""The language models over long texts: places stay true, and nothing is too long."""

from __future__ import annotations

from nlp.russian import Russian, persons

NAME = "Мать Оюна Бадмаева вызвана в школу.\n"


def test_persons_beyond_the_first_piece_stand_where_they_stand(russian: Russian) -> None:
    filler = "Погода стояла ясная, ветра не было.\n" * 600
    text = NAME + filler + NAME
    found = [person.text for person in persons(russian.read(text))]
    assert found == ["Оюна Бадмаева", "Оюна Бадмаева"]
    last = persons(russian.read(text))[-1]
    assert last.start_char == len(NAME + filler) + NAME.index("Оюна")


def test_a_text_longer_than_a_parser_takes(russian: Russian) -> None:
    text = NAME + "\n" * 1_000_000
    assert [person.text for person in persons(russian.read(text))] == ["Оюна Бадмаева"]
