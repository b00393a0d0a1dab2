"""Page pictures out of PDF pages, in the resolution the page was scanned in."""
from __future__ import annotations

import ctypes

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

MOST_DPI = 300.0
LEAST_DPI = 149.0  # a scan at 150 comes out as 149.99, and is rendered so, pixel for pixel
USUAL_DPI = 200.0
FILLS = 0.97
"""Share of the page from which a picture counts as filling it."""
MOST_PIXELS = 40_000_000
"""A4 at 300 dpi has 8.7 million pixels, A3 17.4; a gray page of this size takes 40 MB."""


def native(page: pypdfium2.PdfPage) -> tuple[float | None, bool]:
    """Resolution of the largest picture on the page as it is placed there (None without a picture), and whether that picture is
    a bilevel one that fills the page.

    Of a picture that fills the page it is the one at which the page comes out pixel for pixel.
    """
    best, bilevel, largest, (width, height) = None, False, 0.0, page.get_size()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        area = (right - left) * (top - bottom)
        across, down = ctypes.c_uint(), ctypes.c_uint()
        if area > largest and pdfium.FPDFImageObj_GetImagePixelSize(item.raw, ctypes.byref(across), ctypes.byref(down)):
            largest = area
            pixels, points = across.value * down.value, max(area, 1.0)
            best = (pixels / points) ** 0.5 * 72
            bilevel = area > FILLS * width * height and item.get_metadata().bits_per_pixel == 1
            if area > FILLS * width * height:
                best = next((72 * (side - 0.01) / width for side in (across.value, down.value)
                             if abs(72 * side / width - best) < 0.01 * best), best)
    return best, bilevel


def picture(page: pypdfium2.PdfPage, dpi: float | None = None, annotations: bool = False) -> tuple[np.ndarray, float]:
    """The page as displayed, uint8 [H, W] gray or [H, W, 3] RGB, and its dpi: `dpi`, else the picture's own within 150..300.

    A bilevel scan at its own resolution stays bilevel: nothing between its two values is made up.
    """
    own, bilevel = native(page)
    wanted = dpi or min(MOST_DPI, max(LEAST_DPI, own or USUAL_DPI))
    width, height = page.get_size()
    wanted = min(wanted, 72 * (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    exact = bilevel and abs(wanted - own) < 0.01 * own
    bitmap = page.render(scale=wanted / 72, no_smoothimage=exact, may_draw_forms=annotations, draw_annots=annotations, rev_byteorder=True)
    array = bitmap.to_numpy().copy()
    bitmap.close()
    return np.ascontiguousarray(array[:, :, :3]) if array.ndim == 3 else array, wanted
