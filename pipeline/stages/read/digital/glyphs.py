"""The text layer of a PDF page: characters with boxes from pypdfium2, grouped into words.

PDFium tells glyph positions exactly (also for producers that place every glyph by itself) but puts U+FFFE where a line
ends in a hyphen and adds spaces by its own judgement: what counts as a word break is decided here, from the boxes.
"""
from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as pdfium
import regex

from pipeline.stages.read.tokens import Token

WORD_GAP = 0.18
"""A white gap of this share of the font size ends a word where the page has no space character."""
FALSE_GAP = 0.06
"""A space that PDFium added of its own is not believed where the glyphs are nearer than this share of the font size."""
SMALL_RAISED = 0.8
RAISED = 0.15
"""A figure of less than the first share of the height before it, its foot higher by the second, is raised."""
_LENGTH = regex.compile(r"(?:^|[^\p{L}])[cdkmh]?m$")
_SPACES = np.array([ord(c) for c in " \r\n\t\f\v\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\u0000"])
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
    rects = (pdfium.FS_RECTF * count)()
    first, step = ctypes.addressof(rects), ctypes.sizeof(pdfium.FS_RECTF)
    address = ctypes.cast(handle, ctypes.c_void_p).value
    for i in range(count):
        _BOX(address, i, first + i * step)
    raw = np.frombuffer(rects, dtype=np.float32).reshape(count, 4).astype(np.float64)
    return Glyphs(text_page, _codes(address, handle, count), raw)


def _codes(address: int, handle, count: int) -> np.ndarray:
    """Code points of the characters: in one go where the page's text has one UTF-16 unit for each, else one by one."""
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(handle, 0, count, units) == count + 1:
        codes = np.frombuffer(units, dtype=np.uint16)[:count].astype(np.int64)
        if not ((codes >= 0xD800) & (codes < 0xE000) | (codes == 0)).any():
            return codes
    return np.array([_CODE(address, i) for i in range(count)], dtype=np.int64)


def reading_turn(found: Glyphs, turn: int = 0) -> int:
    """How far a page turned by `turn` must turn on, clockwise (0, 90, 180, 270), for most of its letters to stand upright."""
    if not found.count:
        return 0
    votes = {0: 0, 90: 0, 180: 0, 270: 0}
    inked = np.flatnonzero(found.raw[:, 0] != found.raw[:, 2])
    for i in inked[:: max(1, len(inked) // 60)]:
        angle = np.degrees(pdfium.FPDFText_GetCharAngle(found.page.raw, int(i)))
        votes[(-int(round(angle / 90.0)) * 90 - turn) % 360] += 1
    return max(votes, key=lambda turn: (votes[turn], -turn))


def words(found: Glyphs, frame: Frame, only: np.ndarray | None = None) -> list[Token]:
    """The page's words in PDFium's order, spelt as in the file, with boxes on the upright page of `frame`; of the characters
    `only` (a mask) where given."""
    if not found.count:
        return []
    boxes = frame.boxes(found.raw)
    space = np.isin(found.codes, _SPACES)
    solid = np.flatnonzero(~space if only is None else ~space & only)
    if not len(solid):
        return []
    fonts = _Fonts(found.page.raw, frame)
    notes = _notes(found.codes[solid], boxes[solid[:-1]], boxes[solid[1:]])
    starts = _starts(found, boxes, solid, notes)
    low, high = np.minimum.reduceat(boxes[solid, :2], starts), np.maximum.reduceat(boxes[solid, 2:], starts)
    text = "".join(map(chr, np.where(found.codes[solid] > 0x10FFFF, 0xFFFD, found.codes[solid]).tolist()))
    bounds = [*starts.tolist(), len(solid)]
    firsts = solid[starts].tolist()
    tokens = [
        _token(text[a:b], first, *corner, *far, fonts)
        for a, b, first, corner, far in zip(bounds, bounds[1:], firsts, low.round(2).tolist(), high.round(2).tolist(), strict=False)
    ]
    for at in np.searchsorted(starts, np.flatnonzero(notes) + 1).tolist():
        tokens[at].baseline = tokens[at - 1].baseline
    return tokens


def _starts(found: Glyphs, boxes: np.ndarray, solid: np.ndarray, notes: np.ndarray) -> np.ndarray:
    """Positions in `solid` (indices of all characters that are no space) at which a word begins; `notes`: after which of them one must."""
    before, after = boxes[solid[:-1]], boxes[solid[1:]]
    em, larger = (np.maximum(side[:, 3] - side[:, 1], 1.0) / 1.15 for side in (before, after))
    gap = after[:, 0] - before[:, 2]
    shift = np.abs((after[:, 1] + after[:, 3]) - (before[:, 1] + before[:, 3])) / 2
    apart = np.diff(solid) > 1
    cut = (gap > WORD_GAP * em) | (gap < -1.5 * em) | (shift > 0.6 * np.maximum(em, larger)) | notes
    for i in np.flatnonzero(apart & ~cut).tolist():
        between = range(int(solid[i]) + 1, int(solid[i + 1]))
        added = all(pdfium.FPDFText_IsGenerated(found.page.raw, j) == 1 for j in between)
        cut[i] = not added or gap[i] > FALSE_GAP * em[i]
    return np.concatenate(([0], np.flatnonzero(cut) + 1))


def _notes(codes: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Where a raised small figure follows a word or a figure: the mark of a footnote (`2003` with `18` raised). Not after a unit of length,
    where it is a power (km²). Boxes of the characters before and after each place."""
    height = before[:, 3] - before[:, 1]
    raised = ((after[:, 3] - after[:, 1] < SMALL_RAISED * height) & (before[:, 3] - after[:, 3] > RAISED * height)
              & (codes[1:] >= ord("0")) & (codes[1:] <= ord("9")))
    for i in np.flatnonzero(raised).tolist():
        word = "".join(map(chr, codes[max(0, i - 2) : i + 1].tolist()))
        raised[i] = word[-1].isalnum() and not _LENGTH.search(word)
    return raised


def _token(text: str, first: int, x0: float, top: float, x1: float, bottom: float, fonts: _Fonts) -> Token:
    size, bold, hidden, name, baseline = fonts.of(first)
    return Token(text, x0, top, x1, bottom, bottom if baseline is None else baseline, size or bottom - top, bold, hidden=hidden, font=name)


_Look = tuple[float, bool | None, bool, str | None, float | None]
"""Size in points, bold, drawn invisibly, font name, baseline on the upright page."""


class _Fonts:
    """How characters look; what is known of a text object (one line at most) or of a font is asked once."""

    def __init__(self, handle, frame: Frame):
        self.handle, self.frame = handle, frame
        self.address = ctypes.cast(handle, ctypes.c_void_p).value
        self.fonts: dict[int, tuple[bool, str]] = {}
        self.objects: dict[int, _Look] = {}
        self.matrix, self.origin = (ctypes.c_float * 6)(), (ctypes.c_double * 2)()
        self.at = ctypes.addressof(self.matrix), ctypes.addressof(self.origin), ctypes.addressof(self.origin) + 8

    def of(self, index: int) -> _Look:
        item = _OBJECT(self.address, index)
        found = self.objects.get(item)
        if found is None:
            found = self._look(index, item)
            if item:
                self.objects[item] = found
        return found

    def _look(self, index: int, item: int | None) -> _Look:
        size = _SIZE(self.address, index)
        if _MATRIX(self.address, index, self.at[0]):
            _, _, c, d, _, _ = self.matrix
            size *= (c * c + d * d) ** 0.5
        placed = _ORIGIN(self.address, index, self.at[1], self.at[2])
        baseline = round(self.frame.point(*self.origin)[1], 2) if placed else None
        if not item:
            return round(size, 2), None, False, None, baseline
        mode, font = _RENDER_MODE(item), _FONT(item) or 0
        bold, name = self.fonts.get(font) or self._font(font)
        return round(size, 2), bold or mode == _FILL_AND_STROKE, mode == _INVISIBLE, name, baseline

    def _font(self, key: int) -> tuple[bool, str]:
        font, buffer = ctypes.cast(key, pdfium.FPDF_FONT), ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        flags, weight = pdfium.FPDFFont_GetFlags(font), pdfium.FPDFFont_GetWeight(font)
        name = buffer.value.decode("latin-1")
        heavy = any(word in name.lower() for word in ("bold", "black", "heavy"))
        self.fonts[key] = heavy or bool(flags > 0 and flags & _FORCE_BOLD) or weight > _BOLD_WEIGHT, name
        return self.fonts[key]


def plain(function, *arguments, result=ctypes.c_void_p):
    """The same function of PDFium with pointers as plain addresses: some calls are made for every character or word."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value)


_BOX = plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, result=ctypes.c_int)
_CODE = plain(pdfium.FPDFText_GetUnicode, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_uint)
_OBJECT = plain(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int)
_RENDER_MODE = plain(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_void_p, result=ctypes.c_int)
_FONT = plain(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)
_SIZE = plain(pdfium.FPDFText_GetFontSize, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_double)
_MATRIX = plain(pdfium.FPDFText_GetMatrix, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, result=ctypes.c_int)
_ORIGIN = plain(pdfium.FPDFText_GetCharOrigin, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, result=ctypes.c_int)
