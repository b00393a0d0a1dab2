"""The extractors of documents, headings, money and citations hold for any document: no failure, quotes that are in the
text, indices that exist."""
from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import citations, documents, headings, money
from extractors.context import Context
from pipeline.model.document import BBox, Document, Line, Page, Word
from pipeline.stages.structure import build

LINES = st.lists(st.sampled_from([
    "TỈNH HÀ GIANG", "TỈNH ỦY LAI CHÂU", "UBND", "SỞ", "SỞ Y TẾ -", "- SỞ NỘI VỤ", "HUYỆN", "PHÒNG NỘI VỤ - SỞ", "*",
    "Số:   /", "Số: 12-KH/TU", "Số: 3 KH-UBND", "sSóz?0/KH-SYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Sơn La, ngày #ð tháng 3 năm 2018", "ngày tháng năm", "KẾ HOẠCH", "KẾ HOẠCH LIÊN NGÀNH", "QUYẾT ĐỊNH:", "Về việc",
    "V/v xét", "(Ban hành kèm theo Quyết định của UBND)", "Căn cứ Luật", "I. MỤC TIÊU", "L CĂN CỨ PHÁP LÝ",
    "Phần A: Nội dung.", "Điều 1.", "a)", "1.1.a. Nội dung", "B. Hai", "i) Ba", "(1,5 tỷ đồng (2 tỷ đồng, 3 tỷ đồng)",
    "trong đó: 5 triệu đồng,", "Trong đó: 2 tỷ.", "Quyết định số 1/QĐÐ-TTq", "Nơi nhận:", "- Lưu: VT", "KT. CHỦ TỊCH",
    "VY. GIÁM ĐÓC", "PHÓ GIÁM ĐỐC", "Lò Thị Ánh", "QUY CHẾ", "Phụ lục I", "CHỦ TỊCH UBND", "của UBND tỉnh ."]),
                 max_size=25)


@settings(max_examples=150)
@given(LINES, LINES, st.sampled_from([None, 0.3, 0.9]), st.booleans())
def test_nothing_fails_and_everything_is_quoted(first, second, confidence, boxes):
    pages = []
    for number, lines in enumerate((first, second), 1):
        made = []
        for k, line in enumerate(lines):
            at = 85.0 + 37 * (k % 5)
            words = [Word(w, BBox(at + 40 * n, 60 + 18 * k, at + 40 * n + 35, 73 + 18 * k) if boxes else None,
                          confidence) for n, w in enumerate(line.split())]
            made.append(Line(tuple(words)))
        pages.append(Page(number, 595.0 if boxes else None, 842.0 if boxes else None, tuple(made)))
    layout = build(Document("0" * 16, "x", tuple(pages)))
    rows = documents.extract(layout, Context())
    assert len(rows) == bool(first or second)
    units, amounts = headings.extract(layout, Context()), money.extract(layout, Context())
    flat = " ".join(layout.text.split())
    for record in (*rows, *units, *amounts, *citations.extract(layout, Context())):
        assert record.quote.text and record.quote.text in flat
        assert 0 <= record.confidence <= 1
    assert all(u.parent is None or u.parent < k for k, u in enumerate(units))
    assert all(m.parent is None or m.parent < k for k, m in enumerate(amounts))
