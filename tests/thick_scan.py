"""Invented papers page by page, and a document bound of such pages, for tests of splitting."""

from __future__ import annotations

from dataclasses import replace

from scanned import scanned

from papers.document import Document, Page

LETTER_1 = """\
Муниципальное бюджетное учреждение
«Средняя школа № 4» Песчаного района
12.03.2026 № 118
Директору КЦСОН Песчаного района
О семье Лысенко
Сообщаем, что Лысенко Артём Викторович, ученик 7 класса, с начала четверти пропустил уроки.
Классный руководитель дважды приходила домой, дверь никто не открыл, мать на звонки и
сообщения не отвечала, о причинах отсутствия сына в школе не уведомляла и на заседание"""
LETTER_2 = """\
совета профилактики не явилась.
Просим обследовать условия жизни семьи и сообщить о принятых мерах.
Директор школы          Гриценко О. П."""
RESOLUTION = """\
Комиссия по делам несовершеннолетних и защите их прав
Ольховского района
ПОСТАНОВЛЕНИЕ
от 02.04.2026 № 31/2
Рассмотрев материалы о Ткаченко Галине Борисовне, комиссия установила, что она детей
не воспитывает, и
ПОСТАНОВИЛА:
1. Признать семью Ткаченко находящейся в социально опасном положении.
Председатель комиссии          Долгих В. А."""
STATEMENT = """\
Директору КЦСОН Заречного района
от Седых Ирины Олеговны
ЗАЯВЛЕНИЕ
Прошу принять моего сына на обслуживание в отделение дневного пребывания.
05.05.2026          Седых И. О."""


def bound(*pages: str) -> Document:
    """One file of these pages, as OCR would give it; an empty text is a blank page."""
    text, made = "", list[Page]()
    for number, content in enumerate(pages, start=1):
        own = scanned(content + "\n" if content else "")
        start = len(text)
        words = tuple(
            replace(word, start=word.start + start, page=number) for word in own.pages[0].words
        )
        text += own.text
        made.append(replace(own.pages[0], number=number, start=start, stop=len(text), words=words))
        text += "\n\n" if number < len(pages) else ""
    return Document(text, tuple(made))
