"""The layers hold, and each contract would notice if they did not."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
PACKAGES: list[str] = CONFIG["root_packages"]

#: (contract, module that breaks it, the line that does)
VIOLATIONS = [
    ("Papers flow one way", "casework/planted.py", "import storage"),
    ("Papers flow one way", "papers/planted.py", "import casework"),
    ("Papers flow one way", "extractors/planted.py", "import nlp"),
    ("Papers flow one way", "ingest/planted.py", "import extractors"),
    ("Papers flow one way", "nlp/planted.py", "import storage"),
    ("Papers flow one way", "exports/planted.py", "import storage"),
    ("Papers flow one way", "storage/planted.py", "import pipeline"),
    ("Papers flow one way", "pipeline/planted.py", "import review_cli"),
    ("papers: standard library only", "papers/planted.py", "import numpy"),
    ("casework: no library but rapidfuzz and holidays", "casework/planted.py", "import msgspec"),
    ("SQLAlchemy lives in storage", "pipeline/planted.py", "import sqlalchemy"),
    ("Natasha and spaCy live in nlp", "extractors/planted.py", "import natasha"),
    ("Natasha and spaCy live in nlp", "pipeline/planted.py", "import spacy"),
    ("pymorphy3 lives in nlp and extractors", "casework/planted.py", "import pymorphy3"),
    ("Tesseract and PDF libraries live in extractors", "ingest/planted.py", "import pytesseract"),
    ("Tesseract and PDF libraries live in extractors", "nlp/planted.py", "import pdfplumber"),
    ("python-docx lives in extractors and exports", "review_cli/planted.py", "import docx"),
    ("DBOS lives in pipeline", "storage/planted.py", "import dbos"),
]


def lint_imports(folder: Path) -> str:
    """import-linter's whole printed answer for the packages in `folder`."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages, to plant violations in."""
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return folder


def test_every_contract_is_kept(tree: Path) -> None:
    printed = lint_imports(tree)
    assert "0 broken" in printed, printed
    assert all(f"{contract['name']} KEPT" in printed for contract in CONFIG["contracts"])


def test_every_contract_has_a_planted_violation() -> None:
    assert {name for name, _, _ in VIOLATIONS} == {c["name"] for c in CONFIG["contracts"]}


@pytest.mark.parametrize(("contract", "module", "line"), VIOLATIONS, ids=lambda value: str(value))
def test_a_planted_violation_is_refused(tree: Path, contract: str, module: str, line: str) -> None:
    planted = tree / module
    planted.write_text(f"{line}\n", "utf-8")
    try:
        printed = lint_imports(tree)
    finally:
        planted.unlink()
    assert f"{contract} BROKEN" in printed, printed


def test_no_module_grows_past_four_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert not long


def test_no_module_is_named_after_nothing() -> None:
    empty_names = {"utils.py", "helpers.py", "common.py", "manager.py"}
    assert not [
        p for package in PACKAGES for p in (ROOT / package).rglob("*.py") if p.name in empty_names
    ]
