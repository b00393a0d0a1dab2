"""Tables without ruled columns: the same table printed with all, some and no rulings gives the same cells; what is no table stays text."""
from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stages.read import Read
from pipeline.stages.read.tokens import Token
from pipeline.stages.read.unruled import find
from pipeline.stages.structure import build
from tests.samples.plans import DOCUMENTS, ROOT

from generator.grid import moved_left  # noqa: E402
from generator.markup import RULES, Table, add_line, column_labels  # noqa: E402
from tests.tables.unruled_pages import page_pdf  # noqa: E402

TABLES = sorted((Path(__file__).parent / "unruled").glob("*.table"))
ABOVE = "Căn cứ tình hình của địa phương, Ủy ban nhân dân huyện giao chỉ tiêu cho các xã, thị trấn để tổ chức thực hiện trong năm, cụ thể như sau."
BELOW = "Trong đó có 12 xã, 134 thôn và 1.250 hộ được thụ hưởng; các đơn vị báo cáo kết quả trước ngày 15 tháng 12."


@cache
def table(path: Path, rules: str) -> Table:
    blocks = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        add_line(blocks, line, number)
    blocks[0].table.rules = rules
    return blocks[0].table


CASES = [(path, rules) for path in TABLES for rules in RULES if (path.stem, rules) != ("total", "vertical")]
"""Of a table with upright rulings alone a label over two of its columns is not seen as one cell."""


@pytest.mark.parametrize("path, rules", CASES, ids=[f"{path.stem}-{rules}" for path, rules in CASES])
def test_cells_columns_caption_and_unit_whatever_is_ruled(path, rules):
    wanted = table(path, rules)
    document = Read()(page_pdf([ABOVE, ("center", wanted.caption), ("right", "Đơn vị tính: người"), wanted, BELOW],
                               ROOT / "fonts"), "page.pdf")
    (found,) = build(document).tables
    rows = [moved_left(row) for row in wanted.rows]
    texts = {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row) if text and text not in {"<", "^"}}
    assert {(c.row, c.column): c.text for c in found.cells if c.text} == texts
    assert list(found.columns) == column_labels(wanted)
    assert (found.caption, found.unit, found.kind) == (wanted.caption, "người", "numeric")
    assert [line.text for line in document.pages[0].lines][-1].endswith("tháng 12.")


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.name.endswith(".digital.pdf")], ids=lambda path: path.name)
def test_no_page_of_the_samples_has_a_table_that_is_not_marked_as_one(path):
    plan = (ROOT / "plans" / f"{path.name.split('.')[0]}.plan").read_text(encoding="utf-8")
    if "\n|rules" not in plan:
        assert not any(grid.aligned for page in Read()(path.read_bytes(), path.name).pages for grid in page.grids)


def words(text: str, x: float, y: float, size: float = 12.0, flush: str = "left") -> list[Token]:
    """The words of a piece of text; half a font size a letter, a quarter for a space. `flush`: what `x` is of it."""
    width = sum(0.5 * size * len(word) + 0.25 * size for word in text.split()) - 0.25 * size
    at, made = x - {"left": 0.0, "right": width, "centre": width / 2}[flush], []
    for word in text.split():
        made.append(Token(word, at, y - 0.7 * size, at + 0.5 * size * len(word), y + 0.2 * size, y, size))
        at += 0.5 * size * len(word) + 0.25 * size
    return made


def rows(lines: list[list[tuple[float, str]]], step: float = 16.0, flush: str = "left") -> list[Token]:
    return [t for n, line in enumerate(lines) for x, text in line for t in words(text, x, 100 + step * n, flush=flush)]


NO_TABLES = {
    "letterhead": rows([[(90, "ỦY BAN NHÂN DÂN"), (300, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")], [(100, "HUYỆN LẠC SƠN"), (340, "Độc lập - Tự do - Hạnh phúc")],
                        [(100, "Số: 125 /KH-UBND"), (320, "Lạc Sơn, ngày 15 tháng 3 năm 2021")]]),
    "signature beside the recipients": rows([[(80, "Nơi nhận:"), (360, "TM. ỦY BAN NHÂN DÂN")], [(80, "- Như Điều 3;"), (380, "KT. CHỦ TỊCH")], [(80, "- TT HĐND;"), (370, "PHÓ CHỦ TỊCH")],
                                             [(80, "- Lưu: VT, 02.")], [(380, "Bùi Văn Hành")]]),
    "contents with dot leaders": rows([[(80, "Mục"), (300, "Phần"), (500, "Trang")]] + [[(80, f"{k}."), (100, "Mục tiêu của kế hoạch ......................"), (440, "2021"), (500, str(3 * k))]
                                                                                        for k in range(1, 7)]),
    "numbered list": rows([[(80, f"{k}."), (110, f"Hỗ trợ {k}20 hộ nghèo ở {k} xã vay vốn phát triển sản xuất, đạt {k}0% kế hoạch.")] for k in range(1, 8)]),
    "amounts flush right after their items": rows([[(80, "- Ngân sách tỉnh"), (470, f"1.{k}50")] for k in range(1, 7)]),
    "figures in running text": rows([[(80, "Năm 2020 có 1.250 hộ; năm 2021 có 1.180 hộ; năm 2022 còn 960 hộ,")], [(80, "trong đó 12 xã có 45 thôn; 30 thôn đạt 95% và 15 thôn đạt 60%;")],
                                     [(80, "bình quân mỗi năm giảm 2,5% và đến năm 2025 còn 3% trở xuống.")]]),
    "two columns of text": rows([[(80, "Huyện có 17 xã và 124 thôn,"), (320, "Đến 2025 còn 3% hộ nghèo,")], [(80, "4.238 hộ chưa có nước sạch"), (320, "95% hộ có nước hợp vệ sinh")],
                                 [(80, "bằng 28,45% số hộ của huyện"), (320, "và 100% trẻ em đến trường")]]),
    "figures without a name above": rows([[(80, "Hợp Thành"), (300, "120"), (400, "130")], [(80, "Tân Lập"), (300, "95"), (400, "90")], [(80, "Yên Sơn"), (300, "40"), (400, "45")]], step=16)
    + words("Số liệu cụ thể ở các xã được thống kê như sau và được giữ ổn định đến hết năm:", 80, 70),
}


@pytest.mark.parametrize("page", NO_TABLES)
def test_what_is_no_table(page):
    assert find(NO_TABLES[page], ()) == []


def test_a_table_that_goes_on_at_the_top_of_a_page_needs_no_header():
    lines = [[(90, str(k)), (120, "Thị trấn Vụ Bản"), (300, f"{k}20"), (380, f"{k}1,5"), (460, f"{k}00")] for k in range(1, 6)]
    (found,) = find(rows(lines), ())
    assert (found.box.rows, found.box.columns) == (5, 5)


figures = st.integers(1, 99999).map(lambda n: f"{n:,}".replace(",", "."))


@settings(max_examples=60)
@given(st.data(), st.integers(2, 5), st.integers(3, 9), st.sampled_from(["right", "centre", "left"]), st.floats(0.5, 3.0))
def test_any_aligned_columns_come_back(data, columns, count, flush, scale):
    """`scale`: points or pixels, the unit is the words' own."""
    body = [[f"Xã số {'một hai ba bốn năm sáu bảy tám chín'.split()[r]}", *(data.draw(figures) for _ in range(columns))]
            for r in range(count)]
    tokens = words("Đơn vị", 80, 100)
    for c in range(columns):
        tokens += words(f"Cột {'ABCDE'[c]}", 250 + 70 * c, 100, flush=flush)
    for r, row in enumerate(body):
        tokens += words(row[0], 80, 120 + 18 * r)
        for c, text in enumerate(row[1:]):
            tokens += words(text, 250 + 70 * c, 120 + 18 * r, flush=flush)
    for t in tokens:
        t.x0, t.x1, t.top, t.bottom, t.baseline, t.size = (scale * v for v in (t.x0, t.x1, t.top, t.bottom, t.baseline, t.size))
    (found,) = find(tokens, ())
    texts = {(cell.row, cell.column): " ".join(t.text for t in held) for cell, held in zip(found.box.cells, found.held)}
    assert texts == {(r, c): text
                     for r, row in enumerate([["Đơn vị", *(f"Cột {'ABCDE'[c]}" for c in range(columns))], *body])
                     for c, text in enumerate(row)}
