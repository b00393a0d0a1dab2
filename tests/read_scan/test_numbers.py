"""The reader of figures: drawn and worn figures read, letters refused, the model as it was when it was measured."""
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, strategies as st
from PIL import Image, ImageDraw, ImageFont

from pipeline.stages.read.engines import numbers
from pipeline.stages.read.engines.number_frames import HEIGHT, framed
from pipeline.stages.read.engines.numbers import ALPHABET, NumberReading, decoded, together
from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.ruled.figures import settle
from pipeline.stages.read.weighing.numbers import judged

FONT = Path(__file__).parents[2] / "samples" / "fonts" / "Tinos-Regular.ttf"
SHA256 = "98467a03d0d23bc082d736eed2574b1c97e7dbf0e84918a6db66c9180f8da6de"


def picture(text: str, dpi: int = 150, seed: int | None = None) -> np.ndarray:
    """Text of 11 points in one bit; with a seed, ink is lost and specks are strewn. Framed."""
    fine = Image.new("L", (60 * len(text) + 200, 200), 255)
    ImageDraw.Draw(fine).text((60, 60), text, font=ImageFont.truetype(str(FONT), round(11 / 72 * dpi * 3)), fill=0)
    gray = cv2.resize(np.asarray(fine), None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)
    ink = gray < 150
    ys, xs = np.nonzero(ink)
    if seed is not None:
        dice = np.random.default_rng(seed)
        ink = (ink & (dice.random(ink.shape) > 0.1)) | (dice.random(ink.shape) < 0.004)
    return framed(np.where(ink, 0, 255).astype(np.uint8), (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))


FIGURES = ["1.460", "38.217", "7,25", "93,6%", "06", "2.315.480", "412", "14/5/2017", "108/2016", "05-07%", "(12)", "-4,1"]


@pytest.mark.parametrize("text", FIGURES)
def test_clean_figures(text):
    (reading,) = numbers.read([picture(text)])
    assert reading.text == text
    assert reading.chance > 0.5


def test_worn_figures():
    pictures = [picture(text, seed=n) for text in FIGURES for n in range(5)]
    right = sum(reading.text == text for reading, text in zip(numbers.read(pictures), [t for t in FIGURES for _ in range(5)]))
    assert right >= 0.8 * len(pictures)


@pytest.mark.parametrize("word", ["nghèo", "QĐ-UBND", "Tổng", "hộ", "xã"])
def test_letters_are_refused(word):
    (reading,) = numbers.read([picture(word, 200)])
    assert "#" in reading.text and not any(c.isdigit() for c in reading.text)


def test_letters_beside_a_number_leave_it_whole():
    (reading,) = numbers.read([picture("647/KH-UBND", 200)])
    assert reading.text == "647/##-####"


def test_a_batch_reads_as_each_alone():
    pictures = [picture(text) for text in FIGURES]
    batched = numbers.read(pictures)
    for one, reading in zip(pictures, batched):
        (alone,) = numbers.read([one])
        assert alone.text == reading.text


def test_nothing_to_read():
    assert numbers.read([]) == []
    assert numbers.read([None])[0].text == ""
    assert framed(np.full((20, 20), 255, np.uint8), (5, 5, 5, 9)) is None
    assert framed(np.full((20, 20), 255, np.uint8), (2, 2, 12, 12)).shape[0] == HEIGHT


def test_the_model_is_the_one_that_was_measured():
    assert numbers.versions() == {"numbers_sha256": SHA256}


@given(st.integers(0, 10**6))
def test_chances_are_those_of_the_lattice(seed):
    """The search and the sum over all ways agree, and the chances of different texts are no more than one in sum."""
    dice = np.random.default_rng(seed)
    lattice = dice.dirichlet(np.full(len(ALPHABET) + 1, 0.05), 6)
    lattice[:, 1 + ALPHABET.index(" ")] = 0  # a reading has no space at its ends
    reading = decoded(lattice)
    assert sum(reading.chances) <= 1 + 1e-6
    for text, chance in zip(reading.texts, reading.chances):
        assert chance - 1e-6 <= reading.chance_of(text) <= 1 + 1e-6


def test_several_pictures_count_alike():
    both = together([NumberReading(("12", "17"), (0.9, 0.1)), NumberReading(("17", "12"), (0.6, 0.2))])
    assert both.text == "12" and both.chance == pytest.approx(0.55)


def lattice_of(text: str, sure: float = 0.998) -> np.ndarray:
    """A lattice that says a text, each character in a column of its own between blanks; '#' for letters."""
    classes = [k for c in text for k in (0, ALPHABET.index(c if c in ALPHABET else "#") + 1)] + [0]
    out = np.full((len(classes), len(ALPHABET) + 1), (1 - sure) / len(ALPHABET))
    out[np.arange(len(classes)), classes] = sure
    return out


@pytest.mark.parametrize("word, others, seen, kept, trusted", [
    ("24/13/2016", ("24/12/2016",), "24/12/2016", "24/12/2016", True),
    ("7096", ("70%",), "70%", "70%", True),
    ("304/", ("30a/",), "30#/", "30a/", False),
    ("12O", ("l20",), "120", "120", False),
    ("ngh2", ("nghè",), "####", "nghè", False),
    ("55/KH-VBND", ("55/KH-UBND",), "55/##-####", "55/KH-VBND", False),
    ("1.480", ("1.460",), "1.480", "1.480", True),
])
def test_third_witness(word, others, seen, kept, trusted):
    token = judged(Token(word, 0, 0, 50, 20, 0.45, others), decoded(lattice_of(seen)))
    assert token.text == kept
    assert (token.confidence >= 0.5) is trusted
    assert word == kept or word in token.alternatives


def test_cells_of_a_bad_picture_go_with_what_is_likeliest():
    own = [["1.4%d" % k, "1.46%d" % k, "l.46%d" % k] for k in range(10)] * 2
    readings = [decoded(lattice_of("1.46%d" % k)) for k in range(10)] * 2
    told = settle(own, [""] * 20, readings)
    assert [r.text for r in told] == ["1.46%d" % (k % 10) for k in range(20)]
    refused = settle(own, [""] * 20, [decoded(lattice_of("9.99#"))] * 20)
    assert all(r.confidence < 0.5 for r in refused)


def test_on_a_bad_picture_trust_follows_the_chance_of_a_figure():
    own = [["1.4%d" % k, "1.46%d" % k, "l.46%d" % k] for k in range(10)]
    told = settle(own, [""] * 10, [decoded(lattice_of("1.46%d" % k, 0.99 - 0.02 * k)) for k in range(10)])
    trust = [reading.confidence for reading in told]
    assert trust == sorted(trust, reverse=True) and trust[0] > trust[-1] + 0.1 and trust[0] < 0.9
