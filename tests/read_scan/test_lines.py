"""The reader of lines: drawn and worn lines read, other readings weighed, nothing read where nothing is, the model that was measured."""
import unicodedata
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, strategies as st
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from pipeline.stages.read.engines import ctc, lines
from pipeline.stages.read.engines.line_frames import HEIGHT, STRIDE, framed
from pipeline.stages.read.engines.lines import ALPHABET, NOTHING, classes_of

FONT = Path(__file__).parents[2] / "samples" / "fonts" / "Tinos-Regular.ttf"
SHA256 = "ce2c7ac2cc2066ccbffabce576c33966d3a6738a67233ca578a07c44dcf73102"

LINES = ["Ủy ban nhân dân huyện ban hành Kế hoạch số 214/KH-UBND ngày 05/3/2019",
         "2. Phấn đấu đến năm 2025, tỷ lệ hộ nghèo giảm còn 4,7% (giảm 1,2%/năm);",
         "- Sở Nông nghiệp và Phát triển nông thôn chủ trì, phối hợp thực hiện.",
         "IV. TỔ CHỨC THỰC HIỆN",
         "“Trồng ≥ 1.250 ha rừng sản xuất” = 38,6 tỷ đồng!"]


def strip(text: str, dpi: int = 200, seed: int | None = None) -> np.ndarray:
    """A line of 14 points, cut to its band with a margin at the sides; with a seed, one bit, ink lost and specks strewn."""
    size = round(14 / 72 * dpi)
    font = ImageFont.truetype(str(FONT), 3 * size)
    fine = Image.new("L", (round(font.getlength(text)) + 3 * size, 4 * size), 255)
    ImageDraw.Draw(fine).text((3 * size // 2, 3 * size), text, font=font, fill=0, anchor="ls")
    gray = cv2.resize(np.asarray(fine), None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)
    if seed is not None:
        dice = np.random.default_rng(seed)
        ink = ((gray < 150) & (dice.random(gray.shape) > 0.06)) | (dice.random(gray.shape) < 0.003)
        gray = cv2.GaussianBlur(np.where(ink, 0, 255).astype(np.uint8), (0, 0), 0.7)
    return gray


def wrong(readings: list[lines.LineReading], texts: list[str]) -> float:
    """Share of characters misread."""
    return sum(Levenshtein.distance(reading.text, text) for reading, text in zip(readings, texts, strict=True)) / sum(map(len, texts))


def test_clean_lines():
    assert wrong(lines.read([strip(text) for text in LINES]), LINES) <= 0.01


def test_worn_lines():
    texts = [text for text in LINES for _ in range(3)]
    assert wrong(lines.read([strip(text, 150, seed) for seed, text in enumerate(texts)]), texts) <= 0.04


@pytest.mark.parametrize("text", LINES)
def test_words_lie_where_they_are_printed(text):
    (reading,) = lines.read([strip(text)])
    size = round(14 / 72 * 200)
    font = ImageFont.truetype(str(FONT), size)
    at = 0
    for word, printed in zip(reading.words, text.split(), strict=True):
        at = text.index(printed, at)
        begin, end = (size / 2 + font.getlength(text[:k]) for k in (at, at + len(printed)))
        assert word.x0 == pytest.approx(begin, abs=0.4 * size)
        assert word.x1 == pytest.approx(end, abs=0.4 * size)
        assert len(word.chances) == len(word.text)
        at += len(printed)


def test_a_picture_is_read_the_same_in_any_company():
    pictures = [strip(text) for text in LINES]
    alone = [lines.read([picture])[0].text for picture in pictures]
    assert [reading.text for reading in lines.read([*pictures, pictures[0][:2], *pictures[::-1]])] == [*alone, "", *alone[::-1]]


@pytest.mark.parametrize("shape", [(0, 0), (1, 400), (48, 1), (3, 3), (40, 600)])
def test_nothing_to_read(shape):
    assert lines.read([np.full(shape, 240, np.uint8)]) == [NOTHING]
    assert NOTHING.text == ""
    assert NOTHING.log_chances(["a"]) == [-np.inf]


def test_no_pictures():
    assert lines.read([]) == []


def test_a_tiny_picture_is_read_without_harm():
    (reading,) = lines.read([strip("4")[:, 20:60]])
    assert len(reading.lattice) >= 1


def test_the_printed_word_is_likelier_than_its_neighbours():
    (reading,) = lines.read([strip("tỷ lệ hộ nghèo", 150, 4)])
    word = reading.words[-1]
    chances = reading.log_chances(["nghèo", "nghẻo", "nghéo", "ngheo", "nghề"], word.x0 - 6, word.x1 + 6)
    assert np.argmax(chances) == 0
    line = reading.log_chances(["tỷ lệ hộ nghèo", "tỷ lệ hộ nghẻo", "tỷ lộ hộ nghèo"])
    assert np.argmax(line) == 0


@pytest.mark.parametrize("printed, told", [("…", "..."), ("−4", "–4"), ("☺", "\ufffd")])
def test_signs_outside_the_alphabet(printed, told):
    assert "".join(ALPHABET[k - 1] for k in classes_of(printed)) == told


def test_every_vietnamese_letter_is_known():
    vowels = "aăâeêioôơuưy"
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")}
    assert {*letters, *(c.upper() for c in letters), *"đĐ%≥≤–“”=?!"} <= set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET)



@given(st.integers(1, 120), st.integers(1, 900))
def test_framed_has_one_height(high, wide):
    picture = np.full((high, wide), 230, np.uint8)
    picture[high // 4 : high // 2 + 1, wide // 3 : wide // 2 + 1] = 20
    frame = framed(picture)
    assert frame is None or (frame.shape[0] == HEIGHT and frame.shape[1] >= STRIDE)


@given(st.lists(st.integers(1, 3), max_size=4), st.integers(0, 2**32 - 1))
def test_log_chances_sum_what_every_way_says(row, seed):
    """Against the sum over all rows of columns, one by one."""
    lattice = np.random.default_rng(seed).dirichlet(np.ones(4), 5)
    ways = np.stack(np.meshgrid(*[range(4)] * 5, indexing="ij"), -1).reshape(-1, 5)
    said = [[k for k, before in zip(way, [-1, *way]) if k and k != before] for way in ways.tolist()]
    total = sum(np.prod(lattice[np.arange(5), way]) for way, told in zip(ways, said) if told == row)
    (found,) = np.exp(ctc.log_chances(lattice, [row]))
    assert found == pytest.approx(total, abs=1e-12)


def test_the_model_is_the_measured_one():
    assert lines.versions() == {"lines_sha256": SHA256}
