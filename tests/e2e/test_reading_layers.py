"""Text layers that lie are read by OCR; honest ones are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from layer_files import Layered, honest_layers, lying_layers

from extractors.layer_check import likeness
from extractors.reader import Reader
from papers.document import Document, Method
from papers.outcome import WarningCode
from papers.source import MediaKind

pytestmark = pytest.mark.e2e

LYING = {layered.name: layered for layered in lying_layers()}
HONEST = {layered.name: layered for layered in honest_layers()}


def read(layered: Layered, folder: Path) -> Document:
    path = folder / "a.pdf"
    path.write_bytes(layered.make())
    return Reader().read(path, MediaKind.PDF)


def likeness_to_page(document: Document, layered: Layered) -> float:
    return likeness(document.text.split(), " ".join(layered.shown).split())


@pytest.mark.parametrize("name", LYING)
def test_a_lying_layer_gives_way_to_ocr(tmp_path: Path, name: str) -> None:
    document = read(LYING[name], tmp_path)
    assert document.pages[0].method is Method.OCR
    assert likeness_to_page(document, LYING[name]) > 0.9
    assert WarningCode.TEXT_LAYER_UNTRUSTED in {warning.code for warning in document.warnings}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_layer_is_kept(tmp_path: Path, name: str) -> None:
    document = read(HONEST[name], tmp_path)
    assert document.pages[0].method is Method.TEXT_LAYER
    assert likeness_to_page(document, HONEST[name]) > 0.9
    assert document.warnings == ()
