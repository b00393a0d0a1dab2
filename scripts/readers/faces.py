"""The typefaces that figures and lines are drawn in: mostly like Times, as Nghị định 30/2020/NĐ-CP asks of documents; some are
kept for judging.

All come from packages of Debian: fonts-croscore, -crosextra-caladea, -crosextra-carlito, -dejavu, -freefont-ttf, -gfs-didot, -lato,
-liberation, -linuxlibertine, -lmodern, -noto-core, -open-sans, -roboto-unhinted, -sil-charis, -sil-gentium, -texgyre, -urw-base35.
"""
from __future__ import annotations

import random
import subprocess

from PIL import ImageFont

_TIMES = ("Tinos", "Liberation Serif", "FreeSerif", "Nimbus Roman", "TeX Gyre Termes")
_SERIF = ("DejaVu Serif", "Linux Libertine O", "Charis SIL", "Gentium Plus", "C059", "P052", "TeX Gyre Pagella", "TeX Gyre Schola",
          "Noto Serif", "GFS Didot", "Latin Modern Roman,LM Roman 10")
_SANS = ("Arimo", "Liberation Sans", "FreeSans", "Nimbus Sans", "DejaVu Sans", "Carlito", "Lato", "Open Sans", "Roboto",
         "Noto Sans", "Liberation Sans Narrow", "Linux Biolinum O")
_MONO = ("Liberation Mono", "DejaVu Sans Mono")
HELD_OUT = ("Caladea", "TeX Gyre Bonum")
_STYLES = {"Regular": 60, "Book": 60, "Roman": 60, "Bold": 22, "Italic": 12, "Oblique": 12,
           "Bold Italic": 6, "Bold Oblique": 6, "BoldItalic": 6}


Face = tuple[str, int, frozenset[int]]
"""File, weight of its style, characters that it has."""


def installed() -> dict[str, list[Face]]:
    """The faces of each installed family."""
    asked = ["fc-list", "--format", "%{family}|%{style[0]}|%{file}|%{charset}\n"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    found: dict[str, list[Face]] = {}
    for line in sorted(told.splitlines()):
        family, style, path, characters = line.split("|")
        if style in _STYLES and path.endswith((".ttf", ".otf")):
            found.setdefault(family, []).append((path, _STYLES[style], _spread(characters)))
    return found


def _spread(ranges: str) -> frozenset[int]:
    """fontconfig's "20-7e a0" as the characters it means."""
    ends = [[int(end, 16) for end in part.split("-")] for part in ranges.split()]
    return frozenset(c for pair in ends for c in range(pair[0], pair[-1] + 1))


class Faces:
    """Fonts drawn by lot; `held_out` gives the faces that training never sees."""

    def __init__(self, held_out: bool = False, letters: str = "0123456789") -> None:
        """Only faces that have all of `letters`."""
        files, needed = installed(), {ord(c) for c in letters}
        kinds = ((HELD_OUT, 1),) if held_out else ((_TIMES, 60), (_SERIF, 18), (_SANS, 20), (_MONO, 2))
        able = {family: [face for face in faces if needed <= face[2]] for family, faces in files.items()}
        self._kinds = [([able[family] for family in families if able.get(family)], weight) for families, weight in kinds]
        self._open: dict[tuple[str, int], ImageFont.FreeTypeFont] = {}

    def draw(self, lot: random.Random, size: int, text: str = "") -> ImageFont.FreeTypeFont | None:
        """A face at `size` pixels; None if the one that fell has not all characters of `text`."""
        families = lot.choices([k for k, _ in self._kinds], [w for _, w in self._kinds])[0]
        files = lot.choice(families)
        path, _, characters = lot.choices(files, [w for _, w, _ in files])[0]
        if not characters.issuperset(map(ord, text)):
            return None
        if (path, size) not in self._open:
            if len(self._open) > 1500:
                self._open.clear()
            self._open[path, size] = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
        return self._open[path, size]
