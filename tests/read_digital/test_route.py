"""Where a page's words come from: examples, and what must hold whatever the figures."""
from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.read.route import Decision, Evidence, decide, evidence, shares, voiceless

SHARE = st.floats(0, 1)
ANY = st.builds(Evidence, words=st.integers(0, 2000), syllables=SHARE, toned=SHARE, unknown=SHARE, voiceless=SHARE,
                hidden=SHARE, picture=SHARE, pictures=SHARE, covered=st.none() | SHARE, drawn=st.booleans())
GOOD = Evidence(words=300, syllables=0.97, toned=0.7)
RANK = {"ocr": 0, "blank": 0, "both": 1, "text_layer": 2}

EXAMPLES = [
    ("born digital", GOOD, Decision("text_layer", "digital")),
    ("digital, page of figures", Evidence(words=200, syllables=1.0, toned=1.0), Decision("text_layer", "digital")),
    ("digital with a letterhead logo", replace(GOOD, picture=0.02, pictures=0.02), Decision("text_layer", "digital")),
    ("digital with a picture of a table", replace(GOOD, picture=0.3, pictures=0.3), Decision("both", "mixed")),
    ("digital over a watermark picture", replace(GOOD, picture=1.0, pictures=1.0, covered=0.95), Decision("text_layer", "digital")),
    ("bare scan", Evidence(words=0, syllables=1, toned=1, picture=1.0, pictures=1.0), Decision("ocr", "scan")),
    ("scan with the words of a signature stamp", Evidence(words=18, syllables=0.95, toned=0.8, picture=1.0, pictures=1.0, covered=0.03), Decision("ocr", "scan_with_useless_text")),
    ("scan with a hidden layer without tone marks", Evidence(words=280, syllables=0.6, toned=0.04, hidden=1.0, picture=1.0, pictures=1.0, covered=0.9), Decision("ocr", "scan_with_useless_text")),
    ("scan with a good hidden layer", Evidence(words=280, syllables=0.97, toned=0.7, hidden=1.0, picture=1.0, pictures=1.0, covered=0.92), Decision("text_layer", "scan_with_text")),
    ("scan with a hidden layer of half the page", Evidence(words=140, syllables=0.97, toned=0.7, hidden=1.0, picture=1.0, pictures=1.0, covered=0.5), Decision("ocr", "scan_with_useless_text")),
    ("codes of a font posing as text", Evidence(words=250, syllables=0.1, toned=0.6, unknown=0.02), Decision("ocr", "unreadable_text")),
    ("letters of a font's own code", Evidence(words=250, syllables=0.1, toned=0.0, voiceless=0.5), Decision("ocr", "unreadable_text")),
    ("English", Evidence(words=250, syllables=0.2, toned=0.0, voiceless=0.02), Decision("text_layer", "digital")),
    ("nothing at all", Evidence(words=0, syllables=1, toned=1, drawn=False), Decision("blank", "blank")),
    ("text drawn as outlines", Evidence(words=0, syllables=1, toned=1), Decision("ocr", "drawn_text")),
]


@pytest.mark.parametrize(("name", "seen", "expected"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_examples(name, seen, expected):
    assert decide(seen) == expected


@given(ANY)
def test_always_means_ocr_of_whatever_is_drawn(seen):
    assert decide(seen, "always").source == ("ocr" if seen.drawn else "blank")


@given(ANY)
def test_never_means_no_ocr(seen):
    assert decide(seen, "never").source in ("text_layer", "blank")


@given(ANY, SHARE, SHARE)
def test_better_text_never_loses_the_text_layer(seen, more, better):
    improved = replace(seen, syllables=seen.syllables + (1 - seen.syllables) * more,
                       covered=None if seen.covered is None else seen.covered + (1 - seen.covered) * better)
    assert RANK[decide(improved).source] >= RANK[decide(seen).source]


@given(ANY)
def test_a_page_with_something_on_it_is_never_called_blank(seen):
    if seen.drawn or seen.words:
        assert decide(seen).source != "blank"


@given(st.lists(st.text(max_size=12), max_size=60))
def test_shares_are_shares(words):
    assert all(0 <= share <= 1 for share in shares(words))
    assert 0 <= evidence(words).unknown <= 1


def test_vietnamese_is_told_from_its_ruins():
    good = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015".split()
    ruins = "QUYET DNH Vé vic phé duyt Ké hoch gim nghéo bén vung trén dja bàn tinh".split()
    assert shares(good)[0] == 1.0
    assert shares(ruins)[0] < 0.9


def test_words_of_a_language_have_vowels():
    assert voiceless("The Department shall report by the end of each month".split()) == 0
    assert voiceless("Uy ban nhan dan tinh ban hanh ke hoach".split()) == 0
    assert voiceless("Xb edq qkdq gdq wlqk edq kdqk nh krdfk".split()) > 0.5
