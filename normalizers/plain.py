"""Accent-free forms, for matching inside closed vocabularies."""

import unicodedata

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


def fold(text: str) -> str:
    """Lower case without accents, `đ` as `d`: `Sở Y tế` -> `so y te`.

    NFC text keeps its length; combining marks of decomposed text are dropped (see `fold_map`).
    """
    folded = text.translate(_TABLE)
    if folded.isascii():
        return folded
    return "".join(c for c in folded if not unicodedata.combining(c))


def fold_map(text: str) -> tuple[str, list[int]]:
    """`fold(text)` and, for each of its characters, the index in `text`; one more entry for the end."""
    folded, offsets = [], []
    for index, character in enumerate(text):
        if unicodedata.combining(character):
            continue
        folded.append(character.translate(_TABLE))
        offsets.append(index)
    return "".join(folded), [*offsets, len(text)]
