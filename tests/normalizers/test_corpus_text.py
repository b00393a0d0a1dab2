"""Lost spaces on whole documents: a clean text stays as it is, a glued one loses its glued words."""
from pathlib import Path

import pytest
import regex

from normalizers import agencies, syllables
from tests.cost import growth

TRUTH = Path(__file__).parents[3] / "shared" / "corpus" / "truth"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not TRUTH.is_dir(), reason="../shared/corpus is not here")]


TEXTS = [path.read_text(encoding="utf-8") for path in sorted(TRUTH.glob("*.txt"))]
FEW = 5  # foreign words and names that are no syllables, in a text without lost spaces


def illegal(text: str) -> int:
    """How many longer words are no Vietnamese syllable: foreign ones, and those glued together."""
    return sum(not syllables.is_syllable(w) for w in regex.findall(r"\p{L}+", text) if not w.isupper() and len(w) > 3)


def test_both_kinds_of_text_are_here() -> None:
    assert {illegal(text) < FEW for text in TEXTS} == {True, False}


def test_clean_text_is_left_alone() -> None:
    for text in TEXTS:
        if illegal(text) < FEW:
            assert syllables.unglue_map(text)[0] == text


def test_glued_text_comes_apart() -> None:
    for text in TEXTS:
        before = illegal(text)
        if before < FEW:
            continue
        new, _ = syllables.unglue_map(text)
        assert new.replace(" ", "") == text.replace(" ", "")
        assert len(new) - len(text) >= before
        assert illegal(new) < FEW


def test_finding_agencies_is_linear() -> None:
    text = syllables.unglue_map(max(TEXTS, key=len))[0]
    limit = 10  # 4 times where linear, 16 times where quadratic
    assert growth(lambda: list(agencies.find(text * 2)), lambda: list(agencies.find(text * 8)), limit) < limit
