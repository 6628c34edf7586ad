"""One worker process: `python -m pipeline.worker`, told by its standard input what to do.

It claims papers from the store one by one until none waits. It may be killed at any moment;
what it held then is given back by whoever watches over it (pipeline.engine).
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from casework.form_spec import Region
from casework.forms import load_region
from extractors.limits import Limits
from nlp.lexicon.files import LexiconError, LexiconFiles
from pipeline.lazy import load
from pipeline.process import Explains, Stages, Understands, process
from pipeline.settings import SettingsError, single_threaded
from pipeline.term_files import with_office_terms
from storage.store import Store
from storage.work import Claim

_PR_SET_PDEATHSIG = 1
#: What reads words alone, without models.
WORDS = "nlp.lexicon.words:Lexicon.load"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the stages are found: `module:attribute`, resolved in the worker only."""

    identify: str = "ingest.identify:identify"
    reader: str = "extractors.reader:Reader"
    understanding: str = "nlp.understanding:load"
    explaining: str = "nlp.explain:load"

    def stages(
        self, limits: Limits, share: Callable[[], int], lexicon: Path | None = None
    ) -> Stages:
        """Load everything that reading and understanding need; takes a second or two.

        `share` tells in how many processes a paper may be read at the moment, `lexicon` is the
        folder of the office's own words.
        """
        reader = load(self.reader)(limits, share)
        understanding = self.load_understanding(lexicon)
        return Stages(load(self.identify), reader, understanding, limits.nesting)

    def load_understanding(self, lexicon: Path | None = None) -> Understands:
        """The language models alone, for one thread of arithmetic; raises SettingsError."""
        understanding: Understands = _with_words(self.understanding, lexicon)
        return understanding

    def load_explaining(self, lexicon: Path | None = None) -> Explains:
        """The same models, to tell why they understand as they do; raises SettingsError."""
        explaining: Explains = _with_words(self.explaining, lexicon)
        return explaining


def check_words(lexicon: Path) -> tuple[str, ...]:
    """The names of an office's lexicon files; SettingsError where one can't be used.

    Without such files nothing is loaded for it.
    """
    try:
        if found := tuple(LexiconFiles(lexicon).found()):
            load(WORDS)(lexicon)
    except LexiconError as error:
        raise SettingsError(str(error)) from error
    return found


def _with_words(port: str, lexicon: Path | None) -> Any:
    """What the port loads with an office's words; SettingsError where they can't be used."""
    single_threaded()
    try:
        return load(port)(lexicon)
    except LexiconError as error:
        raise SettingsError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is told. `parent` is the process whose death it does not outlive.

    `jobs` is how many processes may read at once, those of the other workers counted in.
    """

    name: str
    parent: int
    data: str
    database_url: str | None
    region: str
    regions: str
    lexicon: str
    jobs: int
    limits: Limits
    ports: Ports


def main() -> None:
    """Work off the queue; a failure to start ends in a traceback and a status that is not 0."""
    logging.basicConfig(format="%(asctime)s %(message)s")
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    die_with(order.parent)
    store = Store.open(Path(order.data), order.database_url)
    stages = order.ports.stages(
        order.limits,
        share=lambda: order.jobs // max(1, store.in_process()),
        lexicon=Path(order.lexicon),
    )
    region = with_office_terms(load_region(order.region, Path(order.regions)), Path(order.data))
    while claim := store.claim(order.name):
        attempt(claim, stages, store, region)


def die_with(parent: int) -> None:
    """Ask the kernel (Linux) to kill this process when `parent` is gone."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the parent is gone")


def attempt(claim: Claim, stages: Stages, store: Store, region: Region) -> None:
    """Process one paper; whatever breaks, breaks for this paper alone."""
    try:
        process(claim, stages, store, region)
    except Exception as error:
        where = _whereabouts(error)
        log.error("document %s: %s", claim.document_id, where)
        store.fail(claim, f"сбой программы: {where}")


def _whereabouts(error: Exception) -> str:
    """The kind of an error and its place in the program; its text might quote the paper."""
    frames = traceback.extract_tb(error.__traceback__)
    trail = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[:-4:-1])
    return f"{type(error).__name__} at {trail}"


if __name__ == "__main__":
    main()
