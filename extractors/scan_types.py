"""Pictures in memory: 8-bit arrays, gray (rows, columns) or BGR (rows, columns, 3)."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint8]
