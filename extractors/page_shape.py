"""How a page lies in its picture: sheet on a darker ground, quarter turns, skew.

All of it is measured on a small copy and joined into one projective map, so that the full
picture is resampled once, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.scan_types import Pixels

Matrix = NDArray[np.float64]

_MOST_SKEW = 8.0
_LEAST_SKEW = 0.12
_CLEARLY = 1.1  # a page with few lines is not turned for a trifle
_LEAST_INK, _MOST_INK = 200, 30_000
_LEAST_TO_TURN = 500  # a few letters under each other look like a line on its side
_GROUND_DARKNESS = 0.6
_SHEET_SHARE = 0.35
_RECTANGULAR = 0.93
_COARSE_SIDE = 300  # pixels: enough to see whether there is any ground
_BESIDE = 5  # pixels of the small copy from a side of the sheet to where light is compared
_LIGHTER, _MOSTLY = 1.15, 0.7


@dataclass(frozen=True, slots=True)
class Shape:
    """`matrix` maps pixels of the picture to pixels of the upright page; None: as it is."""

    matrix: Matrix | None
    width: int
    height: int
    rotation: float
    was_on_its_side: bool = False

    def apply(self, pixels: Pixels, scale: float = 1.0) -> Pixels:
        """The upright page, `scale` times as large; uncovered corners become paper."""
        size = (max(1, round(self.width * scale)), max(1, round(self.height * scale)))
        if self.matrix is None:
            if scale == 1.0:
                return pixels
            return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
        matrix = self.matrix
        if scale < 1.0:
            pixels = np.asarray(
                cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            )
            matrix = _scaled(scale) @ matrix @ _scaled(1 / scale)
        return np.asarray(
            cv2.warpPerspective(
                pixels,
                matrix,
                size,
                flags=cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_REPLICATE,
            )
        )


def as_it_lies(pixels: Pixels) -> Shape:
    return Shape(None, pixels.shape[1], pixels.shape[0], 0.0)


def find_shape(small: Pixels, width: int, height: int, colours: Pixels | None = None) -> Shape:
    """The shape of a page of `width` x `height` pixels, measured on its copy `small`.

    `colours` is the picture itself, where it has any.
    """
    scale = small.shape[1] / width
    matrix: Matrix = np.eye(3)
    rotation = 0.0
    sheet = find_sheet(small, colours)
    if sheet is not None:
        matrix, size = _flatten(sheet)
        rotation = _lean(sheet)
        small = np.asarray(cv2.warpPerspective(small, matrix, size))
        width, height = round(size[0] / scale), round(size[1] / scale)
    ink = ink_of(small)
    quarter, skew = find_turn(ink)
    if quarter:
        matrix = np.array([[0, -1, ink.shape[0] - 1], [1, 0, 0], [0, 0, 1]], float) @ matrix
        width, height = height, width
        rotation += 90
    if abs(skew) >= _LEAST_SKEW:
        matrix = _about_centre(skew, width * scale, height * scale) @ matrix
        rotation += skew
    if np.allclose(matrix, np.eye(3)):
        return Shape(None, width, height, 0.0)
    whole = _scaled(1 / scale) @ matrix @ _scaled(scale)
    return Shape(whole, width, height, round(rotation % 360, 2), quarter != 0)


def find_sheet(small: Pixels, colours: Pixels | None = None) -> NDArray[np.float32] | None:
    """The corners of a sheet that lies on a darker ground, clockwise from the upper left.

    `colours` is the picture that `small` was made of, where it has any: a hand's shadow makes
    paper as dark as the table, but not as brown.
    """
    coarse = small
    if colours is not None:
        step = max(1, min(colours.shape[:2]) // _COARSE_SIDE)
        coarse = colours[::step, ::step].max(axis=2)
    if not _has_dark_frame(np.asarray(cv2.GaussianBlur(coarse, (0, 0), 3), dtype=np.uint8)):
        return None
    if colours is not None:
        size = (small.shape[1], small.shape[0])
        colours = np.asarray(cv2.resize(colours, size, interpolation=cv2.INTER_AREA))
        small = colours.max(axis=2)  # of `small` coloured ink is faded, and a coloured table
    blurred = np.asarray(cv2.GaussianBlur(small, (0, 0), 3), dtype=np.uint8)
    best: NDArray[np.float32] | None = None
    best_area, most = _SHEET_SHARE * small.size, 0.99 * small.size
    for mask in _lighter_parts(blurred, colours):
        corners = _four_corners(mask)
        if corners is None or not best_area < cv2.contourArea(corners) < most:
            continue
        if _parts_light_from_dark(corners, blurred):
            best, best_area = corners, cv2.contourArea(corners)
    return None if best is None else _ordered(best)


def _lighter_parts(blurred: Pixels, colours: Pixels | None) -> Iterator[Pixels]:
    """What may be paper: brighter than the frame, or whiter."""
    otsu, _ = cv2.threshold(blurred, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    for level in (float(np.percentile(_frame(blurred), 75)) + 20, 0.6 * otsu, otsu):
        yield np.asarray(blurred > level, dtype=np.uint8)
    if colours is not None:
        soft = cv2.GaussianBlur(colours, (0, 0), 3)
        white = cv2.divide(soft.min(axis=2), np.maximum(soft.max(axis=2), 1), scale=255)
        yield np.asarray(cv2.threshold(white, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1])


def _four_corners(mask: Pixels) -> NDArray[np.float32] | None:
    """The corners of the largest part of the mask where that is four-cornered."""
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    outline = cv2.convexHull(max(contours, key=cv2.contourArea))
    corners = cv2.approxPolyDP(outline, 0.02 * cv2.arcLength(outline, True), True)
    fills = cv2.contourArea(outline) > _RECTANGULAR * cv2.contourArea(corners) > 0
    return corners.reshape(4, 2).astype(np.float32) if len(corners) == 4 and fills else None


def _parts_light_from_dark(corners: NDArray[np.float32], blurred: Pixels) -> bool:
    """Whether along every side it is lighter inside than outside, in light and in shadow.

    One side may lie beyond the picture.
    """
    height, width = blurred.shape
    beyond = 0
    for start, stop in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = (stop - start) / np.linalg.norm(stop - start)
        inwards = _BESIDE * np.array([-along[1], along[0]])
        if np.dot(inwards, corners.mean(axis=0) - start) < 0:
            inwards = -inwards
        points = start + np.linspace(0.05, 0.95, 50)[:, None] * (stop - start)
        inside, outside = (np.rint(points + inwards), np.rint(points - inwards))
        seen = ((outside >= 0) & (outside < (width, height))).all(axis=1)
        if seen.mean() < 0.5:
            beyond += 1
            continue
        (x, y), (far_x, far_y) = inside[seen].astype(int).T, outside[seen].astype(int).T
        x, y = x.clip(0, width - 1), y.clip(0, height - 1)
        lighter = blurred[y, x] > _LIGHTER * blurred[far_y, far_x]
        if lighter.mean() < _MOSTLY:
            return False
    return beyond <= 1


def ink_of(small: Pixels) -> Pixels:
    """1 where the small copy is darker than its surroundings, without large dark areas."""
    around = cv2.blur(small, (31, 31))
    return (small < around.astype(np.int16) - 18).astype(np.uint8)


def find_turn(ink: Pixels) -> tuple[int, float]:
    """Degrees to turn the page clockwise so that its lines are level: 0 or 90, and the skew.

    By projection profiles: rows of text alternate sharply with the white between them.
    """
    rows, columns = np.nonzero(ink)
    if rows.size < _LEAST_INK:
        return 0, 0.0
    step = rows.size // _MOST_INK + 1
    rows, columns = rows[::step], columns[::step]
    coarse = np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.5)
    level, level_score = _best_angle(rows, columns, coarse)
    # Turned by 90 degrees clockwise, columns become rows and rows run backwards.
    upright, upright_score = _best_angle(columns, -rows, coarse)
    on_its_side = rows.size >= _LEAST_TO_TURN and upright_score > 1.2 * level_score
    quarter, around = (90, upright) if on_its_side else (0, level)
    if quarter:
        rows, columns = columns, -rows
    fine, fine_score = _best_angle(rows, columns, np.arange(around - 0.5, around + 0.51, 0.05))
    _, straight_score = _best_angle(rows, columns, np.zeros(1))
    return quarter, -fine if fine_score > _CLEARLY * straight_score else 0.0


def _best_angle(
    rows: NDArray[np.int64], columns: NDArray[np.int64], angles: NDArray[np.float64]
) -> tuple[float, float]:
    """The angle whose profile alternates most sharply, and how sharply that is."""
    scores = []
    for angle in angles:
        level = rows - columns * np.tan(np.radians(angle))
        profile = np.bincount((level - level.min()).astype(np.int64))
        scores.append(float(np.square(np.diff(profile.astype(float))).sum()))
    best = int(np.argmax(scores))
    return float(angles[best]), scores[best]


def _has_dark_frame(blurred: Pixels) -> bool:
    """Whether at least three edges of the picture are much darker than its paper."""
    bright = float(np.percentile(blurred, 90))
    edges = (blurred[:3], blurred[-3:], blurred[:, :3], blurred[:, -3:])
    dark = sum(float(np.median(edge)) < _GROUND_DARKNESS * bright for edge in edges)
    return dark >= 3


def _frame(blurred: Pixels) -> Pixels:
    return np.concatenate(
        [blurred[:3].ravel(), blurred[-3:].ravel(), blurred[:, :3].ravel(), blurred[:, -3:].ravel()]
    )


def _ordered(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    sums, differences = corners.sum(axis=1), np.diff(corners, axis=1).ravel()
    picked = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return corners[picked]


def _flatten(sheet: NDArray[np.float32]) -> tuple[Matrix, tuple[int, int]]:
    """The map that makes the sheet a rectangle, and the rectangle's size."""
    upper_left, upper_right, lower_right, lower_left = sheet

    def longer(a: tuple[Matrix, Matrix], b: tuple[Matrix, Matrix]) -> int:
        return round(max(float(np.linalg.norm(p - q)) for p, q in (a, b)))

    width = longer((upper_left, upper_right), (lower_left, lower_right))
    height = longer((upper_left, lower_left), (upper_right, lower_right))
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(sheet, flat)), (width, height)


def _lean(sheet: NDArray[np.float32]) -> float:
    """How many degrees the upper edge of the sheet must be turned clockwise."""
    across, down = sheet[1] - sheet[0]
    return float(-np.degrees(np.arctan2(down, across)))


def _scaled(factor: float) -> Matrix:
    return np.diag([factor, factor, 1.0])


def _about_centre(clockwise: float, width: float, height: float) -> Matrix:
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -clockwise, 1.0)
    return np.vstack([turn, [0.0, 0.0, 1.0]])
