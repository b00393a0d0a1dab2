"""Dark edges of a scan, and the print that they touch or cover."""
import numpy as np
import pytest

from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.scan import edges
from pipeline.stages.read.scan.page import Scanner
from tests.read_scan.pages import DPI, LINES, drawn


def read(image: np.ndarray):
    return Scanner().read(image, DPI, 1, width=595, height=421)


def left_edge(page: np.ndarray) -> int:
    return int(np.flatnonzero((page < 128).any(0))[0])


@pytest.mark.parametrize("side", range(4))
def test_dark_that_lies_away_from_print_is_paper(side):
    page = np.rot90(np.pad(drawn(), 120, constant_values=255), side).copy()
    dark = page.copy()
    dark[:, :90] = 15
    found = edges.without(dark, DPI)
    assert np.array_equal(found.seen, page) and found.mask[:, :88].all() and not found.mask[:, 92:].any()


def test_a_page_without_a_dark_edge_is_left_alone():
    page = drawn()
    assert edges.without(page, DPI) == edges.Dark(page)


def test_print_that_touches_a_dark_edge_is_read_and_doubted():
    page = drawn()
    page[:, : left_edge(page) + 2] = 15
    read_page = read(page)
    assert [line.text for line in read_page.lines][1:] == list(LINES[1:])
    assert read_page.error_code == "unread_ink"
    assert [line.words[0].confidence < 0.5 for line in read_page.lines].count(True) >= 2
    assert all(word.confidence > 0.5 for line in read_page.lines for word in line.words[1:-1] if word.text.isalpha())


def test_what_is_left_of_the_dark_is_no_line():
    dark = np.zeros((400, 300), np.uint8)
    dark[:, :40] = 1
    scrap = (Token("Ñy", 41.0, 100.0, 60.0, 120.0, 0.9),)
    line = (Token("năm", 41.0, 200.0, 90.0, 220.0, 0.9), Token("2024", 100.0, 200.0, 150.0, 220.0, 0.9))
    told = edges.doubted([scrap, line], dark, np.eye(2, 3), DPI)
    assert told[0] == () and [t.text for t in told[1]] == ["năm", "2024"]
    assert told[1][0].confidence < 0.5 and told[1][1] == line[1]


def test_a_page_that_is_black_is_not_blank():
    page = read(np.full((1169, 1654), 9, np.uint8))
    assert (page.source, page.error_code) == ("failed", "no_text")
