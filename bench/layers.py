"""Text layers of PDF pages that lie, and honest ones: how many are told apart, and the cost.

The pages are those of the tests (tests/layer_files.py), read by the program's own reader.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from layer_files import PAGE, Layered, honest_layers, lying_layers, over_scan, printed, searchable
from reading import adopt_orphans, cpu_seconds, wait_for_all
from targets import Figure, report

from extractors.reader import Reader
from papers.document import Method
from papers.source import MediaKind


def main() -> int:
    lying = [told(layered, Method.OCR) for layered in lying_layers()]
    honest = [told(layered, Method.TEXT_LAYER) for layered in honest_layers()]
    adopt_orphans()
    full = PAGE * 3
    start = cost(printed(full))
    compared, scanned = (cost(page) - start for page in (searchable(full), over_scan(full, ())))
    print(f"a full page: layer compared {compared:.2f} CPU s, scan read {scanned:.2f} CPU s")
    return report(
        [
            Figure(f"lying layers found, of {len(lying)}", sum(lying), len(lying)),
            Figure(f"honest layers kept, of {len(honest)}", sum(honest), len(honest)),
            Figure("CPU of comparing a layer / reading the scan", compared / scanned, 0.5, True),
        ]
    )


def told(layered: Layered, expected: Method) -> bool:
    right = method(layered.make()) is expected
    print(f"{'ok   ' if right else 'WRONG'} {layered.name}", flush=True)
    return right


def method(data: bytes) -> Method:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        return Reader().read(Path(file.name), MediaKind.PDF).pages[0].method


def cost(data: bytes) -> float:
    """CPU seconds of the child for a page, Tesseract and the start of Python included."""
    before = cpu_seconds()
    method(data)
    wait_for_all()
    return cpu_seconds() - before


if __name__ == "__main__":
    sys.exit(main())
