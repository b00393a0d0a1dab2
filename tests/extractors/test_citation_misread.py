"""Codes whose letters a page reader garbled: what can be told, and what stays as it was read."""
import pytest

from extractors import citations
from extractors.citations.misread import garbled
from extractors.context import Context
from pipeline.model.document import Document, Line, Page, Word
from pipeline.stages.structure import build


@pytest.mark.parametrize(("text", "codes"), [
    ("theo Quyết định số 412 .1- T8 ngày 05/6/2014 của Thủ tướng Chính phủ về", ["412/QĐ-TTg"]),
    ("theo Quyết định số 412/QĐ-Tĩq của Thủ tướng Chính phủ", ["412/QĐ-TTg"]),
    ("Chỉ thị số 07/CT-T Eø ngày 6 tháng 01 năm 2019 của Thủ tướng Chính phủ", ["07/CT-TTg"]),
    ("QĐ số 22:2014/QĐ-179 của Thủ tướng Chính phủ", ["22/2014/QĐ-TTg"]),
    ("theo Quyết định số 412 QĐ-TTg của Thủ tướng Chính phủ", ["412/QĐ-TTg"]),
    ("theo Quyết định số 412/QĐ-TTg ngày 05/6/2014 của Thủ tướng Chính phủ", []),
    ("Thông tư số 15/2014/TT-BXD của Bộ Xây dựng; Nghị quyết số 26-NQ/TW", []),
    ("Kế hoạch số 12 năm 2020 của Ủy ban nhân dân tỉnh", []),
    ("Quyết định số 12 của Thủ tướng Chính phủ; Chương trình số 7", []),
    ("Nghị quyết số 3 về giảm nghèo", []),
    ("Công văn số 61/VP-KGVX ngày 28/02/2018 của Ủy ban nhân dân tỉnh", []),
    ("Kế hoạch số 61/KH-BCHPCTT ngày 28/02/2018 của Ủy ban nhân dân tỉnh", []),
])
def test_letters_are_told_by_kind_and_issuer_alone(text: str, codes: list[str]):
    assert [found.code for found in garbled(text)] == codes


@pytest.mark.parametrize(("confidence", "codes"), [(0.9, ["318/QĐ-TTg"]), (None, ["318/QĐ"])])
def test_a_speck_behind_a_hyphen_is_no_mark(confidence: float | None, codes: list[str]):
    line = Line(tuple(Word(word, confidence=confidence) for word in "theo Quyết định số 318/QĐ-: TTg ngày 02/4/2010".split()))
    layout = build(Document("0" * 16, "text/plain", (Page(1, None, None, (line,), source="text"),)))
    assert [found.code for found in citations.extract(layout, Context())] == codes
