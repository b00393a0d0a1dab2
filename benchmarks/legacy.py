"""Legacy files (TCVN3 text in PDF, old Word and old Excel) against their texts in ../shared, and a sample of numbers for the eye.

    python -m benchmarks.legacy text
    python -m benchmarks.legacy numbers FOLDER [--seed 2005] [--count 100]

`text` prints the share of syllables found, first as the texts stand, then held against what is printed as far as that can be done without
looking: letters compared without case (fonts of capitals print capitals over small letters), and pieces of the true text put
together where one of them is no syllable and the whole is one ("l ý", "th úc": the tool that made that text split them).
`numbers` draws numbers of the longest document at random and makes sheets of pictures of them, each with its page and a red line
under it, and a list of what was read: what was seen is noted in benchmarks/legacy-numbers.md.
"""
from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from benchmarks.corpus import SHARED, text_score
from normalizers.syllables import is_syllable
from pipeline.model.document import Document, Word
from pipeline.stages.read import Read
from pipeline.stages.structure import build

LEGACY = SHARED / "corpus" / "legacy"
BAR = 0.995
SCALE, ROWS, HEIGHT, ACROSS = 3, 13, 64, 620


def pairs() -> list[tuple[Path, Path]]:
    """(file, its true text)."""
    found = []
    for path in sorted(LEGACY.iterdir()):
        texts = [t for t in (path.with_suffix(".truth.txt"), LEGACY / f"{path.name.partition('.')[0]}.txt") if t.is_file()]
        if path.suffix != ".txt" and texts:
            found.append((path, texts[0]))
    return found


def joined(words: list[str]) -> list[str]:
    """Neighbours put together where one of the two is no syllable and both together are."""
    out: list[str] = []
    for word in words:
        if (out and out[-1].isalpha() and word.isalpha() and is_syllable(out[-1] + word)
            and not (is_syllable(out[-1]) and is_syllable(word))):
            out[-1] += word
        else:
            out.append(word)
    return out


def found(scorer, want: list[str], have: list[str]) -> float:
    w = Counter(want)
    return scorer.found(w, Counter(have)) / max(1, sum(w.values()))


def text() -> None:
    scorer = text_score()
    print(f"{'file':18}{'as it stands':>14}{'without case':>14}{'and put together':>18}{'words alone':>13}   bar {BAR}")
    for path, truth in pairs():
        have = scorer.tokens(scorer.clean(build(Read()(path.read_bytes(), path.name)).text))
        want = scorer.tokens(scorer.clean(truth.read_text(encoding="utf-8")))
        small = [w.lower() for w in want], [h.lower() for h in have]
        whole = joined(small[0]), joined(small[1])
        words = [[w for w in side if not any(map(str.isdigit, w))] for side in whole]
        print(f"{path.name[:12] + path.suffix:18}"
              f"{found(scorer, want, have):14.4f}{found(scorer, *small):14.4f}"
              f"{found(scorer, *whole):18.4f}{found(scorer, *words):13.4f}", flush=True)


def numbers_of(document: Document) -> list[tuple[int, Word]]:
    """(page, word) of every word with a digit."""
    out = []
    for page in document.pages:
        lines = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines), *page.furniture]
        out += [(page.number, word) for line in lines for word in line.words if any(map(str.isdigit, word.text))]
    return out


def numbers(folder: Path, seed: int, count: int) -> None:
    text_score()
    path = max((p for p, _ in pairs() if p.suffix == ".pdf"), key=lambda p: p.stat().st_size)
    data = path.read_bytes()
    every = numbers_of(Read()(data, path.name))
    drawn = [every[i] for i in sorted(random.Random(seed).sample(range(len(every)), count))]
    folder.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(data)
    for sheet in range(0, count, 2 * ROWS):
        _sheet(document, drawn[sheet : sheet + 2 * ROWS], sheet).save(folder / f"{sheet // (2 * ROWS)}.png")
    (folder / "read.txt").write_text("".join(f"{at}\t{page}\t{word.text}\n" for at, (page, word) in enumerate(drawn, 1)), encoding="utf-8")
    print(f"{count} of {len(every)} numbers of {path.name}: sheets and read.txt in {folder}")


def _sheet(document: pypdfium2.PdfDocument, drawn: list[tuple[int, Word]], first: int) -> Image.Image:
    sheet = Image.new("RGB", (2 * ACROSS, ROWS * HEIGHT), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=20)
    for at, (page, word) in enumerate(drawn):
        x, y = at % 2 * ACROSS, at // 2 * HEIGHT
        pen.text((x + 4, y + 18), f"{first + at + 1} p{page}", fill="blue", font=font)
        picture = document[page - 1].render(scale=SCALE).to_pil()
        box = word.bbox
        crop = picture.crop((max(0, int(SCALE * box.x0) - 126), int(SCALE * box.top) - 9, int(SCALE * box.x1) + 126,
                             int(SCALE * box.bottom) + 9))
        under = min(126, int(SCALE * box.x0))
        ImageDraw.Draw(crop).line([(under, crop.height - 2), (under + int(SCALE * box.width), crop.height - 2)], fill="red", width=3)
        sheet.paste(crop, (x + 100, y + 4))
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("text", "numbers"))
    parser.add_argument("folder", type=Path, nargs="?", default=Path("output/legacy-numbers"))
    parser.add_argument("--seed", type=int, default=2005)
    parser.add_argument("--count", type=int, default=100)
    args = parser.parse_args()
    text() if args.what == "text" else numbers(args.folder, args.seed, args.count)


if __name__ == "__main__":
    main()
