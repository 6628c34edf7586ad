"""The stories of docs/ru as commands: read from the page as they stand, run as they stand."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from review_cli.__main__ import opis

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "ru"
_FENCE = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def commands(page: Path) -> list[list[str]]:
    """The arguments of every line `opis …` in the page's ```sh blocks, comments dropped."""
    blocks = (block.replace("\\\n", " ") for block in _FENCE.findall(page.read_text("utf-8")))
    lines = (line for block in blocks for line in block.splitlines())
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("opis ")]


def run(commands: Iterable[list[str]], data: Path, region: str) -> list[str]:
    """What each command says, run with the store `data` in the folder beside it.

    That folder shows the repository's `samples`, so the paths of the pages hold and what the
    commands write stays out of the repository. AssertionError with the output where one fails.
    """
    data.mkdir(exist_ok=True)
    settings, samples = data / "opis.toml", data.parent / "samples"
    if not settings.exists():
        settings.write_text(f'region = "{region}"\n', "utf-8")
    if not samples.exists():
        samples.symlink_to(ROOT / "samples")
    with chdir(data.parent):
        return [_said(command, data) for command in commands]


def _said(command: list[str], data: Path) -> str:
    done = CliRunner().invoke(opis, command, env={"OPIS_DATA": str(data)})
    assert done.exit_code == 0, f"opis {shlex.join(command)}\n{done.output}"
    return done.stdout
