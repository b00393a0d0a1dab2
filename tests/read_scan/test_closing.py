"""Signature blocks under pen strokes and seals; blanks filled in by hand."""
import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from normalizers import signers
from pipeline.model.document import UNREAD
from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.paper import strokes
from pipeline.stages.read.scan import blanks, closing
from pipeline.stages.read.scan.page import Scanner
from tests.read_scan.pages import DPI, FONT, LINES, drawn

BOLD = FONT.with_name("Tinos-Bold.ttf")


def tokens(*words: tuple[str, float]) -> tuple[Token, ...]:
    return tuple(Token(text, 100.0 + 60 * k, 200.0, 150.0 + 60 * k, 224.0, sure) for k, (text, sure) in enumerate(words))


def signed(name: str, seal: bool) -> np.ndarray:
    """A page with recipients and a signature block; a pen's stroke strikes the name, and a black seal the left of the offices."""
    image = Image.fromarray(drawn(height=2339))
    pen, bold = ImageDraw.Draw(image), ImageFont.truetype(str(BOLD), 38)
    for at, text in enumerate(("Nơi nhận:", "- Như trên;", "- Lưu: VT.")):
        pen.text((190, 560 + 42 * at), text, font=ImageFont.truetype(str(FONT), 31), fill=0)
    for top, text in ((560, "KT. GIÁM ĐỐC"), (608, "PHÓ GIÁM ĐỐC"), (900, name)):
        pen.text((1180 - pen.textlength(text, font=bold) / 2, top), text, font=bold, fill=0)
    page = np.asarray(image).copy()
    cv2.polylines(page, [np.array([(960, 930), (1040, 905), (1200, 850), (1420, 790)])], False, 0, 3, cv2.LINE_AA)
    if seal:
        for radius, thick in ((140, 5), (132, 2), (95, 2)):
            cv2.circle(page, (1010, 755), radius, 0, thick, cv2.LINE_AA)
    return page


@pytest.mark.parametrize("seal", [False, True])
@pytest.mark.parametrize("name", ["Lò Văn Thắng", "Hà Thị Bích"])
def test_offices_and_name_are_read_under_seal_and_pen(name, seal):
    page = Scanner().read(signed(name, seal), DPI, 1, width=595, height=842)
    lines = [line.text for line in page.lines]
    assert name in lines
    assert "KT. GIÁM ĐỐC" in lines and any(signers.spelled(line.strip(closing.EDGES)) == "PHÓ GIÁM ĐỐC" for line in lines)


def test_a_page_without_a_signature_block_is_left_alone():
    lines = [tokens(("Căn", 0.9), ("cứ", 0.9)), tokens(("PHỤ", 0.9), ("LỤC", 0.9))]

    def read(*_):
        raise AssertionError("nothing to read again")

    assert closing.reread(lines, np.full((2339, 1654), 255, np.uint8), DPI, read) == lines


def test_a_deputy_found_below_does_not_take_the_place_of_the_head():
    """The head's line, high with the pen's strokes, reaches down into the deputy's."""
    def line(words: str, x: float, top: float, bottom: float, sure: float) -> tuple[Token, ...]:
        return tuple(Token(word, x + 100 * k, top, x + 90 + 100 * k, bottom, sure) for k, word in enumerate(words.split()))

    page = [line("Nơi nhận:", 200, 1700, 1730, 0.9), line("GIÁM ĐỐC", 900, 1700, 1764, 0.8)]
    again = closing.reread(page, np.full((2339, 1654), 255, np.uint8), DPI,
                                lambda part, *_: [line("4C GIÁM ĐG", 200, 62, 104, 0.3)])
    assert [[t.text for t in read] for read in again[1:]] == [["GIÁM", "ĐỐC"], ["PHÓ", "GIÁM", "ĐỐC"]]


@pytest.mark.parametrize("readings, want", [
    ([(("Lò", 0.9), ("Đệ", 0.6), ("Páo", 0.9)), (("Lò", 0.9), ("Tuệ", 0.99), ("Páo", 0.9)), (("Lò", 0.9), ("Đệ", 0.5), ("Páo", 0.9))], "Lò Tuệ Páo"),
    ([(("Trượng", 0.95), ("Văn", 0.9), ("Páo", 0.9)), (("Trương", 0.6), ("Văn", 0.9), ("Páo", 0.9))], "Trương Văn Páo"),
    ([(("Lê", 0.6), ("Hoàng", 0.9), ("Páo", 0.9))] * 2 + [(("ề", 0.2), ("Hoàng", 0.99), ("Páo", 0.99))], "Lê Hoàng Páo"),
    ([(("Lê", 0.6), ("An", 0.9), ("Dưỡng", 0.9)), (("ề", 0.2), ("An", 0.7), ("Dưỡng", 0.7))], None),
    ([(("Lò", 0.9), ("Đệ", 0.3), ("Páo", 0.9)), (("Lò", 0.9), ("Đố", 0.3), ("Báo", 0.9))], None),
])
def test_the_name_that_all_pictures_show_most_surely(readings, want):
    assert [" ".join(t.text for t in name) for name in closing.names([tokens(*words) for words in readings])] == ([want] if want else [])


@pytest.mark.parametrize("words", [(("–", 0.5), ("CHỦ", 0.99), ("TỊCH", 0.99)), (("–CHỦ", 0.9), ("TỊCH", 0.99))])
def test_an_office_is_taken_without_the_stroke_before_it(words):
    assert [t.text for t in closing._office(tokens(*words))] == ["CHỦ", "TỊCH"]


def test_of_two_who_sign_both_blocks_are_looked_at():
    def line(words: str, x: float, top: float) -> tuple[Token, ...]:
        return tuple(Token(word, x + 90 * k, top, x + 80 + 90 * k, top + 30, 0.9) for k, word in enumerate(words.split()))

    page = [line("CHỦ TỊCH", 200, 900), line("CHỦ TỊCH", 1100, 900), line("Nơi nhận:", 200, 1900)]
    boxes = closing._blocks(page, (2339, 1654), DPI)
    assert [(x0 < 200 < x1, x0 < 1100 < x1) for x0, top, x1, bottom in boxes if top < 900 < bottom] == [(False, True), (True, False)]


def test_a_seal_paler_than_the_print_is_left_out():
    page = np.full((400, 600), 235, np.uint8)
    cv2.circle(page, (220, 200), 120, 170, 4)
    cv2.putText(page, "NAME", (200, 220), cv2.FONT_HERSHEY_SIMPLEX, 2, 60, 5)
    print_alone, other = page < 90, page > 150
    seen = strokes.darker(page, DPI, strokes.PALE[0])
    assert (seen[print_alone] < 128).mean() > 0.95 and (seen[other] > 128).all()


def test_long_strokes_are_no_letters():
    page = drawn(LINES)
    ink = (page < 128).astype(np.uint8)
    assert strokes.long_strokes(ink, round(18 * DPI / 72)).sum() < 0.02 * ink.sum()
    struck = ink.copy()
    cv2.line(struck, (300, 900), (1300, 820), 1, 3)
    found = strokes.long_strokes(struck, round(18 * DPI / 72))
    assert found[800:920].sum() > 0.8 * struck[800:920].sum()


def test_a_round_seal_is_found_by_its_rings():
    rings = np.zeros((700, 900), np.uint8)
    for radius in (140, 132):
        cv2.circle(rings, (400, 300), radius, 1, 3)
    x, y, radius = strokes.round_seal(rings, DPI)
    assert abs(x - 400) < 8 and abs(y - 300) < 8 and 125 < radius < 150


@pytest.mark.parametrize("words, want", [
    ((("Số:", 0.9), ("2O7", 0.3), ("/KH-UBND", 0.9)), "Số: … /KH-UBND"),
    ((("Số:41?/QĐ-SYT", 0.4),), "Số:…/QĐ-SYT"),
    ((("Số:", 0.9), ("207", 0.97), ("/KH-UBND", 0.9)), "Số: 207 /KH-UBND"),
    ((("Lai", 0.9), ("Châu,", 0.9), ("ngày", 0.9), ("]4", 0.1), ("tháng", 0.9), ("3", 0.9), ("năm", 0.9), ("2018", 0.9)), "Lai Châu, ngày … tháng 3 năm 2018"),
    ((("ngàyÁ“7tháng", 0.0), ("10", 0.9), ("năm", 0.9), ("2017", 0.9)), "ngày…tháng 10 năm 2017"),
    ((("ngày", 0.9), ("14", 0.96), ("tháng", 0.9), ("3", 0.9), ("năm", 0.9)), "ngày 14 tháng 3 năm"),
    ((("Sở", 0.9), ("Nội", 0.9), ("vụ./.", 0.3), ("/yu_Z", 0.1)), "Sở Nội vụ./. /yu_Z"),
    ((("số", 0.9), ("hộ", 0.9), ("nghèo", 0.3)), "số hộ nghèo"),
])
def test_a_doubtful_figure_in_a_blank_is_not_guessed(words, want):
    line = blanks.shown(tokens(*words), 2339)
    assert " ".join(t.text for t in line) == want
    assert all(t.alternatives for t in line if UNREAD in t.text)


@pytest.mark.parametrize("words, yes",
                         [(["Hà", "Văn", "Phú"], True), (["Văn", "Phú"], False), (["Giàng", "A", "Páo"], True),
                          (["Nơi", "nhận"], False)])
def test_names_of_persons(words, yes):
    assert signers.is_name(words) is yes
