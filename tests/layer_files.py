"""PDF pages whose text layer lies, and pages whose layer is honest, each with what it shows."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pikepdf
import pytesseract
from fpdf import FPDF
from paper_files import SERIF, page_picture
from PIL import Image, ImageDraw

PAGE = (
    "Директору центра социального обслуживания",
    "Сообщаем, что обучающийся седьмого класса Очиров Санал",
    "с начала четверти пропустил двадцать уроков без причины.",
    "Мать на звонки классного руководителя не отвечает,",
    "на заседание совета профилактики семья не явилась.",
    "Классный руководитель посетил семью по месту жительства:",
    "дверь никто не открыл, соседи о семье ничего не знают.",
    "Просим проверить условия жизни ребёнка и сообщить нам",
    "о принятом решении до конца текущего месяца.",
    "Заместитель директора школы по воспитательной работе",
)
OTHER = (
    "Акт сверки расчётов за электрическую энергию",
    "Поставщик передал потребителю показания приборов учёта,",
    "потребитель подтвердил объём и обязался внести оплату",
    "не позднее десятого числа следующего периода.",
    "Неустойка начисляется за каждый день просрочки платежа",
    "в размере одной трёхсотой ставки рефинансирования.",
    "Стороны претензий друг к другу по объёму не имеют.",
    "Приложение: ведомость показаний на двух листах,",
    "копия доверенности представителя, реестр платежей.",
    "Главный бухгалтер предприятия тепловых сетей",
)
CAPITALS = tuple(line.upper() for line in PAGE)
MIXED = (
    "УИД 08RS0001-01-2025-000417-23, дело № 2-417/2025",
    "Адрес для ответа: opeka-3@school.example.org",
    "Сайт учреждения: https://centre.example.org/priem",
    "Банк получателя VTB Bank (PJSC), SWIFT VTBRRUMM",
    "Автомобиль Lada Granta VIN XTA219010F0345678",
    "Просим направить ответ в формате PDF или DOCX",
)
NUMBERS = tuple(
    "   ".join(f"{1000 * row + 137 * place:>8}" for place in range(1, 6)) for row in range(1, 12)
)
NEIGHBOURS = (
    "Хальмг Таңһчин Засгин һазрин тогтавр",
    "Баһ наста күүкдин төр шүүдг комиссин сүүр",
    "Эк-эцкнь күүкдән сурһульд йовулҗахш",
    "Балигъ булмаганнар эшләре һәм аларның хокукларын",
    "яклау комиссиясе карары, җәмгысы өч бала үсә",
    "Гаилә социаль яктан куркыныч хәлдә дип танылды",
)
#: How those write who have no Cyrillic letters at hand and go by looks.
LOOKS = dict(
    zip(
        "абвгдезийклмнопрстуфхцчшщъыьэюя",
        "a6Brge3uuklMHonpcTyqxu4wwbbb3uR",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Layered:
    """A PDF called `name`, made when it is asked for; whoever looks at it sees `shown`."""

    name: str
    make: Callable[[], bytes]
    shown: tuple[str, ...]


def lying_layers() -> list[Layered]:
    """Ten pages of the same letter whose layers say something else."""
    chance = random.Random(8)
    letters = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
    wrong = dict(zip(letters, chance.sample(letters, len(letters)), strict=True))
    maps: dict[str, Callable[[str], str]] = {
        "a wrong glyph map": lambda c: _cased(c, wrong.get(c.lower(), c)),
        "CP1251 read as Latin-1": lambda c: c.encode("cp1251").decode("latin-1"),
        "CP1251 read as KOI8-R": lambda c: c.encode("cp1251").decode("koi8-r"),
        "letters of the private range": lambda c: chr(0xF000 + ord(c) % 256),
        "random letters": lambda c: chance.choice(letters) if c.isalpha() else c,
        "Latin letters that look alike": lambda c: _cased(c, LOOKS.get(c.lower(), c)),
    }
    garbage = tuple(
        "".join(chance.choice("~|1lіtf!:;.,'еоасw") if chance.random() < 0.4 else c for c in line)
        for line in PAGE
    )
    return [
        *(Layered(name, partial(remapped, PAGE, change), PAGE) for name, change in maps.items()),
        Layered("no glyph map", partial(remapped, PAGE, None), PAGE),
        Layered("text of another page over a scan", partial(over_scan, PAGE, OTHER), PAGE),
        Layered("invisible text over a text page", partial(printed, PAGE, OTHER), PAGE),
        Layered("garbage of a bad reader over a scan", partial(over_scan, PAGE, garbage), PAGE),
    ]


def honest_layers() -> list[Layered]:
    """Twelve pages whose layers say what they show."""
    return [
        Layered("a letter", partial(printed, PAGE), PAGE),
        Layered("a table", table, tuple(" ".join(row) for row in _TABLE)),
        Layered("lying on its side", partial(printed, PAGE, turned=90), PAGE),
        Layered("small print", partial(printed, PAGE, size=6), PAGE),
        Layered("Latin among Cyrillic", partial(printed, MIXED), MIXED),
        Layered("numbers only", partial(printed, NUMBERS), NUMBERS),
        Layered("the layer of a good reader over its scan", partial(searchable, PAGE), PAGE),
        Layered("a stamp over the text", partial(stamped, PAGE), PAGE),
        Layered("two columns", partial(columns, PAGE, OTHER), (*PAGE, *OTHER)),
        Layered("capital letters", partial(printed, CAPITALS), CAPITALS),
        Layered("one line", partial(printed, PAGE[:1]), PAGE[:1]),
        Layered("Kalmyk and Tatar letters", partial(printed, NEIGHBOURS), NEIGHBOURS),
    ]


def printed(
    lines: Sequence[str], invisible: Sequence[str] = (), turned: int = 0, size: float = 11
) -> bytes:
    """A page of lines, with others between them that nobody sees."""
    pdf = _empty()
    pdf.set_font("serif", size=size)
    with pdf.rotation(turned, pdf.w / 2, pdf.h / 2):
        _write(pdf, lines, 25, 40, 0.7 * size)
        with pdf.local_context(text_mode="INVISIBLE"):
            _write(pdf, invisible, 25, 43, 0.7 * size)
    return bytes(pdf.output())


def over_scan(lines: Sequence[str], layer: Sequence[str]) -> bytes:
    """A scan of lines under the invisible text of others."""
    pdf = _empty()
    pdf.image(page_picture(lines), 0, 0, pdf.w, pdf.h)
    pdf.set_font("serif", size=13)
    with pdf.local_context(text_mode="INVISIBLE"):
        _write(pdf, layer, 20.3, 31.5, 8.8)
    return bytes(pdf.output())


def searchable(lines: Sequence[str]) -> bytes:
    """A scan with the layer that Tesseract lays over it."""
    picture = page_picture(lines)
    picture.info["dpi"] = (150, 150)
    return bytes(
        pytesseract.image_to_pdf_or_hocr(
            picture, lang="rus", extension="pdf", config="--dpi 150 --psm 4"
        )
    )


def stamped(lines: Sequence[str]) -> bytes:
    ring = Image.new("RGBA", (400, 400))
    ImageDraw.Draw(ring).ellipse((20, 20, 380, 380), outline=(30, 60, 190, 200), width=18)
    pdf = _empty()
    pdf.set_font("serif", size=11)
    _write(pdf, lines, 25, 40, 8)
    pdf.image(ring, 60, 70, 45, 45)
    return bytes(pdf.output())


def columns(left: Sequence[str], right: Sequence[str]) -> bytes:
    pdf = _empty()
    pdf.set_font("serif", size=7)
    _write(pdf, left, 15, 40, 5)
    _write(pdf, right, 110, 40, 5)
    return bytes(pdf.output())


_TABLE = (
    ("Ребёнок", "Родился", "Школа"),
    ("Ким Ян", "04.05.2014", "вторая гимназия"),
    ("Ким Анна", "17.11.2016", "детский сад"),
)


def table() -> bytes:
    pdf = _empty()
    pdf.set_font("serif", size=11)
    with pdf.table(first_row_as_headings=False) as made:
        for cells in _TABLE:
            made.row(cells)
    return bytes(pdf.output())


def remapped(lines: Sequence[str], change: Callable[[str], str] | None) -> bytes:
    """A page of lines whose fonts tell other letters; without a map for None."""
    with pikepdf.open(io.BytesIO(printed(lines))) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            if change is None:
                del font["/ToUnicode"]
                continue
            told = font.ToUnicode.read_bytes().decode("ascii")
            told = re.sub(
                r"^<(\w{4})> <(\w{4})>$", lambda pair: _told(pair, change), told, flags=re.M
            )
            font.ToUnicode.write(told.encode("ascii"))
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def _told(pair: re.Match[str], change: Callable[[str], str]) -> str:
    letter = chr(int(pair[2], 16))
    other = change(letter) if letter.isalpha() else letter
    return f"<{pair[1]}> <{ord(other):04X}>"


def _cased(like: str, letter: str) -> str:
    return letter.upper() if like.isupper() else letter


def _empty() -> FPDF:
    pdf = FPDF(format=(210, 297))
    pdf.set_auto_page_break(False)
    pdf.add_font("serif", fname=SERIF)
    pdf.add_page()
    return pdf


def _write(pdf: FPDF, lines: Sequence[str], x: float, y: float, step: float) -> None:
    for index, line in enumerate(lines):
        pdf.text(x, y + step * index, line)
