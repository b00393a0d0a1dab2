"""TCVN3 and VNI: every Vietnamese text written in them comes back."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from normalizers import vocabulary
from pipeline.stages.read.encodings import charset, legacy
from pipeline.stages.read.flowing import flow
from pipeline.stages.read.flowing.flow import FlowLine, Piece

PAIRS = Path(__file__).parents[3] / "shared" / "peers" / "encoding_pairs.jsonl"
SENTENCES = [
    "Căn cứ Nghị định số 52/2006/NĐ-CP ngày 19 tháng 5 năm 2006 của Chính phủ",
    "Uỷ ban nhân dân huyện giao chỉ tiêu giảm 1.250 hộ nghèo, tỷ lệ còn 12,5%",
    "Phòng Nông nghiệp chủ trì, phối hợp với Trạm Khuyến nông mở 15 lớp tập huấn kỹ thuật trồng ngô lai",
    "Hỗ trợ những gia đình khó khăn ở vùng sâu, vùng xa xoá nhà tạm bợ bằng nguồn vốn của tỉnh",
    "Sửa chữa đường giao thông, thuỷ lợi nhỏ, trường học, trạm y tế và nước sạch ở 7 xã nghèo",
]
# one spelling for each letter; TCVN3 has no capitals with tone marks
_INVERSE = {name: {letter: source for source, letter in sorted(legacy._PAIRS[name].items(), reverse=True)
                   if name == legacy.VNI or len(source) == 1} for name in legacy.ENCODINGS}
# Vietnamese letters that Latin-1 has too but TCVN3 writes otherwise are all in the table
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
SYLLABLES = [row["syllable"] for row in vocabulary.rows("syllables") if set(row["syllable"]) <= set(LETTERS)]


def spelt(text: str, encoding: str) -> str:
    return "".join(_INVERSE[encoding].get(c, c) for c in text)


@pytest.mark.parametrize("encoding", legacy.ENCODINGS)
@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter(encoding, letter):
    assert legacy.convert(spelt(letter, encoding), encoding) == letter


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=8), st.sampled_from(legacy.ENCODINGS))
def test_syllables_come_back(syllables, encoding):
    text = " ".join(syllables)
    assert legacy.convert(spelt(text, encoding), encoding) == text


@pytest.mark.parametrize("encoding", legacy.ENCODINGS)
def test_detected_by_text(encoding):
    blocks = [spelt(s, encoding) for s in SENTENCES]
    assert legacy.detect(blocks) == [encoding] * len(blocks)
    assert [legacy.convert(b, encoding) for b in blocks] == SENTENCES


def test_unicode_is_left_alone_whatever_the_font_is_called():
    assert legacy.detect(SENTENCES, legacy.TCVN3) == [None] * len(SENTENCES)


def test_blocks_of_one_page_may_differ():
    blocks = [SENTENCES[0], *(spelt(s, legacy.TCVN3) for s in SENTENCES[1:])]
    assert legacy.detect(blocks) == [None, *[legacy.TCVN3] * 4]


@pytest.mark.parametrize("text", ["Résumé à la carte", "São Paulo, München", "25°C ± 2 «»", "Mục đích, yêu cầu", "x² + y² = z²"])
def test_other_text_is_not_taken_for_legacy(text):
    assert legacy.detect([text]) == [None]


CAPITALS = [("CéNG HßA X· HéI", None, "CỘNG HÒA XÃ HỘI"), ("Sè: 15/KH-UBND", None, "Số: 15/KH-UBND"),
            ("KÕ ho¹ch n¨m 2004", ".VnTimeH", "KẾ HOẠCH NĂM 2004"),
            ("§¬n vÞ: TriÖu ®ång", ".VnTime", "Đơn vị: Triệu đồng")]


@pytest.mark.parametrize(("text", "font", "expected"), CAPITALS)
def test_capitals_by_their_neighbours_and_by_the_font(text, font, expected):
    prose = [FlowLine([Piece(spelt(s, legacy.TCVN3), ".VnTime")]) for s in SENTENCES]
    page = flow.page(1, [*prose, FlowLine([Piece(text, font)])])
    assert page.lines[-1].text == expected
    assert page.legacy_encoding == legacy.TCVN3


FONTS = [(".VnTime", "tcvn3"), (".VnArialH,Bold", "tcvn3"), ("ABCDEF+.VnTimeH", "tcvn3"), ("VNI-Times", "vni"),
         ("VNI-Helve-Condense", "vni"), ("Times New Roman", None), ("Vinque", None)]


@pytest.mark.parametrize(("font", "expected"), FONTS)
def test_font_names(font, expected):
    assert legacy.font_hint([font]) == expected


WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", WIDE)
def test_bytes_of_unicode(encoding):
    text = "\n".join(SENTENCES)
    assert charset.decoded(text.encode(encoding)).lstrip("\ufeff") == text


def test_bytes_of_windows_1258():
    import unicodedata

    def spell(c: str) -> str:
        """1258 writes tone marks apart, but has the letters â ê ô ă ơ ư as one."""
        try:
            c.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", c)
            tones = [m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323"]
            return unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in tones)) + "".join(tones)
        return c

    text = "\n".join(SENTENCES)
    assert charset.decoded("".join(map(spell, text)).encode("cp1258")) == text


@pytest.mark.parametrize("encoding", legacy.ENCODINGS)
def test_bytes_of_legacy_text(encoding):
    data = "\n".join(spelt(s, encoding) for s in SENTENCES).encode("latin-1")
    page = flow.page(1, [FlowLine([Piece(row)]) for row in charset.decoded(data).split("\n")])
    assert [line.text for line in page.lines] == SENTENCES
    assert page.legacy_encoding == encoding


@pytest.mark.shared
@pytest.mark.skipif(not PAIRS.is_file(), reason="../shared/peers is not here")
def test_other_projects_examples():
    wrong = []
    for row in map(json.loads, PAIRS.read_text(encoding="utf-8").splitlines()):
        if row["enc"] in legacy.ENCODINGS and legacy.convert(row["in"], row["enc"]).casefold() != row["out"].casefold():
            wrong.append(row)
    assert not wrong


@pytest.mark.parametrize("word, meant", [
    ("ch-¬ng", "chương"), ("n-íc;", "nước;"), ("(h-íng", "(hướng"), ("t-", "tư"), ("KÕ-ho¹ch", "Kế-hoạch"), ("2013-2015", "2013-2015"), ("-", "-"),
])
def test_a_letter_that_producers_take_for_a_hyphen(word, meant):
    """`ư` has the code 173, in WinAnsi a second hyphen; a hyphen between syllables is one."""
    assert legacy.convert(word, legacy.TCVN3) == meant
