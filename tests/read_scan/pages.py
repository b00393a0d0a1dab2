"""Page pictures drawn for the tests, with a serif font that has the Vietnamese letters."""
from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

DPI = 200
PLACES = ("samples/fonts", "/usr/share/fonts")
NAMES = ("Tinos-Regular.ttf", "DejaVuSerif.ttf", "DejaVuSans.ttf", "FreeSerif.ttf")

LINES = (
    "Phấn đấu đến năm 2024 giảm tỷ lệ hộ nghèo xuống còn 7,35%;",
    "tổ chức 12 lớp tập huấn cho 1.460 lượt cán bộ cấp xã.",
    "Căn cứ Quyết định số 318/QĐ-UBND ngày 14/3/2022 của tỉnh,",
    "bố trí 25.700 triệu đồng từ nguồn ngân sách địa phương.",
)


@functools.lru_cache(maxsize=1)
def font_path() -> Path | None:
    root = Path(__file__).resolve().parents[2]
    for place in PLACES:
        for name in NAMES:
            found = sorted((root / place).rglob(name))
            if found:
                return found[0]
    return None


def drawn(lines: tuple[str, ...] = LINES, *, width: int = 1654, height: int = 1169, points: float = 13) -> np.ndarray:
    """A white uint8 gray page [height, width] at 200 dpi with the lines in its upper part; skips where no font is found."""
    path = font_path()
    if path is None:
        pytest.skip("no font with Vietnamese letters found: " + ", ".join(NAMES))
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(path), round(points * DPI / 72))
    for at, line in enumerate(lines):
        pen.text((170, 160 + at * round(points * DPI / 72 * 1.5)), line, font=font, fill=0)
    return np.asarray(page).copy()
