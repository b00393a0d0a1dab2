"""Lost spaces on whole documents: a clean text stays as it is, a glued one loses its glued words."""

import time
from pathlib import Path

import pytest
import regex

from normalizers import agencies, syllables

TRUTH = Path(__file__).parents[3] / "shared" / "corpus" / "truth"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not TRUTH.is_dir(), reason="../shared/corpus is not here")]


def text_of(name: str) -> str:
    return (TRUTH / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["bach-thong-2023", "bac-giang-2017"])
def test_clean_text_is_left_alone(name: str) -> None:
    text = text_of(name)
    assert syllables.unglue_map(text)[0] == text


def test_glued_text_comes_apart() -> None:
    text = text_of("bac-kan-2013")
    new, offsets = syllables.unglue_map(text)
    assert len(new) - len(text) > 200
    assert new.replace(" ", "") == text.replace(" ", "")

    def illegal(words: str) -> int:
        return sum(not syllables.is_syllable(w) for w in regex.findall(r"\p{L}+", words) if not w.isupper() and len(w) > 3)

    assert illegal(text) > 150
    assert illegal(new) < 5


def test_finding_agencies_is_linear() -> None:
    text = syllables.unglue_map(text_of("bac-giang-2017"))[0]
    list(agencies.find(text))
    costs = []
    for size in (1, 8):
        start = time.process_time()
        list(agencies.find(text * size))
        costs.append(time.process_time() - start)
    assert costs[1] < 8 * costs[0] * 2
