"""What a worker loads, and in which order."""

from __future__ import annotations

import subprocess
import sys

#: Arithmetic with as many threads as cores costs names three times the CPU time; numpy looks at
#: the environment when it is loaded and never again.
SCRIPT = """
import os, sys
from extractors.limits import Limits
from pipeline.lazy import load
from pipeline.worker import Ports
ports = Ports()
load(ports.identify), load(ports.reader)(Limits(), lambda: 1)
print("numpy" in sys.modules)
ports.load_understanding()
print("numpy" in sys.modules, os.environ["OMP_NUM_THREADS"], os.environ["OPENBLAS_NUM_THREADS"])
"""


def test_numpy_is_loaded_after_it_is_held_to_one_thread() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["False", "True 1 1"]
