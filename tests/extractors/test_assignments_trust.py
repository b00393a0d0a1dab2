"""Confidence of assignments: sure words keep their rule's, doubtful or garbled ones lose."""
from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from extractors import assignments
from extractors.assignments.trust import is_garbled, trust
from extractors.context import Context
from pipeline.model.document import Document, Line, Page, Word
from pipeline.model.layout import Layout
from pipeline.stages.structure import build

TASK = "Xây dựng kế hoạch kiểm tra hằng năm"


def read(lines: list[tuple[str, float | None]]) -> Layout:
    made = tuple(Line(tuple(Word(w, None, sure) for w in text.split()), paragraph_start=True) for text, sure in lines)
    return build(Document("0" * 16, "image/png", (Page(1, None, None, made, source="ocr"),)))


def confidences(heading: float | None, task: float | None, name: str = "Sở Tài chính") -> list[float]:
    layout = read([("KẾ HOẠCH", task), ("Kiểm tra công tác năm 2022", task), ("I. TỔ CHỨC THỰC HIỆN", task),
                   (f"1. {name}", heading), (f"- {TASK}.", task), ("- Tổng hợp kết quả, báo cáo theo quy định.", task)])
    return [row.confidence for row in assignments.extract(layout, Context())]


@pytest.mark.parametrize(("name", "garbled"), [
    ("Sở Kế hoạch và Đầu tư", False), ("Ủy ban nhân dân huyện Krông Bông", False), ("SỞ NỘI VỤ", False), ("các sở, ban, ngành", False),
    ("Sở Nội vx", True), ("Sở TNXQ", True), ("Sở L", True), ("Phòng Kinhtế", True), ("SỞ NỘI VX", True)])
def test_garbled_names(name: str, garbled: bool):
    assert is_garbled(name) is garbled


def test_words_of_a_text_layer_keep_the_rule_s_confidence():
    assert trust(0.93, None, "Sở TNXQ", "x") == 0.93
    assert confidences(None, None) == [0.95, 0.95]


def test_a_name_read_badly_in_its_heading_lowers_the_rows_below_it():
    sure, doubtful = confidences(0.97, 0.97), confidences(0.4, 0.97)
    assert len(sure) == len(doubtful) == 2
    assert all(c > 0.9 for c in sure) and all(c < 0.6 for c in doubtful)


def test_a_task_read_badly_lowers_its_row():
    assert all(c < 0.6 for c in confidences(0.97, 0.4))


@pytest.mark.parametrize(("agency", "task"),
                         [("Sở TNXQ", TASK), ("Kho bạc", "x"), ("Sở Tài chính", "Bxq"),
                          ("Sở Tài chính", "Xâv dxng kế hqạch kiểm trạ"), ("Nhóm bàn giấy", TASK)])
def test_garbled_words_are_not_trusted_however_sure_the_reader_was(agency: str, task: str):
    assert trust(0.95, 1.0, agency, task) < 0.8


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.text(max_size=30), st.text(max_size=60))
def test_surer_reading_never_lowers(rule: float, low: float, high: float, agency: str, task: str):
    low, high = sorted((low, high))
    assert 0 <= trust(rule, low, agency, task) <= trust(rule, high, agency, task) <= rule + 1e-4
