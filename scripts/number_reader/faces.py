"""The typefaces that figures are drawn in: mostly like Times, as Nghị định 30/2020/NĐ-CP asks of documents; one is kept for judging.

All come from packages of Debian: fonts-croscore, -crosextra-caladea, -crosextra-carlito, -dejavu, -freefont-ttf, -gfs-didot, -lato,
-liberation, -linuxlibertine, -lmodern, -noto-core, -open-sans, -roboto-unhinted, -sil-charis, -sil-gentium, -texgyre, -urw-base35.
"""
from __future__ import annotations

import random
import subprocess

from PIL import ImageFont

_TIMES = ("Tinos", "Liberation Serif", "FreeSerif", "Nimbus Roman", "TeX Gyre Termes")
_SERIF = ("DejaVu Serif", "Linux Libertine O", "Charis SIL", "Gentium Plus", "C059", "P052", "TeX Gyre Pagella", "TeX Gyre Schola", "Noto Serif", "GFS Didot", "Latin Modern Roman,LM Roman 10")
_SANS = ("Arimo", "Liberation Sans", "FreeSans", "Nimbus Sans", "DejaVu Sans", "Carlito", "Lato", "Open Sans", "Roboto", "Noto Sans", "Liberation Sans Narrow", "Linux Biolinum O")
_MONO = ("Liberation Mono", "DejaVu Sans Mono")
HELD_OUT = ("Caladea",)
_STYLES = {"Regular": 60, "Book": 60, "Roman": 60, "Bold": 22, "Italic": 12, "Oblique": 12, "Bold Italic": 6, "Bold Oblique": 6, "BoldItalic": 6}


def installed() -> dict[str, list[tuple[str, int]]]:
    """Files of each installed family, with the weight of their style."""
    told = subprocess.run(["fc-list", "--format", "%{family}|%{style[0]}|%{file}\n"], capture_output=True, text=True, check=True).stdout
    found: dict[str, list[tuple[str, int]]] = {}
    for line in sorted(told.splitlines()):
        family, style, path = line.split("|")
        if style in _STYLES and path.endswith((".ttf", ".otf")):
            found.setdefault(family, []).append((path, _STYLES[style]))
    return found


class Faces:
    """Fonts drawn by lot; `held_out` gives the faces that training never sees."""

    def __init__(self, held_out: bool = False) -> None:
        files = installed()
        kinds = ((HELD_OUT, 1),) if held_out else ((_TIMES, 60), (_SERIF, 18), (_SANS, 20), (_MONO, 2))
        self._kinds = [([files[f] for f in families if f in files], weight) for families, weight in kinds]
        self._open: dict[tuple[str, int], ImageFont.FreeTypeFont] = {}

    def draw(self, lot: random.Random, size: int) -> ImageFont.FreeTypeFont:
        """A face at `size` pixels."""
        families = lot.choices([k for k, _ in self._kinds], [w for _, w in self._kinds])[0]
        files = lot.choice(families)
        path = lot.choices([p for p, _ in files], [w for _, w in files])[0]
        if (path, size) not in self._open:
            if len(self._open) > 1500:
                self._open.clear()
            self._open[path, size] = ImageFont.truetype(path, size)
        return self._open[path, size]
