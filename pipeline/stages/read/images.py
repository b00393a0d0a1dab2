"""Page images: PNG, JPEG, TIFF with one or many pages, of any depth."""
from __future__ import annotations

import io
import math
from collections.abc import Container, Iterator

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.model.errors import Unreadable

MOST_PIXELS = 150_000_000
"""A3 at 600 dpi has 70 million pixels. What claims more is refused before it is unpacked."""
MOST_DPI = 300.0
_A4_INCHES = 8.27 * 11.69
_LIKELY_DPI = (99.0, 1300.0)
_LIKELY_SIDES = (4.0, 24.0)
"""Inches: a page whose stated resolution makes it smaller or larger than this has a wrong one."""
_OBLONG = (1.5, 2.5)
"""A fax has pixels about twice as high as wide (ITU-T T.4: 204 by 98 to the inch); what states more than this has a wrong resolution."""
_MOST_FRAMES = 5000
Image.MAX_IMAGE_PIXELS = None  # the limit above is checked first, with a message for people


def frame_count(data: bytes) -> int:
    """Pages of the image file. Raises Unreadable (damaged, too_large)."""
    with _opened(data) as image:
        return _frames(image)


def pictures(data: bytes, wanted: range | None = None,
             known: Container[int] = ()) -> Iterator[tuple[int, np.ndarray | Unreadable | None, float]]:
    """(page number, uint8 [H, W] gray or [H, W, 3] RGB, dpi) of each page, no finer than 300 dpi.

    A page that cannot be unpacked comes as the Unreadable that says why, a `known` one as None. Raises Unreadable for the whole file.
    """
    with _opened(data) as image:
        for number in range(1, _frames(image) + 1):
            if wanted is not None and number not in wanted:
                continue
            if number in known:
                yield number, None, 0.0
                continue
            try:
                image.seek(number - 1)
                yield number, *_page(image)
            except Unreadable as error:
                yield number, error, 0.0
            except (OSError, SyntaxError, ValueError, EOFError):
                yield number, Unreadable("page_damaged", "Trang ảnh này bị hỏng hoặc thiếu dữ liệu."), 0.0


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Unreadable("damaged", "Tệp ảnh bị hỏng: không mở được.") from None


def _frames(image: Image.Image) -> int:
    try:
        return min(_MOST_FRAMES, getattr(image, "n_frames", 1))
    except (OSError, SyntaxError, ValueError, EOFError):
        return 1


def _page(image: Image.Image) -> tuple[np.ndarray, float]:
    across, down = image.size
    if across * down > MOST_PIXELS:
        raise Unreadable("too_large", f"Trang ảnh quá lớn ({across} × {down} điểm ảnh; tối đa {MOST_PIXELS // 1_000_000} triệu).")
    image = _square(image)
    across, down = image.size
    dpi = resolution(across, down, image.info.get("dpi"))
    if image.format == "JPEG" and dpi > 2 * MOST_DPI:
        image.draft(None, (round(across * MOST_DPI / dpi), round(down * MOST_DPI / dpi)))
    upright = ImageOps.exif_transpose(_eight_bits(image))
    scale = MOST_DPI / dpi
    if scale < 0.95:
        dpi = MOST_DPI
        size = max(1, round(across * scale)), max(1, round(down * scale))
        upright = upright.convert("L") if upright.mode == "1" else upright
        upright = upright.resize(size if (upright.width >= upright.height) == (across >= down) else size[::-1], Image.Resampling.BOX)
    return np.ascontiguousarray(upright.convert("RGB" if upright.mode == "RGB" else "L")), dpi


def _square(image: Image.Image) -> Image.Image:
    """The picture with pixels as high as wide."""
    across, down = map(float, image.info.get("dpi") or (1, 1))
    finest, coarsest = max(across, down), min(across, down)
    if not (coarsest > 0 and _OBLONG[0] <= finest / coarsest <= _OBLONG[1]):
        return image
    size = round(image.width * finest / across), round(image.height * finest / down)
    if size[0] * size[1] > MOST_PIXELS:
        return image
    square = _eight_bits(image if image.mode != "1" else image.convert("L")).resize(size, Image.Resampling.BICUBIC)
    square.info["dpi"] = (finest, finest)
    return square


def _eight_bits(image: Image.Image) -> Image.Image:
    """Gray, black-and-white or RGB; what is transparent is paper."""
    if image.mode in ("1", "L", "RGB"):
        return image
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, dtype=np.float64)
        top = 65535.0 if values.max(initial=0.0) > 255 else 255.0
        return Image.fromarray(np.clip(values * (255.0 / top), 0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    return image.convert("RGB")


def resolution(across: int, down: int, stated: tuple[float, float] | None) -> float:
    """Dots per inch: as stated where that makes a page of likely size, else as if the page were A4."""
    if stated:
        dpi = math.sqrt(max(0.0, float(stated[0])) * max(0.0, float(stated[1])))
        if _LIKELY_DPI[0] <= dpi <= _LIKELY_DPI[1] and all(_LIKELY_SIDES[0] <= side / dpi <= _LIKELY_SIDES[1] for side in (across, down)):
            return dpi
    return math.sqrt(across * down / _A4_INCHES)
