"""The typeface of the sample plans: Tinos (SIL Open Font License 1.1), cut down to Latin and Vietnamese, in `samples/fonts`."""
from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FAMILY = "Tinos"
FACES = {"normal": "Regular", "bold": "Bold", "italic": "Italic", "boldItalic": "BoldItalic"}


def register_fonts(folder: Path) -> None:
    """Make the four faces known to reportlab; raises FileNotFoundError that names the Debian package with the whole fonts."""
    for face in FACES.values():
        path = folder / f"{FAMILY}-{face}.ttf"
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing; the Debian package fonts-croscore has it (/usr/share/fonts/truetype/croscore)")
        pdfmetrics.registerFont(TTFont(f"{FAMILY}-{face}", str(path)))
    pdfmetrics.registerFontFamily(FAMILY, *(f"{FAMILY}-{face}" for face in FACES.values()))
