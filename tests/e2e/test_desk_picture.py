"""The desk over a real scan: the page itself beside the field, and the picture of it for README."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from textual_image.widget import HalfcellImage

from casework.forms import load_region
from pipeline.build import build
from pipeline.settings import Settings
from review_cli.desk.app import DeskApp
from review_cli.desk.review import Review

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
SCAN = ROOT / "samples" / "papers" / "kdn_resolution_scan.pdf"
PICTURE = ROOT / "docs" / "images" / "review-desk.svg"
#: Set by `make pictures`: the picture in docs is drawn anew.
REDRAW = "OPIS_PICTURES" in os.environ  # noqa: TID251 - a switch of the tests, no setting


async def test_picture_of_the_desk(tmp_path: Path) -> None:
    opis = build(Settings(tmp_path / "store", 1, "Анна"))
    ids = [one.file_id for one in opis.intake.bring([SCAN], name=SCAN.name) if one.file_id]
    for _ in opis.intake.wait(ids):
        pass
    region = load_region("kalmykia")
    app = DeskApp(Review(opis.desk, region, "Анна"), image=HalfcellImage)
    async with app.run_test(size=(124, 38)) as pilot:
        await pilot.pause()
        work = app.review.work
        assert work is not None
        number = [cell.id for cell in work.cells].index("source_doc_no")
        steps = number - work.cursor
        await pilot.press(*["down" if steps > 0 else "up"] * abs(steps))
        await pilot.pause()
        crop = app.screen.query_one("#picture", HalfcellImage)
        assert crop.display
        assert crop.image is not None
        drawn = self_contained(app.export_screenshot(title="opis review", simplify=True))
    opis.store.close()

    ElementTree.fromstring(drawn)  # noqa: S314 - drawn a moment ago, by us
    assert "Номер" in drawn
    assert "Калмыкия" in drawn, "the last line of a long value is cut"
    assert not re.search(r"url\((?!#)|href|@import|<script|<image", drawn)
    if REDRAW:
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_text(drawn, "utf-8")
    assert PICTURE.is_file(), "draw it with `make pictures`"


def self_contained(svg: str) -> str:
    """Without the fonts that the exporter would fetch from elsewhere."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    return re.sub(r"font-family: ?Fira Code", "font-family: 'DejaVu Sans Mono'", svg)
