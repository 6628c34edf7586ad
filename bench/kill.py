"""Kill `opis ingest --wait` again and again; nothing may be lost, doubled or left unfinished.

A round is a fresh store and 30 small papers, some of them in a letter and in an archive. The
command is started, killed with SIGKILL at a random moment (every second time its whole process
group), started again, until it comes through; then a last run, and the store is looked over.
Rounds follow until the wanted number of kills has met a living command. Exit status 1 when any
figure misses its target.

    python bench/kill.py [--kills 50] [--seed 1]
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import docx
from targets import Figure, report

from casework.queue import FINAL, State
from storage.store import Store

FILES = 30
_NAMES = ("Лебедева Анна Ильинична", "Комаров Игорь Львович", "Юдина Вера Олеговна")


def make_papers(folder: Path) -> None:
    """Half of them Word files, half text, no two alike; the last four lie in containers."""
    folder.mkdir()
    for number in range(FILES - 1):
        lines = [
            f"Исх. № {number + 100} от 0{number % 9 + 1}.02.2026",
            "Директору комплексного центра социального обслуживания населения",
            f"Просим обследовать условия жизни семьи: {_NAMES[number % len(_NAMES)]}.",
            f"Адрес: г. Элиста, ул. Степная, д. {number + 1}.",
        ]
        if number % 2:
            (folder / f"paper-{number:02}.txt").write_text("\n".join(lines), "utf-8")
        else:
            paper = docx.Document()
            for line in lines:
                paper.add_paragraph(line)
            paper.save(str(folder / f"paper-{number:02}.docx"))
    *_, attached, first, second = sorted(folder.iterdir())
    letter = EmailMessage()
    letter["From"], letter["To"] = "opeka@example.org", "kcson@example.org"
    letter.set_content("Направляем письмо о семье.")
    letter.add_attachment(
        attached.read_bytes(), "application", "octet-stream", filename=attached.name
    )
    (folder / "letter.eml").write_bytes(letter.as_bytes())
    with zipfile.ZipFile(folder / "papers.zip", "w") as archive:
        for member in (first, second):
            archive.write(member, member.name)
    for member in (attached, first, second):
        member.unlink()


@dataclass
class Figures:
    """What all rounds came to."""

    rounds: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    given_back: Counter[str] = field(default_factory=Counter)
    unfinished: int = 0
    missing: int = 0
    twice: int = 0
    failed: int = 0
    problems: list[str] = field(default_factory=list)

    def beside_targets(self, wanted: int) -> list[Figure]:
        return [
            Figure("kills that met a living command", self.kills.total(), wanted),
            Figure("files not final after the last run", self.unfinished, 0, at_most=True),
            Figure("files without a draft", self.missing, 0, at_most=True),
            Figure("drafts made twice", self.twice, 0, at_most=True),
            Figure("papers given up", self.failed, 0, at_most=True),
            Figure("problems found by fsck --full", len(self.problems), 0, at_most=True),
        ]


def command(data: Path, papers: Path) -> list[str]:
    ingest = ["--data", str(data), "ingest", str(papers), "--wait", "--json"]
    return [sys.executable, "-m", "review_cli", *ingest]


def start(data: Path, papers: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(data, papers),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes], group: bool) -> bool:
    """SIGKILL; False when the process had ended by itself."""
    if process.poll() is not None:
        return False
    if group:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    return process.wait() == -signal.SIGKILL


def undisturbed_seconds(folder: Path, papers: Path) -> float:
    """How long the command takes when nobody kills it: the span to choose moments from."""
    began = time.monotonic()
    if start(folder / "undisturbed", papers).wait():
        raise SystemExit("opis ingest fails even when nobody kills it")
    return time.monotonic() - began


def one_round(
    data: Path, papers: Path, span: float, chance: random.Random, left: int, figures: Figures
) -> None:
    """Kill the command on one store, at most `left` times, until it came through."""
    figures.rounds += 1
    kills = 0
    while kills < left:
        process = start(data, papers)
        time.sleep(chance.uniform(0, span))
        group = bool(figures.kills.total() % 2)
        if not kill(process, group):
            break
        figures.kills["group" if group else "process"] += 1
        kills += 1
    last = subprocess.run(command(data, papers), capture_output=True, text=True, check=False)
    if last.returncode:
        figures.problems.append(f"the last run failed: {last.returncode}\n{last.stderr}")
    look_over(data, figures)


def look_over(data: Path, figures: Figures) -> None:
    store = Store.open(data)
    papers = store.queue(frozenset(State))
    figures.unfinished += sum(item.state not in FINAL for item in papers)
    figures.failed += sum(item.state is State.FAILED for item in papers)
    drafted = Counter(item.sha256 for item in papers if store.draft(item.id) is not None)
    figures.given_back.update(
        entry.reason or ""
        for item in papers
        for entry in store.history(item.id)
        if (entry.old, entry.new) == (State.PROCESSING, State.RECEIVED)
    )
    figures.missing += FILES - len(drafted)
    figures.twice += sum(times > 1 for times in drafted.values())
    figures.problems += [
        f"{check.check}: {problem.code} {problem.id or problem.path}"
        for check in store.fsck(full=True)
        for problem in check.problems
    ]
    store.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="opis-kill-") as name:
        folder = Path(name)
        make_papers(folder / "papers")
        span = undisturbed_seconds(folder, folder / "papers")
        print(f"undisturbed run: {span:.1f} s, {FILES} files")
        while (left := wanted.kills - figures.kills.total()) > 0:
            data = folder / f"round-{figures.rounds}"
            one_round(data, folder / "papers", span, chance, left, figures)
    print(f"rounds: {figures.rounds}; of the process: {figures.kills['process']}, ", end="")
    print(f"of the group: {figures.kills['group']}; seed {wanted.seed}")
    for reason, times in figures.given_back.items():
        print(f"papers back in the queue, {reason}: {times}")
    for problem in figures.problems:
        print(problem)
    return report(figures.beside_targets(wanted.kills))


if __name__ == "__main__":
    sys.exit(main())
