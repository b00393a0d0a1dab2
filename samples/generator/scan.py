"""Scans of the born-digital PDFs: pages as pictures, worn the way an office scanner or a photocopier wears them. Seeded."""
from __future__ import annotations

import io
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter, ImageFont

EPOCH = time.gmtime(946684800)  # 2000-01-01, so that the bytes do not change


@dataclass(frozen=True)
class Wear:
    """dpi of the scan; skew in degrees, at most; blur radius in pixels; depth of the uneven light and of the
    show-through, 0..1; specks a page."""

    dpi: int
    skew: float
    blur: float
    light: float
    through: float
    specks: int
    bilevel: bool
    quality: int = 32


OFFICE = Wear(dpi=200, skew=0.9, blur=0.7, light=0.16, through=0.10, specks=25, bilevel=False)
POOR = Wear(dpi=150, skew=1.3, blur=0.85, light=0.10, through=0.0, specks=160, bilevel=True)


def page_pictures(pdf: Path, dpi: int) -> list[Image.Image]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def find_text(pdf: Path, words: str) -> tuple[int, float, float] | None:
    """(page index, x, y from the top in points) of the last place where the words stand."""
    found = None
    with pdfium.PdfDocument(pdf) as document:
        for index, page in enumerate(document):
            hits = page.get_textpage().search(words)
            while hit := hits.get_next():
                left, bottom, _, top = page.get_textpage().get_charbox(hit[0])
                found = (index, left, page.get_height() - (top + bottom) / 2)
    return found


def draw_stamp(dpi: int, words: str, font: Path) -> Image.Image:
    """A round red seal of 36 mm (Nghị định 99/2016/NĐ-CP has them red and round), as ink on a transparent ground."""
    size = round(36 / 25.4 * dpi)
    seal = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw, middle, ink = ImageDraw.Draw(seal), size / 2, (205, 30, 45, 205)
    draw.ellipse([2, 2, size - 3, size - 3], outline=ink, width=max(2, dpi // 45))
    draw.ellipse([size * 0.27, size * 0.27, size * 0.73, size * 0.73], outline=ink, width=max(1, dpi // 100))
    points = [(middle + size * radius * math.sin(k * math.pi / 5), middle - size * radius * math.cos(k * math.pi / 5))
              for k, radius in enumerate([0.17, 0.07] * 5)]
    draw.polygon(points, fill=ink)
    letters = ImageFont.truetype(str(font), round(size * 0.105))
    for k, letter in enumerate(words):
        angle = (k - (len(words) - 1) / 2) * min(13.5, 330 / len(words))
        tile = Image.new("RGBA", (size, size), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((middle, size * 0.085), letter, font=letters, fill=ink, anchor="mt")
        seal.alpha_composite(tile.rotate(-angle, resample=Image.Resampling.BICUBIC))
    return seal


def uneven(shape: tuple[int, int], depth: float, rng: np.random.Generator) -> np.ndarray:
    """Brightness over the page, 1 - depth .. 1: a smooth field from a 4 x 4 grid and a shadow along one edge."""
    coarse = Image.fromarray((rng.random((4, 4)) * 255).astype(np.uint8))
    field = np.asarray(coarse.resize((shape[1], shape[0]), Image.Resampling.BICUBIC), dtype=np.float32) / 255
    edge = np.exp(-np.arange(shape[1], dtype=np.float32) / (shape[1] * 0.05))
    return 1 - depth * (0.6 * (1 - field) + 0.4 * edge[None, :])


def specks(pixels: np.ndarray, count: int, rng: np.random.Generator) -> None:
    for _ in range(count):
        y, x, r = rng.integers(0, pixels.shape[0] - 4), rng.integers(0, pixels.shape[1] - 4), rng.integers(1, 4)
        pixels[y:y + r, x:x + r] = np.minimum(pixels[y:y + r, x:x + r], rng.integers(20, 150))


def worn(page: Image.Image, back: Image.Image | None, wear: Wear, rng: np.random.Generator) -> Image.Image:
    """One gray page picture after the scanner: show-through, skew, blur, light, noise, specks."""
    ink = 255 - np.asarray(page, dtype=np.float32)
    if back is not None and wear.through and back.size == page.size:
        shadow = back.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(2.2))
        ink = np.maximum(ink, (255 - np.asarray(shadow, dtype=np.float32)) * wear.through)
    picture = Image.fromarray((255 - ink).astype(np.uint8))
    angle = float(rng.uniform(0.3, 1.0) * wear.skew * rng.choice([-1, 1]))
    picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(wear.blur))
    pixels = np.asarray(picture, dtype=np.float32) * 0.93 + 12
    pixels = pixels * uneven(pixels.shape, wear.light, rng) + rng.normal(0, 2.2 if not wear.bilevel else 17, pixels.shape)
    specks(pixels, wear.specks, rng)
    if wear.bilevel:  # a photocopy: hard edge at a threshold that wanders over the page
        limit = 150 + 18 * (uneven(pixels.shape, 1.0, rng) - 0.5)
        pixels = np.where(pixels < limit, 0, 255)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def scan_pages(pdf: Path, wear: Wear, seed: int, signer: str = "", seal: str = "", font: Path | None = None) -> list[Image.Image]:
    """The pages of a PDF as scanned pictures: gray or bilevel, the page with the seal in colour."""
    pictures = page_pictures(pdf, wear.dpi)
    place = find_text(pdf, signer) if signer and not wear.bilevel else None
    pages = []
    for index, picture in enumerate(pictures):
        rng = np.random.default_rng([seed, index])
        page = worn(picture, pictures[index + 1] if index + 1 < len(pictures) else None, wear, rng)
        if place and place[0] == index and font is not None:
            stamp = draw_stamp(wear.dpi, seal, font).rotate(float(rng.uniform(-12, 12)), resample=Image.Resampling.BICUBIC)
            x, y = (round(v * wear.dpi / 72) for v in (place[1] - 85, place[2] - 92))
            colour = page.convert("RGBA")
            colour.alpha_composite(stamp.filter(ImageFilter.GaussianBlur(0.6)), (x, y))
            page = colour.convert("RGB")
        pages.append(page.convert("1", dither=Image.Dither.NONE) if wear.bilevel else page)
    return pages


def write_scan(pages: list[Image.Image], path: Path, wear: Wear) -> None:
    """As image-only PDF (JPEG, or CCITT group 4 when bilevel), multi-page TIFF or PNG, by the ending of the name."""
    first, rest = pages[0], pages[1:]
    quality = {} if wear.bilevel else {"quality": wear.quality}
    buffer = io.BytesIO()
    if path.suffix == ".pdf":
        first.save(buffer, "PDF", save_all=True, append_images=rest, resolution=wear.dpi, producer="scanner",
                   creationDate=EPOCH, modDate=EPOCH, **quality)
    elif path.suffix == ".tif":
        first.save(buffer, "TIFF", save_all=True, append_images=rest, compression="group4" if wear.bilevel else "jpeg",
                   dpi=(wear.dpi, wear.dpi), **quality)
    else:
        first.save(buffer, "PNG", optimize=True, dpi=(wear.dpi, wear.dpi))
    path.write_bytes(buffer.getvalue())
