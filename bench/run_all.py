"""Every measuring script of this folder, one after the other; 1 where a figure falls short."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = ("startup.py", "understanding.py", "kill.py")


def main() -> int:
    short = 0
    for script in SCRIPTS:
        print(f"== bench/{script}", flush=True)
        short |= subprocess.run([sys.executable, str(HERE / script)], check=False).returncode
    return short


if __name__ == "__main__":
    sys.exit(main())
