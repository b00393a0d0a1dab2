"""The measuring corpus of ../shared: scans, their true texts, the scorer. Says so and stops where it is absent."""
from __future__ import annotations

import importlib.util
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2

from pipeline.model.document import Page
from pipeline.stages.read import raster

SHARED = Path(__file__).resolve().parents[2] / "shared"
VARIANTS = ("office", "poor", "clean", "real")


def text_score():
    """The scorer of ../shared/tools as a module."""
    path = SHARED / "tools" / "text_score.py"
    if not path.is_file():
        sys.exit(f"nothing measured: {path.name} and the corpus are needed in ../shared, and are not there")
    spec = importlib.util.spec_from_file_location("text_score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(variant: str) -> list[Path]:
    corpus = SHARED / "corpus"
    return sorted((corpus / "real").glob("*.pdf")) if variant == "real" else sorted(corpus.glob(f"*.{variant}.pdf"))


def truth(scorer, path: Path) -> list[str]:
    name = path.name.partition(".")[0]
    return scorer.truth_pages(SHARED / "corpus" / "truth", name) or scorer.truth_pages(SHARED / "gold", name) or []


def pictures(path: Path) -> Iterator[tuple[int, np.ndarray, float, float, float]]:
    """(number, picture, dpi, width, height) of each page."""
    pdf = pypdfium2.PdfDocument(path)
    for number in range(1, len(pdf) + 1):
        page = pdf[number - 1]
        image, dpi = raster.picture(page)
        yield number, image, dpi, *page.get_size()


def text_of(page: Page) -> str:
    """All that was read, tables at their place."""
    parts = [line.text for line in page.lines]
    for grid in sorted(page.grids, key=lambda g: -g.before):
        parts[grid.before : grid.before] = [cell.text for cell in grid.cells]
    return "\n".join(parts + [line.text for line in (*page.furniture, *page.stamps)])


def counted(scorer, want: str, have: str) -> Counter:
    """The sums behind text_score's measures for one page."""
    from rapidfuzz.distance import Levenshtein

    want, have = scorer.clean(want), scorer.clean(have)
    w, h = Counter(scorer.tokens(want)), Counter(scorer.tokens(have))
    wd, hd = _figures(scorer, want), _figures(scorer, have)
    return Counter(edits=Levenshtein.distance(want, have), chars=len(want), syl=scorer.found(w, h),
                   syls=sum(w.values()), num=scorer.found(wd, hd), nums=sum(wd.values()),
                   false=sum(hd.values()) - scorer.found(wd, hd), pages=1)


def doubted(scorer, want: str, page: Page) -> int:
    """How many of the figures that were read and are not in the truth are said to be doubtful: words with a confidence below 0.5."""
    lines = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]
    unsure = " ".join(w.text for line in lines for w in line.words if w.confidence is not None and w.confidence < 0.5)
    false = _figures(scorer, text_of(page)) - _figures(scorer, want)
    return (false & _figures(scorer, unsure)).total()


def _figures(scorer, text: str) -> Counter:
    return Counter(token for token in scorer.tokens(scorer.clean(text)) if any(map(str.isdigit, token)))


def cpu() -> float:
    """User and system seconds of this process and of its children that ended."""
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
