"""Good files of every format, and seeded damage to them."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from fpdf import FPDF
from mail_files import archive, letter
from outlook_files import OutlookLetter, Part
from paper_files import LETTER, SERIF, make_docx, make_pdf, make_scan, page_picture
from PIL import Image

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Good:
    """A file that is read without a fault; `share` is how many of 100 mutations it gets."""

    name: str
    data: bytes
    share: int


def good_files() -> list[Good]:
    """One of every format; OCR and LibreOffice cost much, so they get few."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        word = make_docx(made / "a.docx").read_bytes()
        text_pdf = make_pdf(made / "a.pdf").read_bytes()
        scan = make_scan(made / "scan.pdf", [_strip()]).read_bytes()
        office = _office_files(made)
    mail = letter(files={"акт.docx": word}).as_bytes()
    outlook = OutlookLetter(parts=(Part("акт.docx", word),)).file()
    plain = "\n".join(LETTER)
    return [
        Good("a.docx", word, 14),
        *(Good(name, _sample(name), 3) for name in ("court_decision.docx", "need_decision.docx")),
        Good("a.pdf", text_pdf, 6),
        Good("plain.pdf", _plain_pdf(), 12),
        Good("police_letter.pdf", _sample("police_letter.pdf"), 2),
        Good("a.txt", plain.encode("utf-8"), 5),
        Good("b.txt", plain.encode("cp1251"), 4),
        Good("a.eml", mail, 12),
        Good("a.msg", outlook, 12),
        Good("a.zip", archive({"акт.docx": word, "письмо.txt": plain.encode("cp866")}), 9),
        Good("scan.pdf", scan, 3),
        *(Good(f"a.{suffix}", data, 2) for suffix, data in _pictures()),
        *(Good(f"a.{suffix}", data, 2) for suffix, data in office),
    ]


def mutations(count: int, seed: int = 4) -> Iterator[tuple[str, bytes]]:
    """`count` damaged files with their names, the same for the same seed."""
    files, random = good_files(), Random(seed)
    order = random.choices(files, [file.share for file in files], k=count)
    for number, good in enumerate(order):
        damage = random.choice(_DAMAGES)
        donor = random.choice(files).data
        data = _damaged(good.data, damage, donor, random)
        yield f"{number:03}-{damage.__name__}-{good.name}", data


Damage = Callable[[bytes, bytes, Random], bytes]


def _damaged(data: bytes, damage: Damage, donor: bytes, random: Random) -> bytes:
    """Half of the packages are damaged inside a member, behind checksums that are right."""
    if zipfile.is_zipfile(io.BytesIO(data)) and random.random() < 0.5:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {info.filename: package.read(info) for info in package.infolist()}
        chosen = random.choice([name for name, content in members.items() if content])
        members[chosen] = damage(members[chosen], donor, random)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in members.items():
                package.writestr(name, content)
        return packed.getvalue()
    return damage(data, donor, random)


def flip(data: bytes, _donor: bytes, random: Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(random.choice((1, 2, 8, 64))):
        damaged[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def cut(data: bytes, _donor: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] if random.random() < 0.8 else data[at:]


def splice(data: bytes, donor: bytes, random: Random) -> bytes:
    at, start, stop = random.randrange(len(data)), *_span(donor, random)
    return data[:at] + donor[start:stop] + data[at:]


def overwrite(data: bytes, _donor: bytes, random: Random) -> bytes:
    start, stop = _span(data, random)
    filler = random.choice((b"\0", b"\xff", b" ", b"9", b"("))
    return data[:start] + filler * (stop - start) + data[stop:]


def noise(data: bytes, _donor: bytes, random: Random) -> bytes:
    start, stop = _span(data, random)
    return data[:start] + random.randbytes(stop - start) + data[stop:]


def duplicate(data: bytes, _donor: bytes, random: Random) -> bytes:
    start, stop = _span(data, random)
    return data[:stop] + data[start:stop] * random.choice((1, 2, 50)) + data[stop:]


def remove(data: bytes, _donor: bytes, random: Random) -> bytes:
    start, stop = _span(data, random)
    return data[:start] + data[stop:]


_DAMAGES = (flip, flip, cut, splice, overwrite, noise, duplicate, remove)


def _span(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, min(len(data), start + random.choice((1, 4, 32, 512, 4096)))


def _sample(name: str) -> bytes:
    return (ROOT / "samples" / "papers" / name).read_bytes()


def _strip() -> Image.Image:
    return page_picture(LETTER[:2]).crop((0, 0, 1240, 420))


def _plain_pdf() -> bytes:
    """Its drawing programs are not compressed: damage reaches the parser of operators."""
    pdf = FPDF()
    pdf.set_compression(False)
    pdf.add_font("serif", fname=SERIF)
    pdf.add_page()
    pdf.set_font("serif", size=12)
    for index, line in enumerate(LETTER):
        pdf.text(25, 30 + 8 * index, line)
    return bytes(pdf.output())


def _pictures() -> Iterator[tuple[str, bytes]]:
    for suffix, kind in (
        ("jpg", "JPEG"), ("png", "PNG"), ("tif", "TIFF"), ("webp", "WEBP"), ("bmp", "BMP")
    ):  # fmt: skip
        data = io.BytesIO()
        _strip().save(data, kind, dpi=(150, 150))
        yield suffix, data.getvalue()


def _office_files(folder: Path) -> list[tuple[str, bytes]]:
    """RTF, ODT and DOC by LibreOffice; without it, none."""
    if shutil.which("soffice") is None:
        return []
    made = []
    for suffix in ("rtf", "odt", "doc"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--convert-to", suffix, "--outdir", str(folder), str(folder / "a.docx")],
            check=True, capture_output=True,
        )  # fmt: skip
        made.append((suffix, (folder / f"a.{suffix}").read_bytes()))
    return made
