"""Names as they are compared: parted, folded so that spelling and misreading differ less."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PATRONYMIC = re.compile(r"(?:вич|вна|ична|инична|ьич|мич)$")
_SON = re.compile(r"(?:ич|оглы|улы|угли|уулу)$", re.IGNORECASE)
_DAUGHTER = re.compile(r"(?:вна|ична|инична|кызы|гызы|кизи)$", re.IGNORECASE)
_INITIALS = re.compile(r"[А-ЯЁ]\.-?(?:\s*[А-ЯЁ]\.?)?")
#: What OCR and hands confuse; both of a pair become the first.
_ALIKE = str.maketrans(
    {
        "ё": "е", "э": "е", "й": "и", "щ": "ш", "ц": "и", "ъ": "", "ь": "", "ы": "и",
        "о": "а", "н": "и", "п": "и", "я": "а", "ю": "у", "з": "э", "б": "в",
    }
)  # fmt: skip
_SOUNDS = str.maketrans({"ё": "е", "э": "е", "й": "и", "о": "а", "ъ": "", "ь": "", "ы": "и"})
_TWICE = re.compile(r"(.)\1+")
_GENDER = re.compile(
    r"(?:(?<=ов)|(?<=ев)|(?<=ёв)|(?<=ин)|(?<=ын))(?:а|у|ой|ым|ы|ых|е)$"
    r"|(?:ая|ую|ой|ий|ый|ого|ому|им|ым)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a full name in the nominative; any may be empty, initials end in a dot."""

    surname: str
    given: str = ""
    patronymic: str = ""


def part(full_name: str) -> Name:
    """«Фамилия Имя Отчество», «Фамилия И.О.», «Имя Отчество» or a given name alone, parted."""
    words = full_name.split()
    if not words:
        return Name("")
    if len(words) > 1 and _INITIALS.fullmatch("".join(words[1:])):
        letters = re.findall(r"[А-ЯЁ]", "".join(words[1:]))
        return Name(words[0], *(f"{letter}." for letter in letters[:2]))
    if len(words) == 2 and _PATRONYMIC.search(words[1]):
        return Name("", *words)
    if len(words) == 1:
        return Name("", words[0])
    return Name(words[0], words[1], " ".join(words[2:]))


def sex_of(patronymic: str) -> str | None:
    """m or f, where the patronymic tells."""
    if _SON.search(patronymic):
        return "m"
    return "f" if _DAUGHTER.search(patronymic) else None


def is_initial(part: str) -> bool:
    return part.endswith(".") or len(part) == 1


def stem(surname: str) -> str:
    """The surname without what its gender and a stray case add: Иванова → иванов."""
    return _GENDER.sub("", surname.casefold())


def sound(text: str) -> str:
    """Letters that are heard or written alike made one, doubled ones single."""
    return _TWICE.sub(r"\1", text.casefold().translate(_SOUNDS))


def shape(text: str) -> str:
    """As `sound`, and letters that look alike to a scanner made one."""
    return _TWICE.sub(r"\1", text.casefold().translate(_ALIKE))
