"""Stamps, specks and edges, as properties of arrays."""
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from pipeline.stages.read.paper import ink

DPI = 200


def page(height=400, width=300):
    image = np.full((height, width), 250, np.uint8)
    image[150:190, 60:240:12] = 20  # strokes of a line of text
    image[150:190, 61:240:12] = 20
    image[168:172, 60:240] = 20
    return image


@settings(max_examples=30)
@given(y=st.integers(5, 100), x=st.integers(5, 290), size=st.integers(1, 3))
def test_a_speck_far_from_ink_becomes_paper(y, x, size):
    image = page()
    image[y : y + size, x : x + size] = 0
    cleaned = ink.clean(image, DPI)
    assert cleaned[y : y + size, x : x + size].min() > 200
    assert np.array_equal(cleaned[150:190], page()[150:190])


@settings(max_examples=30)
@given(x=st.integers(64, 230), gap=st.integers(2, 8))
def test_a_dot_near_a_letter_stays(x, gap):
    image = page()
    image[150 - gap - 3 : 150 - gap, x : x + 3] = 10
    assert ink.clean(image, DPI)[150 - gap - 3 : 150 - gap, x : x + 3].max() < 100


@settings(max_examples=20)
@given(thick=st.integers(1, 30), side=st.integers(0, 3))
def test_a_dark_edge_becomes_paper(thick, side):
    image = np.rot90(page(), side).copy()
    image[:thick] = 10
    cleaned = ink.clean(image, DPI)
    assert cleaned[:thick].min() > 200
    assert ink.share(cleaned) > 0


@settings(max_examples=30)
@given(red=st.integers(180, 255), other=st.integers(0, 90))
def test_a_red_seal_goes_and_black_print_stays(red, other):
    image = np.repeat(page()[:, :, None], 3, 2)
    image[100:145, 100:200] = (red, other, other)
    gray = ink.separated(image)[0]
    assert gray[102:143, 102:198].min() > 200
    assert np.abs(gray[150:190].astype(int) - page()[150:190]).max() <= 2


def test_print_under_a_seal_stays():
    image = np.repeat(page()[:, :, None], 3, 2)
    seal = np.zeros(image.shape[:2], bool)
    seal[140:200, 100:200] = True
    image[seal & (page() > 200)] = (230, 60, 60)
    gray = ink.separated(image)[0]
    assert gray[seal & (page() > 200)].min() > 150
    assert gray[page() < 100].max() < 100


def test_blue_ink_is_no_seal():
    image = np.repeat(page()[:, :, None], 3, 2)
    image[20:40, 20:60] = (30, 40, 160)
    assert ink.separated(image)[0][20:40, 20:60].max() < 120


@settings(max_examples=20)
@given(low=st.integers(0, 120), paper=st.integers(170, 255))
def test_mask_finds_print_on_any_paper(low, paper):
    image = np.where(page() < 100, low, paper).astype(np.uint8)
    assert np.array_equal(ink.mask(image), (page() < 100).astype(np.uint8))


def test_mask_of_a_bilevel_page():
    assert ink.mask(np.where(page() < 100, 0, 255).astype(np.uint8)).sum() == (page() < 100).sum()


@pytest.mark.parametrize(("levels", "soft", "expected"), [((0, 255), 0, True), ((20, 230), 80, True), ((0, 255), 400, False)])
def test_a_page_of_two_values_is_bilevel(levels, soft, expected):
    page = np.full((100, 200), levels[1], np.uint8)
    page[40:50] = levels[0]
    page.ravel()[:soft] = np.arange(soft) % 97 + 60
    assert ink.bilevel(page) is expected
    assert not ink.bilevel(np.tile(np.arange(200, dtype=np.uint8), (100, 1)))


def lines_drawn(paper: int, pen: int) -> np.ndarray:
    image = np.full((400, 300), paper, np.uint8)
    image[40:360:20, 40:260] = pen
    return image


@pytest.mark.parametrize("paper, pen, turned", [(20, 220, True), (0, 255, True), (230, 20, False), (80, 10, False)])
def test_a_negative_is_turned_round(paper, pen, turned):
    image = lines_drawn(paper, pen)
    assert np.array_equal(ink.positive(image, 72), 255 - image if turned else image)
    colour = np.repeat(image[:, :, None], 3, axis=2)
    assert np.array_equal(ink.positive(colour, 72), 255 - colour if turned else colour)


def test_a_light_sheet_on_a_dark_ground_is_no_negative():
    image = np.full((600, 600), 15, np.uint8)
    image[200:350, 200:400] = 235
    assert ink.positive(image, 72) is image


@pytest.mark.parametrize("share", [0.4, 0.6])
def test_print_in_a_shadow_is_ink_and_the_shadow_is_not(share):
    image = np.full((800, 600), 235, np.uint8)
    image[60:740:30, 60:540] = 25
    shaded = image.copy()
    shaded[:, 300:] = shaded[:, 300:] * share
    lit = ink.evenly_lit(shaded, 200)
    away = np.ones(600, bool)
    away[250:350] = False  # the shadow's edge, which on paper is soft
    assert np.array_equal(ink.mask(lit)[:, away], ink.mask(image)[:, away])


def test_an_evenly_lit_page_is_left_alone():
    image = lines_drawn(230, 20)
    assert ink.evenly_lit(image, 72) is image
