"""The line that names the kind of a paper: «ПОСТАНОВЛЕНИЕ № 5», «Акт обследования …»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from nlp.layout import Line
from nlp.numbers import SIGN

_TITLE_WORDS = "|".join(
    (
        r"(?:постановлени|решени|определени|представлени|заключени|извещени|сообщени|уведомлени"
        r"|обращени|заявлени|согласи|приглашени|объявлени|направлени|распоряжени)[ея]",
        "заочное решение",
        "апелляционное определение",
        "приговор|приказ|судебный приказ|исполнительный лист",
        "протокол|выписка|(?:архивная )?справка|рапорт|ходатайство|информация|отказ",
        "(?:коллективная )?жалоба|телефонограмма|запись|карточка|звонок",
        "заявление-согласие|согласие-заявление|дополнительное соглашение",
        "(?:патронажный|маршрутный|учетный) лист",
        "договор|реестр|список|отчет|анализ|журнал|лист|анкета|доверенность|объяснение",
        r"(?:типовой )?акт|свидетельство|счет|памятка|заявка|коммерческое предложение",
        r"(?:(?:(?:меж|внутри)ведомственный|комплексный|индивидуальный) ){0,3}план",
        r"(?:комплексн\w+ )?(?:индивидуальн\w+ )?программа",
        r"(?:[а-я-]*(?:производственн|бытов|служебн|педагогическ|психологическ|социальн)\w+ )?"
        "(?:характеристика|паспорт|карта)",
        r"(?:служебная|докладная|объяснительная) записка",
    )
)
#: After a title's words its line ends or goes on in one of these ways; a sentence does not.
_TITLE = re.compile(
    rf"(?:{_TITLE_WORDS})(?:$|\s*[(\"]|\s*{SIGN}|\s+(?:об?о?|от|по|на|для|за|из|с|в|кдн|карар|базы"
    r"|заседани\w*|комисси\w*|семь\w*|граждан\w*|несовершеннолетн\w*|получател\w*|услуг"
    r"|обследовани\w*|предоставлени\w*|организации|учета|мероприятий|условий|подворов\w*"
    r"|консилиум\w*|сопровождени\w*|реабилитаци\w*|сообщени\w*|выполнени\w*|исполнени\w*|проверки"
    r"|посещени\w*|помощи|работы|родител\w*|ребенк\w*|предоставленн\w*|к|поступивш\w*|совещани\w*"
    r"|патронаж\w*|оказанн\w*|первичн\w*|контрольн\w*|индивидуальн\w*|социальн\w*)\b)"
)
_ALONE = re.compile(rf"(?:{_TITLE_WORDS})\s?\.?")
#: «от 26.06.2025 г. ПОСТАНОВЛЕНИЕ № 12/5»: the title after the date, on one line.
_DATE_BEFORE = re.compile(r"(?:от\s+)?\d\d\.\d\d\.\d{4}\s*(?:г\w*\.?)?\s+")
_MAIN_TITLES = (
    "постановление",
    "решение",
    "определение",
    "заочноерешение",
    "судебныйприказ",
    "приговор",
    "исполнительныйлист",
    "характеристика",
    "ходатайство",
    "заявление",
    "телефонограмма",
    "свидетельствоорождении",
    "социальныйпаспорт",
    "представление",
    "протокол",
    "сообщение",
    "согласие",
)
#: So like (of 100) must damaged letters be to a title's.
_LIKE = 85
#: Where a title may stand at all, in lines from the top, and how long its line may be.
_LINES = 60
_LONGEST = 140
_LONGEST_IN_LOWER_CASE = 100


def title_line(printed: Sequence[Line]) -> int | None:
    """Index of the line that names the kind of paper, when the paper has a title."""
    lines = enumerate(printed[:_LINES])
    return next((i for i, line in lines if title_start(line) is not None), None)


def title_start(line: Line) -> int | None:
    """Where in the line a title begins: its words, and no sentence that goes on with them."""
    if len(line.text) > _LONGEST or (line.shown[:1].islower() and not line.first):
        return None
    if line.opens and _ALONE.fullmatch(line.text):  # «заявление.», as citizens write it
        return 0
    # A title in capitals may run over several lines.
    ends = line.text.endswith((".", ";") if line.capitals else (".", ";", ","))
    ends = ends and not line.text.endswith(" г.")
    date = _DATE_BEFORE.match(line.text)
    start = date.end() if date and line.shown[date.end() :][:4].isupper() else 0
    if _TITLE.match(line.text, start) and not ends:
        return start if line.capitals or len(line.text) < _LONGEST_IN_LOWER_CASE else None
    return 0 if line.capitals and _spelt_like_title(line.letters) else None


def _spelt_like_title(letters: str) -> bool:
    """Recognition damaged a letter or two of a title in capitals."""
    return any(
        abs(len(letters) - len(title)) <= 2 and fuzz.ratio(letters, title) >= _LIKE
        for title in _MAIN_TITLES
    )
