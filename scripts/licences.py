"""Write THIRD_PARTY_LICENSES.md from the metadata of the packages that the lock names.

Fails where a licence is neither permissive nor LGPL/MPL, so that a new dependency is looked at.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python|LGPL|Lesser|MPL|Mozilla|HPND|Zlib|0BSD|Unlicense", re.I
)
REFUSED = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|Affero|Non-?Commercial|Proprietary", re.I)


def licence(dist: Distribution) -> str:
    """The licence as the package states it: expression, classifiers, or its own words."""
    meta = dist.metadata
    if expression := meta.get("License-Expression"):
        return expression
    classifiers = [
        c.split(" :: ")[-1] for c in meta.get_all("Classifier") or [] if c.startswith("License ::")
    ]
    stated = (meta.get("License") or "").strip().splitlines()
    return ", ".join(classifiers) or (stated[0] if stated else "")


#: What the packages' own licence files say where their metadata says nothing.
READ_BY_HAND = {
    "navec": "MIT",
    "slovnet": "MIT",
    "razdel": "MIT",
    "natasha": "MIT",
    "yargy": "MIT",
    "ipymarkup": "MIT",
}


def main() -> int:
    names = re.findall(r"^([a-z0-9._-]+)==", (ROOT / "locks/run.txt").read_text("utf-8"), re.M)
    rows, doubtful = [], []
    for name in sorted(set(names)):
        try:
            dist = distribution(name)
        except PackageNotFoundError:  # for another platform or Python
            continue
        stated = licence(dist) or READ_BY_HAND.get(name, "")
        rows.append(f"| {name} | {dist.version} | {stated} |")
        if not ALLOWED.search(stated) or REFUSED.search(stated):
            doubtful.append(f"{name}: {stated or 'no licence stated'}")
    head = (
        "# Third-party licences\n\nMade by `scripts/licences.py` from `locks/run.txt`.\n\n"
        "| package | version | licence |\n|---|---|---|\n"
    )
    (ROOT / "THIRD_PARTY_LICENSES.md").write_text(head + "\n".join(rows) + "\n", "utf-8")
    print("\n".join(doubtful) or f"{len(rows)} packages, all permissive or LGPL/MPL")
    return 1 if doubtful else 0


if __name__ == "__main__":
    sys.exit(main())
