"""Page pictures out of PDF pages, in the resolution the page was scanned in."""
from __future__ import annotations

import ctypes

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.stages.read import images

MOST_DPI = 300.0
LEAST_DPI = 149.0  # a scan at 150 comes out as 149.99, and is rendered so, pixel for pixel
USUAL_DPI = 200.0
FILLS = 0.97
"""Share of the page from which a picture counts as filling it."""
BLACK = 60
"""Gray levels: a page is rendered black when nine tenths of it are darker."""
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
    array = np.ascontiguousarray(array[:, :, :3]) if array.ndim == 3 else array
    if np.percentile(array[::8, ::8], 90) < BLACK and (stored := _inks_as_stored(page, array.shape)) is not None:
        array = stored
    return array, wanted


def _inks_as_stored(page: pypdfium2.PdfPage, shape: tuple[int, ...]) -> np.ndarray | None:
    """The JPEG in four inks that fills a page, unpacked by itself to [H, W, 3] of a rendered page's `shape`; None where there is none.

    Adobe's programs store these inks inverted and say so in the JPEG (Adobe TN 5116, marker APP14); where the PDF does not say it too,
    by a Decode array, the page is rendered black.
    """
    width, height = page.get_size()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        fills = (right - left) * (top - bottom) > FILLS * width * height
        if fills and item.get_metadata().colorspace == pdfium.FPDF_COLORSPACE_DEVICECMYK and item.get_filters() == ["DCTDecode"]:
            _, picture, _ = next(images.pictures(bytes(item.get_data())))
            if isinstance(picture, np.ndarray):
                return cv2.resize(np.rot90(picture, -page.get_rotation() // 90), shape[1::-1], interpolation=cv2.INTER_AREA)
    return None
