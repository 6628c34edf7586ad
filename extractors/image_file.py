"""Images: JPEG, PNG, BMP, WebP, HEIC, TIFF with several pages."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, PngImagePlugin, UnidentifiedImageError
from PIL import ImageFile as PillowFile

from extractors.look_again import look_again
from extractors.protocol import Bench, PageQuestions, PageReading
from extractors.scan import read_picture
from extractors.scan_types import Pixels
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode

_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP", "HEIF")
#: Of the others one picture is the paper; a JPEG of a telephone often carries a second, dim one.
_OF_PAGES, _WITH_COMPANIONS = "TIFF", "MPO"
_A4_INCHES = 11.69
_PLAUSIBLE_DPI = (100, 600)
_ENOUGH_DPI = 300
_NEARLY = 0.9  # not worth resampling
_TEXT_CHUNKS = 1 << 20


class ImageFile:
    """Pages by Pillow: decoded here, so that Tesseract never sees the file itself."""

    def __init__(self, path: Path, bench: Bench) -> None:
        # Pillow's own guard is a warning that depends on a global; ours is a limit.
        Image.MAX_IMAGE_PIXELS = None
        PngImagePlugin.MAX_TEXT_CHUNK = _TEXT_CHUNKS
        if _is_heif(path):
            import_module("pi_heif").register_heif_opener(
                thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
            )
        self._bench = bench
        try:
            self._image = Image.open(path, formats=_FORMATS)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise Refused(RefusalCode.CORRUPT_IMAGE) from error
        self._check_size()
        self.page_count, warnings = self._frames()
        if self.page_count > bench.limits.pages:
            raise Refused(RefusalCode.TOO_MANY_PAGES)
        self.warnings: tuple[ReadingWarning, ...] = tuple(map(ReadingWarning, warnings))

    def read_page(self, number: int) -> PageReading:
        pixels, dpi, warnings = self._picture(number)
        return read_picture(pixels, dpi, number, self._bench, tuple(warnings))

    def look_again(self, asked: PageQuestions) -> tuple[tuple[str, ...], ...]:
        pixels, dpi, _ = self._picture(asked.number)
        return look_again(pixels, dpi, asked, self._bench)

    def _picture(self, number: int) -> tuple[Pixels, int, list[WarningCode]]:
        """The page's picture with its dots per inch, and what is to be said of it."""
        if self._image.format == _OF_PAGES:
            self._image.seek(number - 1)
        self._check_size()
        warnings = self._load()
        image = ImageOps.exif_transpose(self._image)
        dpi = guess_dpi(image)
        scale = min(1.0, _ENOUGH_DPI / dpi)
        width, height = image.size
        most = self._bench.limits.page_pixels
        if width * height * scale**2 > most:
            scale = (most / (width * height)) ** 0.5
            warnings.append(WarningCode.PAGE_DOWNSCALED)
        return _pixels(_shrunk(image, scale)), max(1, round(dpi * scale)), warnings

    def _check_size(self) -> None:
        width, height = self._image.size
        if width * height > self._bench.limits.image_pixels:
            raise Refused(RefusalCode.IMAGE_TOO_LARGE)
        if min(width, height) < self._bench.limits.smallest_side:
            raise Refused(RefusalCode.IMAGE_TOO_SMALL)

    def _frames(self) -> tuple[int, list[WarningCode]]:
        """How many pages can be reached; a TIFF whose chain of pages is broken ends there."""
        if self._image.format != _OF_PAGES:
            several = getattr(self._image, "n_frames", 1) > 1
            told = several and self._image.format != _WITH_COMPANIONS
            return 1, [WarningCode.EXTRA_FRAMES] if told else []
        count = 0
        try:
            while count <= self._bench.limits.pages:
                self._image.seek(count)
                count += 1
        except EOFError:
            return count, []
        except (OSError, SyntaxError, ValueError, KeyError, TypeError):
            return max(1, count), [WarningCode.CORRUPT_IMAGE]
        return count, []

    def _load(self) -> list[WarningCode]:
        """Decode the frame; of a truncated one, what is there."""
        try:
            self._image.load()
        except (OSError, SyntaxError, EOFError):
            self._image.seek(self._image.tell())
            PillowFile.LOAD_TRUNCATED_IMAGES = True
            try:
                self._image.load()
            except (OSError, SyntaxError, EOFError, ValueError) as error:
                raise Refused(RefusalCode.CORRUPT_IMAGE) from error
            finally:
                PillowFile.LOAD_TRUNCATED_IMAGES = False
            return [WarningCode.IMAGE_TRUNCATED]
        return []


def _is_heif(path: Path) -> bool:
    """Whether the file is in boxes (ISO 14496-12): only then pi-heif is worth its loading."""
    with path.open("rb") as file:
        return file.read(8)[4:] == b"ftyp"


def guess_dpi(image: Image.Image) -> int:
    """The dots per inch that the file states, where believable, else those of an A4 page."""
    stated = image.info.get("dpi", (0, 0))[0]
    least, most = _PLAUSIBLE_DPI
    from_size = max(image.size) / _A4_INCHES
    believable = least <= stated <= most and 0.3 < from_size / stated < 3
    return round(stated) if believable else round(min(most, max(least, from_size)))


def _shrunk(image: Image.Image, scale: float) -> Image.Image:
    """Reading takes time by pixels and gains nothing above 300 dots per inch."""
    if scale > _NEARLY:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if image.mode in ("1", "P"):  # have no levels between which to mix
        image = image.convert("L" if image.mode == "1" else "RGBA")
    return image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)


def _pixels(image: Image.Image) -> Pixels:
    """Gray or BGR; what is transparent becomes white paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image.convert("RGBA"))
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"), dtype=np.uint8)
    if image.mode.startswith(("I", "F")):
        wide = np.asarray(image, dtype=np.float32)
        return (wide * (255.0 / max(1.0, float(wide.max())))).astype(np.uint8)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"), dtype=np.uint8)[..., ::-1])
