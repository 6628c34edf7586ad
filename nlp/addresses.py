"""The grammar of a Russian address, part by part (types as ФИАС and everyday papers write them)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.aligned import AlignedText

_TITLE = r"[А-ЯЁ][а-яё]{1,40}(?:-[А-ЯЁ]?[а-яё]{1,40}){0,3}"
#: «12 кв. м. Семья …» is a measure, no «м.» (местечко).
_PLACE = (
    r"(?:(?i:г|гор|город[а-я]*|пос|пос[её]лк?[а-я]*|пгт|рп|р\.\s?п|хут|хутор[а-я]*|ст-ц[а-я]"
    r"|станиц[а-я]|аул[а-я]*|дер|деревн[а-я]|с/п|сел[оае]?|кп|нп|разъезд[а-я]*|рзд|местечк[а-я]"
    r"|арбан[а-я]*|сумон[а-я]*|наслег[а-я]*|сайылык|ж[./]?-?д\.?\s?(?:ст|станци[а-я])"
    r"|ж\.\s?-?д\.\s?(?:ст|станци[а-я]))(?:\s*\([а-я ]{2,20}\))?"
    r"(?:\.\s*|[ \n]+)|(?:[спхадПСХ]|ст|(?<!кв\.)(?<!кв\. )(?<!кв )(?<!\d )м)\.\s*(?!\d))"
)
_STREET_TYPES = (
    r"(?:ул|улиц[а-я]|пер|переул[а-я]+|пр|пр-т|пр-кт|просп|проспект[а-я]*|пр-д|проезд[а-я]*|пл"
    r"|площад[а-я]+|наб|набережн[а-я]+|ш|шоссе|тракт[а-я]*|бул|бульв|б-р|бульвар[а-я]*|туп"
    r"|тупик[а-я]*|мкр-н|мкрн|мкр|мк-н|м-н|мр-н|микрорайон[а-я]*|кв-л|квартал[а-я]*|снт|днт|тер"
    r"|территори[а-я]|лин|линия|аллея|в/г|военн[а-я]+\s+городок[а-я]*)"
)
_STREET = rf"(?i:{_STREET_TYPES})"
#: «Садовая улица», but not «Красная Поляна улица Мира».
_AFTER_NAME = (
    r"(?:(?:мкр-н|мкрн|мкр|мк-н|м-н|микрорайон[а-я]*|квартал[а-я]*)\b(?!-|\.?[ ]*\d)"
    r"|(?:улиц[а-я]|ул|переул[а-я]+|пер|проезд[а-я]*|пр-д|проспект[а-я]*|пр-к?т|линия"
    r"|бульвар[а-я]*|б-р|набережн[а-я]+|наб|шоссе|тракт[а-я]*)\b)"
    r"(?!-|\.?\s*(?:[А-ЯЁ]|им\b|\d{1,2}-|\d+[ ](?:лет\b|[А-ЯЁ])))"
)
_NUMBERED = r"(?:мкр-н|мкрн|мкр|мк-н|м-н|микрорайон[а-я]*|квартал[а-я]*|линия|улиц[а-я])"
#: What a form asks next, when its lines were run together.
_LABELS = (
    r"(?:Телефон|Тел|Адрес|Место|Дата|Мать|Отец|Семья|Паспорт|СНИЛС|Образование|Фамилия|Состав"
    r"|Контактн|Дети|Ребен|Ребён|Работа|Гражданств|Категория|Жилищн|Условия|Ответ|Фактическ|Прожива"
    r"|Зарегистр|Сведения|Социальн|Статус|Подпись)"
)
#: A further word of a name is none when it begins the next part: «Троицкое Целинного района».
_NEXT = (
    rf"(?!\S{{1,40}}\s+(?:р-?о?н|район|обл|кра[йя]|респ|улус|кожуун)|(?:{_STREET_TYPES}|д|кв|дом)\b"
    rf"|[А-ЯЁа-яё-]{{1,40}}[ ]+{_AFTER_NAME}|{_LABELS})"
)
_WORD = (
    rf'(?:"?(?!{_LABELS})[А-ЯЁ][А-ЯЁа-яё"-]{{0,60}}(?:-\d{{1,2}})?'
    r"|\d{1,3}(?:-?(?:летия|[а-я]{1,2}))?(?=\s+(?:лет\b|[А-ЯЁа-яё]{3})))"
)
_NAME = (
    rf"(?:(?:им\.|имени)\s*)?(?:[А-ЯЁ][а-я]{{0,3}}\.\s?){{0,2}}{_WORD}"
    rf"(?:[ ]+{_NEXT}(?:[А-ЯЁ][А-ЯЁа-яё-]+|лет|года|Октября|Марта|Мая)){{0,3}}"
)
_HOUSE = r"(?i:д|дом[а-я]{0,2}|домовл[а-я]*|влд?)"
_BLOCK = r"(?i:к|корп(?:ус)?|стр|строение|лит(?:ера?)?)"
_NO = r"(?:№\s*)?"
_LETTER = (
    r"(?:[а-яА-Я](?![а-яёА-ЯЁ])|[ ]?\"[а-яА-Я]\"|[ ][а-яА-Я](?![а-яёА-ЯЁ.])|[ ][бвБВ](?=\.(?:\s|$))"
    rf"|[ ][аА](?=\.\s*(?:$|{_LABELS})))"
)
_NUMBER = (
    rf"\d{{1,4}}{_LETTER}?(?:[ ]?[/-][ ]?(?:\d{{1,4}}[а-яА-Я]?|[а-яА-Я](?![а-яё])))?(?!\d|[/-]\d)"
)
_REGION = (
    rf"(?:(?:[Рр]еспублик[аи]|[Рр]есп\.?)\s+{_TITLE}(?:\s*\(Якутия\))?|Р[КДТ]\b"
    r"|(?<![А-Яа-яё])(?:Р(?:[А-Я]|СО-Алания|С\s?\(Я\)|МЭ)|К(?:ЧР|БР)|ЧР|УР|[ДЛ]НР|НАО|ЕАО|ЧАО)(?=,)"
    rf"|{_TITLE}\s+(?:[Оо]бласт[ьи]|[Оо]бл\b\.?|[Кк]ра[йяею]\b|АО\b|[Рр]еспублик[аи])"
    r"|ХМАО(?:\s*-\s*Югр[аы])?|ЯНАО"
    r"|Ханты-Мансийск[а-я]+ (?:автономн[а-я]+ округ[а-я]*|АО)(?:\s*-\s*Югр[аы])?)"
)
_DISTRICT = (
    r"[А-ЯЁ][а-яё]{1,40}(?:-[А-ЯЁ]?[а-яё]{1,40}){0,3}(?:ий|ого|ом|ой|ый|ая|ое)\s+"
    r"(?:р-?о?н[а-я]*|район[а-я]*|РМО|МО|улус[а-я]*|кожуун[а-я]*|наслег[а-я]*|м\.?\s?р-н"
    r"|муниципальн[а-я]+\s+(?:район|округ)[а-я]*|округ[а-я]*|с/п|сельск[а-я]+\s+поселени[а-я]+)\b\.?"
)
_START = r"(?<![А-Яа-яё])"
PARTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("index", r"(?<!\d)\d{6}(?!\d)"),
        ("country", r"(?:РФ|Россия|Российская Федерация)\b"),
        ("region", _REGION),
        ("district", _DISTRICT),
        ("settlement", rf"{_START}{_PLACE}{_NAME}"),
        (
            "street",
            rf"{_START}{_STREET}(?:\.\s*|[ \n]+)(?:№\s?)?"
            rf"(?:\"[^\"\n]{{2,30}}\"|{_NAME}|\d{{1,2}}(?![\d.]|,\d))",
        ),
        (
            "street",
            rf"{_START}\d{{1,3}}(?:-[а-я]{{1,2}})?\s+{_NUMBERED}\b\.?(?:\s*\"[^\"\n]{{2,30}}\")?",
        ),
        ("street", rf"{_START}{_TITLE}\s+{_AFTER_NAME}\.?"),
        ("house", rf"{_START}{_HOUSE}\b[.'’]{{0,2}}\s*{_NO}{_NUMBER}"),
        ("block", rf"{_START}{_BLOCK}\b\.?\s*(?:\d{{1,3}}|[А-Я])\b"),
        ("hostel", rf"{_START}(?i:общежитие|общ\.)(?:\s*№\s?\d{{1,2}})?"),
        ("flat", rf"{_START}(?i:кв|квартир[аы]|ком|комн|комнат[аы])\b\.?\s*(?:№\s*)?{_NUMBER}"),
    )
)  # fmt: skip
#: A house without «д.», a street without «ул.»: only after the part that they go with.
_BARE = re.compile(
    rf"{_NUMBER}(?!\s?(?:г\b(?!\.\s?[А-ЯЁ])|год|лет\b|км\b|[а-я]{{4}}\w* \d{{4}})|\.\d)"
)
_UNMARKED = re.compile(rf"{_NAME}(?=\s*(?:,\s*)?(?:д(?:ом)?\b\.?\s*)?\d)")
#: Scans turn the comma before a house or a flat into other signs.
_SEPARATOR = re.compile(
    r"[ ]*[;:'’][ ]*(?=(?i:д|кв|ком|корп)\b)"
    r"|[ ]*,[ ]*\n?[ ]*|[ ]+(?:по|на|в)[ ]+|[ ]*\n(?!\n)[ ]*|[ ]+|(?<=\.)"
)
_SETTLEMENT = re.compile(rf"{_START}{_PLACE}(?P<name>{_NAME})")
_STREET_NAME = re.compile(rf"{_START}{_STREET}(?:\.\s*|[ \n]+)(?P<name>{_NAME})")
_MAX_PARTS = 12
#: Parts of which an address may have two: a town's village, a microdistrict's street, a room.
_REPEATED = {"settlement": 2, "street": 2, "flat": 2}


@dataclass(frozen=True, slots=True)
class AddressMention:
    """An address at `start:stop` of a view; `parts` are the names of its parts in order."""

    start: int
    stop: int
    parts: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether it names a house, not only a village or a street."""
        return bool({"house", "bare", "flat"} & set(self.parts))

    @property
    def local(self) -> bool:
        """Whether it leads to a street or a door."""
        return bool({"street", "name"} & set(self.parts)) or {"house", "flat"} <= set(self.parts)

    @property
    def village(self) -> bool:
        """Whether it names a settlement of a district or region and no more."""
        return not self.local and "settlement" in self.parts and len(self.parts) > 1


def find_addresses(view: AlignedText) -> Iterator[AddressMention]:
    """Addresses of a view in text order: at least a street, a house or a flat in each."""
    place = 0
    for start in _starts(view.text):
        if start < place:
            continue
        mention = _address_at(view.text, start)
        if mention:
            yield mention
            place = mention.stop


def _starts(text: str) -> list[int]:
    return sorted({match.start() for _, pattern in PARTS for match in pattern.finditer(text)})


def _address_at(text: str, start: int) -> AddressMention | None:
    """Read parts from `start` on as long as they follow each other."""
    parts: list[str] = []
    stop = at = start
    while len(parts) < _MAX_PARTS:
        found = _part_at(text, at, parts)
        if found is None:
            break
        name, stop = found
        parts.append(name)
        separator = _SEPARATOR.match(text, stop)
        if separator is None:
            break
        at = separator.end()
    mention = AddressMention(start, stop, tuple(parts))
    return mention if mention.local or mention.village else None


def _part_at(text: str, at: int, parts: list[str]) -> tuple[str, int] | None:
    for name, pattern in PARTS:
        if parts.count(name) < _REPEATED.get(name, 1):
            match = pattern.match(text, at)
            if match:
                return name, match.end()
    last = parts[-1] if parts else ""
    if (
        last in ("street", "name", "block", "bare")
        and parts.count("bare") < 2
        and "flat" not in parts
    ):
        match = _BARE.match(text, at)
        if match and not (last == "bare" and "house" in parts):
            return "bare", match.end()
    if last in ("settlement", "district") and "street" not in parts:
        match = _UNMARKED.match(text, at)
        if match:
            return "name", match.end()
    return None


def as_printed(text: str, view: AlignedText, start: int, stop: int) -> str:
    """The document's own characters behind a span of a view, on one line."""
    printed = "".join(text[offset] for offset in view.offsets[start:stop])
    return re.sub(r"\s+", " ", printed).strip(" ,;.(")


def names_of(address: str) -> Iterator[tuple[str, str]]:
    """(`settlements` or `streets`, name without its type) of the parts of a printed address."""
    for pattern, directory in ((_SETTLEMENT, "settlements"), (_STREET_NAME, "streets")):
        for match in pattern.finditer(address):
            yield directory, match["name"].strip(' "')
