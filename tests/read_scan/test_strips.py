"""Lines cut out of the page: what of the ink at their edges is theirs."""
import numpy as np
import pytest

from pipeline.stages.read import scan_strips
from pipeline.stages.read.scan_strips import Band

TOP, CORE, BOTTOM = 120, (136, 152), 164


def page(*pieces: tuple[int, int]) -> np.ndarray:
    """A gray page with the core of a line, and above it one piece of ink between each two rows."""
    image = np.full((300, 600), 230, np.uint8)
    image[CORE[0] : CORE[1], 60:540:8] = 20
    for at, (first, last) in enumerate(pieces):
        image[first:last, 100 + 40 * at : 110 + 40 * at] = 20
    return image


@pytest.mark.parametrize("piece, stays", [((112, 134), True), ((116, 133), True), ((100, 124), False), ((110, 128), False)])
def test_a_mark_that_ends_near_the_letters_is_theirs(piece, stays):
    """The tone of `ồ` may reach beyond the strip; a tail of the line above ends farther from the letters."""
    band = Band(50.0, 550.0, 0.0, float(TOP), float(BOTTOM), CORE)
    strip = scan_strips.cut(page(piece), band, np.eye(2, 3))
    above = strip.picture()[: round((piece[1] - TOP) * strip.scale)]
    assert (above.min() < 100) == stays
