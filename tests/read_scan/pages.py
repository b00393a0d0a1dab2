"""Page pictures drawn for the tests, in the serif font that the samples are set in."""
from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

DPI = 200
FONT = Path(__file__).resolve().parents[2] / "samples" / "fonts" / "Tinos-Regular.ttf"

LINES = (
    "Phấn đấu đến năm 2024 giảm tỷ lệ hộ nghèo xuống còn 7,35%;",
    "tổ chức 12 lớp tập huấn cho 1.460 lượt cán bộ cấp xã.",
    "Căn cứ Quyết định số 318/QĐ-UBND ngày 14/3/2022 của tỉnh,",
    "bố trí 25.700 triệu đồng từ nguồn ngân sách địa phương.",
)


def drawn(lines: tuple[str, ...] = LINES, *, width: int = 1654, height: int = 1169, points: float = 13) -> np.ndarray:
    """A white uint8 gray page [height, width] at 200 dpi with the lines in its upper part."""
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), round(points * DPI / 72))
    for at, line in enumerate(lines):
        pen.text((170, 160 + at * round(points * DPI / 72 * 1.5)), line, font=font, fill=0)
    return np.asarray(page).copy()
