"""What is no paper at all still comes back as a draft, within bounds that the kernel holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from flowing import flowing

from casework.findings import Findings
from nlp.calibration import Calibration
from nlp.kinds.recogniser import Recogniser
from nlp.russian import Russian
from nlp.understanding import Understanding

TESTS = Path(__file__).parents[2]
VERSE = (
    "Над степью ветер носит дым,\nи облако плывёт за ним,\n"
    "и тает, тает вдалеке,\nкак соль на высохшей реке.\n"
)
#: Far from what these texts take (some seconds, half a GiB) and from what running away would.
SCRIPT = """
import resource, sys
sys.path[:0] = {paths!r}
resource.setrlimit(resource.RLIMIT_CPU, (240, 240))
from flowing import flowing
from pipeline.settings import single_threaded
single_threaded()
from nlp.understanding import load
understanding = load()
for text in {texts}:
    understanding.understand(flowing(text))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
ENDLESS = """(
    "\\n".join(f"Иванов Иван {day}-й Петрович, {day % 28 + 1}.03.2015" for day in range(2000)),
    "постановил: " * 2000,
    "вх. № " * 3000,
    "мать " * 4000,
    "- " * 10000,
    "\\t" * 30000,
    "дата\\tсрок\\tкто\\n" * 1000,
    "Она вышла на крыльцо и долго смотрела, как темнеет дорога. " * 350,
)"""


@pytest.fixture(scope="module")
def understanding(russian: Russian) -> Understanding:
    return Understanding(russian, Recogniser(russian.lexicon.kinds), Calibration.load())


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t \n" * 50,
        "_" * 500,
        VERSE,
        "The committee met on Monday and decided nothing. The child was not mentioned.",
        "Der Ausschuss hat am Montag getagt. Über das Kind wurde nicht gesprochen.",
        "\ufeff\u200b\u00ad",
    ],
    ids=["empty", "blank", "rule", "verse", "english", "german", "invisible"],
)
def test_what_is_no_paper_is_of_no_kind_and_proposes_nothing(
    text: str, understanding: Understanding
) -> None:
    findings: Findings = understanding.understand(flowing(text))
    assert findings.kind.value == "other"
    assert not any(reading.best for reading in findings.fields)
    assert (findings.people, findings.signs) == ((), ())


def test_endless_repetitions_end_within_time_and_memory() -> None:
    script = SCRIPT.format(paths=[str(TESTS), str(TESTS.parent)], texts=ENDLESS)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < 1536
