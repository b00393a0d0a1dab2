"""The text layer of a PDF page: characters with boxes from pypdfium2, grouped into words.

PDFium tells glyph positions exactly (also for producers that place every glyph by itself) but puts U+FFFE where a line
ends in a hyphen and adds spaces by its own judgement: what counts as a word break is decided here, from the boxes.
"""
from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as pdfium

from pipeline.stages.read.tokens import Token

WORD_GAP = 0.18
"""A white gap of this share of the font size ends a word where the page has no space character."""
FALSE_GAP = 0.06
"""A space that PDFium added of its own is not believed where the glyphs are nearer than this share of the font size."""
_HYPHENS = {0xFFFE: "-", 0x00AD: "-", 0x0002: "-"}
_SPACES = frozenset(" \r\n\t\f\v\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\u0000")
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
_INVISIBLE = 3
_FILL_AND_STROKE = 2
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page's own coordinates become points on the upright page: crop box (left, bottom, right, top) and clockwise turn."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def width(self) -> float:
        return self.right - self.left if self.turn % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turn % 180 == 0 else self.right - self.left

    def turned(self, more: int) -> Frame:
        return Frame(self.left, self.bottom, self.right, self.top, (self.turn + more) % 360)

    def point(self, x, y):
        """Upright (x, y downwards) of a point of the page; works on numbers and on arrays."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def boxes(self, raw: np.ndarray) -> np.ndarray:
        """(n, 4) boxes left, top, right, bottom of the page -> x0, top, x1, bottom upright."""
        xa, ya = self.point(raw[:, 0], raw[:, 1])
        xb, yb = self.point(raw[:, 2], raw[:, 3])
        return np.column_stack((np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb)))


@dataclass(frozen=True, slots=True)
class Glyphs:
    """All characters of a page: `codes` Unicode code points, `raw` boxes (left, top, right, bottom) in page coordinates."""

    page: object
    codes: np.ndarray
    raw: np.ndarray

    @property
    def count(self) -> int:
        return len(self.codes)


def glyphs(text_page) -> Glyphs:
    """Characters of a pypdfium2 text page, in the order of PDFium."""
    handle = text_page.raw
    count = max(0, pdfium.FPDFText_CountChars(handle))
    rect = pdfium.FS_RECTF()
    where = ctypes.byref(rect)
    box, code = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetUnicode
    codes, flat = [], []
    for i in range(count):
        codes.append(code(handle, i))
        box(handle, i, where)
        flat.append((rect.left, rect.top, rect.right, rect.bottom))
    return Glyphs(text_page, np.array(codes, dtype=np.int64), np.array(flat, dtype=np.float64).reshape(count, 4))


def reading_turn(found: Glyphs) -> int:
    """How far the page must turn clockwise (0, 90, 180, 270) for most of its letters to stand upright."""
    if not found.count:
        return 0
    votes = {0: 0, 90: 0, 180: 0, 270: 0}
    inked = np.flatnonzero(found.raw[:, 0] != found.raw[:, 2])
    for i in inked[:: max(1, len(inked) // 60)]:
        angle = np.degrees(pdfium.FPDFText_GetCharAngle(found.page.raw, int(i)))
        votes[int(round(angle / 90.0)) * 90 % 360] += 1
    return max(votes, key=lambda turn: (votes[turn], -turn))


def words(found: Glyphs, frame: Frame) -> list[Token]:
    """The page's words in PDFium's order, NFC, with boxes on the upright page of `frame`."""
    if not found.count:
        return []
    boxes = frame.boxes(found.raw)
    chars = [_HYPHENS.get(int(c)) or (chr(c) if c <= 0x10FFFF else "\ufffd") for c in found.codes]
    space = np.fromiter((c in _SPACES for c in chars), bool, found.count)
    solid = np.flatnonzero(~space)
    if not len(solid):
        return []
    fonts = _Fonts(found.page.raw)
    result = []
    for run in _runs(found, boxes, solid):
        text = unicodedata.normalize("NFC", "".join(chars[i] for i in run if chars[i] not in _DROPPED))
        if text:
            result.append(_token(text, boxes[run], int(run[0]), fonts, frame))
    return result


def _runs(found: Glyphs, boxes: np.ndarray, solid: np.ndarray) -> list[np.ndarray]:
    """Indices of the solid characters, cut where a word ends."""
    before, after = boxes[solid[:-1]], boxes[solid[1:]]
    height = np.maximum(before[:, 3] - before[:, 1], 1.0)
    em = height / 1.15
    gap = after[:, 0] - before[:, 2]
    shift = np.abs((after[:, 1] + after[:, 3]) - (before[:, 1] + before[:, 3])) / 2
    apart = np.diff(solid) > 1
    cut = (gap > WORD_GAP * em) | (gap < -1.5 * em) | (shift > 0.6 * em)
    for i in np.flatnonzero(apart & ~cut):
        between = range(solid[i] + 1, solid[i + 1])
        added = all(pdfium.FPDFText_IsGenerated(found.page.raw, j) == 1 for j in between)
        cut[i] = not added or gap[i] > FALSE_GAP * em[i]
    return np.split(solid, np.flatnonzero(cut) + 1)


def _token(text: str, boxes: np.ndarray, first: int, fonts: _Fonts, frame: Frame) -> Token:
    x0, top = boxes[:, :2].min(axis=0)
    x1, bottom = boxes[:, 2:].max(axis=0)
    size, bold, hidden, origin = fonts.of(first)
    baseline = frame.point(*origin)[1] if origin else bottom
    return Token(text, float(x0), float(top), float(x1), float(bottom), float(baseline), size or float(bottom - top), bold, hidden=hidden)


class _Fonts:
    """Size, weight, visibility and origin of characters; what is known of a font is looked up once."""

    def __init__(self, handle):
        self.handle = handle
        self.bold: dict[int, bool] = {}
        self.x, self.y, self.matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
        self.to_origin = (ctypes.byref(self.x), ctypes.byref(self.y))
        self.to_matrix = ctypes.byref(self.matrix)

    def of(self, index: int) -> tuple[float, bool | None, bool, tuple[float, float] | None]:
        handle = self.handle
        size = pdfium.FPDFText_GetFontSize(handle, index)
        if pdfium.FPDFText_GetMatrix(handle, index, self.to_matrix):
            size *= (self.matrix.c**2 + self.matrix.d**2) ** 0.5
        origin = (self.x.value, self.y.value) if pdfium.FPDFText_GetCharOrigin(handle, index, *self.to_origin) else None
        item = pdfium.FPDFText_GetTextObject(handle, index)
        if not item:
            return round(size, 2), None, False, origin
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        bold = mode == _FILL_AND_STROKE or self._is_bold(pdfium.FPDFTextObj_GetFont(item))
        return round(size, 2), bold, mode == _INVISIBLE, origin

    def _is_bold(self, font) -> bool:
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self.bold:
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, 256)
            flags, weight = pdfium.FPDFFont_GetFlags(font), pdfium.FPDFFont_GetWeight(font)
            plain = name.value.decode("latin-1").lower()
            self.bold[key] = "bold" in plain or "black" in plain or bool(flags > 0 and flags & _FORCE_BOLD) or weight >= _BOLD_WEIGHT + 100
        return self.bold[key]
