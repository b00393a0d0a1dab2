"""Words of a text layer as the file spells them -> Unicode: legacy encodings, private-use glyphs, hyphens, NFC."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.stages.read.encodings import characters, legacy
from pipeline.stages.read.tokens import Token


def decode(tokens: Sequence[Token]) -> str | None:
    """Spells the words anew, in place; the legacy encoding that most of the changed ones were in (None: none was). A
    word of nothing but unseen characters and stray marks becomes empty.

    A block is a line of the page, or what the content stream gives of it in one go.
    """
    blocks = _blocks(tokens) if legacy.suspected("".join(t.text for t in tokens)) else []
    texts = [" ".join(t.text for t in block) for block in blocks]
    hint = legacy.font_hint([t.font or "" for t in tokens]) if blocks else None
    used: Counter[str] = Counter()
    for block, text, encoding in zip(blocks, texts, legacy.detect(texts, hint), strict=True):
        if encoding is None:
            continue
        capitals = encoding == legacy.TCVN3 and legacy.among_capitals(text)
        for token in block:
            token.text = legacy.convert(token.text, encoding, legacy.font_of_capitals(token.font) or capitals and not token.text.isascii())
        used[encoding] += len(text)
    if not characters.is_clean("".join(t.text for t in tokens)):
        for token in tokens:
            token.text = characters.printed(token.text)
    return used.most_common(1)[0][0] if used else None


def _blocks(tokens: Sequence[Token]) -> list[list[Token]]:
    blocks: list[list[Token]] = []
    for token in tokens:
        if blocks and abs(blocks[-1][-1].baseline - token.baseline) < 0.3 * token.size:
            blocks[-1].append(token)
        else:
            blocks.append([token])
    return blocks
