"""Draws the reliability of confidences into an SVG; run by the Python of .venv-bench.

.venv-bench/bin/python bench/calibration_plot.py FILE.svg < tenths.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from matplotlib import pyplot

#: Text stays text, and the same figures give the same file.
STYLE = {"backend": "svg", "svg.fonttype": "none", "svg.hashsalt": "opis", "font.size": 9}
MARKS = (("o", "#1f6fb2"), ("s", "#d0812f"))


def main() -> None:
    pyplot.rcParams.update(STYLE)
    groups: dict[str, list[dict[str, float]]] = json.load(sys.stdin)
    figure, (curve, counts) = pyplot.subplots(
        2, 1, figsize=(5.2, 6), sharex=True, height_ratios=(4, 1)
    )
    curve.plot([0, 1], [0, 1], color="#bbbbbb", linestyle="--", zorder=1)
    for i, (name, tenths) in enumerate(groups.items()):
        marker, colour = MARKS[i % len(MARKS)]
        confidence = [tenth["chance"] for tenth in tenths]
        curve.plot(
            confidence, [tenth["right"] for tenth in tenths], marker, color=colour, label=name
        )
        place = [tenth["number"] / 10 + 0.03 + 0.04 * i for tenth in tenths]
        counts.bar(place, [tenth["values"] for tenth in tenths], width=0.04, color=colour)
    curve.set_ylabel("share right")
    curve.legend(frameon=False, loc="lower right")
    counts.set_yscale("log")
    counts.set_ylabel("values")
    counts.set_xlabel("confidence, by curves that have not seen the paper")
    for axes in (curve, counts):
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(color="#eeeeee")
        axes.set_axisbelow(True)
    figure.tight_layout()
    figure.savefig(Path(sys.argv[1]), metadata={"Date": None})


if __name__ == "__main__":
    main()
