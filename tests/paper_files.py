"""Files of invented papers for tests of reading: DOCX, PDF, pictures, and broken ones."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import docx
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

SERIF = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
SANS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
A4_AT_150 = (1240, 1754)

LETTER = (
    "Директору центра социального обслуживания",
    "Сообщаем, что Очиров Санал Баатрович, 7 класс,",
    "с начала четверти не был на двадцати уроках.",
    "Просим посетить семью до 14.11.2025 и ответить",
    "по адресу: с. Ковыльное, ул. Речная, д. 12.",
)


def make_docx(path: Path, lines: Sequence[str] = LETTER) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def add_member(path: Path, name: str, content: bytes) -> Path:
    """Put one more member into a package."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return path


def replace_member(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path) as package:
        members = {info.filename: package.read(info) for info in package.infolist()}
    members[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for member, data in members.items():
            package.writestr(member, data)
    return path


def make_pdf(
    path: Path, pages: Sequence[Sequence[str]] = (LETTER,), rotation: int = 0, size: float = 12
) -> Path:
    """A PDF with a text layer that is turned counter-clockwise by `rotation` on a square page."""
    pdf = FPDF(format=(297, 297) if rotation else "A4")
    pdf.set_auto_page_break(False)
    pdf.add_font("serif", fname=SERIF)
    for lines in pages:
        pdf.add_page()
        pdf.set_font("serif", size=size)
        with pdf.rotation(rotation, pdf.w / 2, pdf.h / 2):
            for index, line in enumerate(lines):
                pdf.text(25, 30 + 0.6 * size * index, line)
    pdf.output(str(path))
    return path


def page_picture(lines: Sequence[str] = LETTER, points: int = 13) -> Image.Image:
    """A page of A4 at 150 dpi."""
    page = Image.new("L", A4_AT_150, 250)
    font = ImageFont.truetype(SERIF, round(points * 150 / 72))
    draw = ImageDraw.Draw(page)
    for index, line in enumerate(lines):
        draw.text((120, 160 + 52 * index), line, font=font, fill=15)
    return page


def make_scan(path: Path, pictures: Sequence[Image.Image]) -> Path:
    """A PDF that holds nothing but pictures."""
    pictures[0].save(path, "PDF", resolution=150, save_all=True, append_images=list(pictures[1:]))
    return path


def raw_pdf(content: bytes, extra: Sequence[bytes] = (), resources: bytes = b"") -> bytes:
    """A one-page PDF written by hand; `extra` are further objects, from number 5 on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
        + resources
        + b" >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *extra,
    ]
    data, places = io.BytesIO(), []
    data.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(data.tell())
        data.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = data.tell()
    data.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    data.writelines(b"%010d 00000 n \n" % place for place in places)
    data.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    data.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return data.getvalue()


def form_tower(floors: int = 30) -> bytes:
    """A page whose forms draw each other twice: 2**floors drawings, and no loop."""
    forms = []
    for floor in range(floors):
        last = floor == floors - 1
        body = b"0 0 9 9 re f" if last else b"/F Do /F Do"
        inner = b"" if last else b"/XObject << /F %d 0 R >>" % (6 + floor)
        forms.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >> "
            b"/Length %d >>\nstream\n%s\nendstream" % (inner, len(body), body)
        )
    return raw_pdf(b"/F Do", forms, b"/XObject << /F 5 0 R >>")


def png_bomb(side: int = 60_000) -> bytes:
    """A PNG of a few hundred kilobytes that unpacks to `side` x `side` dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    row = bytes(1 + side // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def splice_page(path: Path, other: Path, at: int) -> None:
    """Put the page of another PDF behind the first `at` pages, in a process of its own."""
    code = (
        "import sys, pypdfium2\n"
        "target, source = map(pypdfium2.PdfDocument, sys.argv[1:3])\n"
        "target.import_pages(source, index=int(sys.argv[3]))\n"
        "target.save(sys.argv[4])\n"
    )
    joined = path.with_suffix(".joined")
    subprocess.run(
        [sys.executable, "-c", code, str(path), str(other), str(at), str(joined)], check=True
    )
    joined.replace(path)
