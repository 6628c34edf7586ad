"""Draws what bench/reading.py measured into an SVG; run by the Python of .venv-bench.

.venv-bench/bin/python bench/reading_plot.py FILE.svg < readings.json
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

from matplotlib import pyplot
from matplotlib.axes import Axes

#: Text stays text, and the same figures give the same file.
STYLE = {"backend": "svg", "svg.fonttype": "none", "svg.hashsalt": "opis", "font.size": 9}
READERS = {
    "tesseract": ("plain tesseract", "o", "#8c8c8c"),
    "ocrmypdf": ("OCRmyPDF --rotate-pages --deskew --clean", "s", "#d0812f"),
    "opis": ("opis", "D", "#1f6fb2"),
}
#: A logarithmic axis has no zero: pages without an error stand here.
LEAST_ERROR = 0.0005


def means(readings: list[dict[str, object]], condition: str, what: str) -> list[float]:
    """One number a reader, in the order of READERS."""
    return [
        statistics.fmean(
            float(str(reading[what]))
            for reading in readings
            if reading["reader"] == reader and reading["condition"] == condition
        )
        for reader in READERS
    ]


def draw(axes: Axes, rows: list[list[float]], title: str) -> None:
    """A row a condition: a mark a reader, a line from the least to the most."""
    for height, row in enumerate(rows):
        axes.plot([min(row), max(row)], [height, height], color="#dddddd", zorder=1)
    for column, (label, marker, colour) in enumerate(READERS.values()):
        axes.scatter(
            [row[column] for row in rows], range(len(rows)),
            label=label, marker=marker, color=colour, s=28, zorder=2,
        )  # fmt: skip
    axes.set_title(title, loc="left", fontsize=10)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#eeeeee")
    axes.set_axisbelow(True)


def main() -> None:
    pyplot.rcParams.update(STYLE)
    data = json.load(sys.stdin)
    meanings: dict[str, str] = data["meanings"]
    figure, (errors, seconds) = pyplot.subplots(1, 2, figsize=(10, 4.6), sharey=True)
    rows = [means(data["readings"], name, "error_rate") for name in meanings]
    draw(errors, [[max(LEAST_ERROR, rate) for rate in row] for row in rows], "Character error rate")
    errors.set_xscale("log")
    errors.set_xticks([0.001, 0.01, 0.1, 1], ["0.001", "0.01", "0.1", "1"])
    errors.set_yticks(range(len(meanings)), meanings.values())
    errors.invert_yaxis()
    rows = [means(data["readings"], name, "cpu_seconds") for name in meanings]
    draw(seconds, rows, "CPU seconds a page")
    seconds.set_xlim(left=0)
    figure.legend(*errors.get_legend_handles_labels(), loc="lower center", ncols=3, frameon=False)
    figure.tight_layout(rect=(0, 0.06, 1, 1))
    figure.savefig(Path(sys.argv[1]), metadata={"Date": None})


if __name__ == "__main__":
    main()
