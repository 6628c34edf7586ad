"""The ways of two families as docs/ru tells them: the very commands of the pages are run."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from review_cli.__main__ import opis

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> str:
    done = CliRunner().invoke(opis, arguments)
    assert done.exit_code == 0, f"opis {shlex.join(arguments)}\n{done.output}"
    return done.stdout


def told(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*arguments, "--json").splitlines()]


def walk(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every command of the page, in an empty store with the page's own settings."""
    text = (ROOT / "docs" / "ru" / page).read_text("utf-8")
    settings = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert settings, "the page tells the settings"
    (folder / "data").mkdir()
    (folder / "data" / "opis.toml").write_text(settings[1], "utf-8")
    (folder / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OPIS_DATA", str(folder / "data"))
    for command in re.findall(r"^    opis (.*)$", text.replace("\\\n", ""), re.MULTILINE):
        run(*shlex.split(command))


def forms_of(family: int) -> set[object]:
    return {row["form"] for row in told("record", "list", "--family", str(family))}


def test_surgut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk("story_surgut.md", tmp_path, monkeypatch)
    assert forms_of(1) == {1, 2, 3, 4}
    assert forms_of(2) == {1, 2, 5}, "of a refusal only the sheet is made"
    (case,) = told("record", "list", "--family", "1", "--form", "3")
    cells = case["cells"]
    assert isinstance(cells, dict)
    assert "crisis" in json.dumps(cells["support_level"])
    (file,) = told("file", "show", "1")
    assert file["done"] == file["required"]
