"""Words that stand on a page as annotations: numbers and dates stamped on, form fields, visible signatures.

PDFium leaves annotations out of the text page. So they are drawn into a second, throw-away copy of the page, and what that
copy has more than the page itself is theirs.
"""
from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.stages.read.digital import glyphs
from pipeline.stages.read.digital.glyphs import Frame, Glyphs
from pipeline.stages.read.tokens import Token

SIGNATURE = "signature"
ANNOTATION = "annotation"
_KINDS = {pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET}
_UNSEEN = 2 | 32
"""Annotation flags Hidden and NoView (ISO 32000-1, table 165)."""


@dataclass(frozen=True, slots=True)
class _Annotation:
    index: int
    rect: tuple[float, float, float, float]
    signature: bool


def tokens(page: pypdfium2.PdfPage, copy: pypdfium2.PdfDocument, index: int, own: Glyphs, frame: Frame) -> list[Token]:
    """Words of the page's annotations, marked `signature` or `annotation`; those annotations are taken off `page`,
    so that a picture of it does not show them a second time.

    `copy` is the same document opened once more (with forms), `own` the page's own characters.
    """
    found = _annotations(page, copy)
    if not found:
        return []
    drawn = copy[index]
    if pdfium.FPDFPage_Flatten(drawn.raw, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return []
    every = glyphs.glyphs(copy[index].get_textpage())
    added = _added(every, own)
    result, done = [], []
    for annotation in found:
        x0, y0, x1, y1 = annotation.rect
        x, y = (every.raw[:, 0] + every.raw[:, 2]) / 2, (every.raw[:, 1] + every.raw[:, 3]) / 2
        mine = added & (x >= x0 - 1) & (x <= x1 + 1) & (y >= y0 - 1) & (y <= y1 + 1)
        added &= ~mine
        words = glyphs.words(every, frame, mine)
        for word in words:
            word.mark = SIGNATURE if annotation.signature else ANNOTATION
        result.extend(words)
        if words:
            done.append(annotation.index)
    for i in sorted(done, reverse=True):
        pdfium.FPDFPage_RemoveAnnot(page.raw, i)
    return result


def _annotations(page: pypdfium2.PdfPage, copy: pypdfium2.PdfDocument) -> list[_Annotation]:
    found = []
    for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        handle = pdfium.FPDFPage_GetAnnot(page.raw, i)
        kind = pdfium.FPDFAnnot_GetSubtype(handle)
        rect = pdfium.FS_RECTF()
        shown = not pdfium.FPDFAnnot_GetFlags(handle) & _UNSEEN
        if kind in _KINDS and shown and pdfium.FPDFAnnot_GetRect(handle, ctypes.byref(rect)):
            signature = kind == pdfium.FPDF_ANNOT_WIDGET and copy.formenv is not None and _is_signature(copy, handle)
            corners = (min(rect.left, rect.right), min(rect.bottom, rect.top), max(rect.left, rect.right), max(rect.bottom, rect.top))
            found.append(_Annotation(i, corners, signature))
        pdfium.FPDFPage_CloseAnnot(handle)
    return found


def _is_signature(copy: pypdfium2.PdfDocument, handle) -> bool:
    kind = pdfium.FPDFAnnot_GetFormFieldType(copy.formenv.raw, handle)
    return kind == pdfium.FPDF_FORMFIELD_SIGNATURE


def _added(every: Glyphs, own: Glyphs) -> np.ndarray:
    """Which characters of `every` are not among `own`: True for each one more of the same character at the same place."""
    known = Counter(_places(own))
    added = np.zeros(every.count, bool)
    for i, place in enumerate(_places(every)):
        if known[place] > 0:
            known[place] -= 1
        else:
            added[i] = True
    return added


def _places(found: Glyphs) -> list[tuple]:
    return [(code, *place) for code, place in zip(found.codes.tolist(), np.rint(found.raw[:, :2] * 2).tolist(), strict=True)]
