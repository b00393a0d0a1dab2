"""Accent-free forms, for matching inside closed vocabularies."""

import unicodedata
from functools import lru_cache

_SPECIAL = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"}


def _plain(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    letters = [c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)]
    return "".join(letters).lower()


# Every precomposed letter of Vietnamese folds to exactly one letter, so the table keeps offsets.
_TABLE = {
    code: folded
    for code in [*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1EA0, 0x1EFA)]
    if len(folded := _plain(chr(code))) == 1
}


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents, `đ` as `d`: `Sở Y tế` -> `so y te`, as long as `text`: an offset in the one is one in the other.

    Takes NFC text, as pages hold it; combining marks of decomposed text stay as they are.
    """
    return text.translate(_TABLE)
