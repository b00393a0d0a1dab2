"""What styles say about a Word paragraph or run: list, font, weight, size (ISO/IEC 29500-1, 17.7)."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.stages.read.flowing.docx_numbering import W, value


@dataclass(frozen=True, slots=True)
class Styles:
    """`by_id`: style id -> its element; `default` the default paragraph style's id; `base` the document's run properties."""

    by_id: dict
    default: str | None
    base: object | None

    def chain(self, style: str | None) -> Iterator[object]:
        """The style's element and those it is based on, nearest first."""
        seen = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            item = self.by_id[style]
            yield item
            based = item.find(W + "basedOn")
            style = None if based is None else based.get(W + "val")

    def list_of(self, paragraph) -> tuple[str, int] | None:
        """(list id, depth) of a numbered paragraph, of its own or by its style; None where numbering is off."""
        properties = paragraph.find(W + "pPr")
        style = _style(properties, "pStyle") or self.default
        list_id = depth = None
        for source in (properties, *(item.find(W + "pPr") for item in self.chain(style))):
            found = None if source is None else source.find(W + "numPr")
            if found is None:
                continue
            list_id = list_id or value(found, "numId")
            depth = depth or value(found, "ilvl")
        return None if list_id in (None, "0") else (list_id, int(depth or 0))

    def looks(self, run, paragraph) -> tuple[str | None, bool | None, float | None]:
        """(font, bold, size in points) of a run."""
        own = run.find(W + "rPr")
        paragraph_style = _style(paragraph.find(W + "pPr"), "pStyle") or self.default
        sources = [own, *(s.find(W + "rPr") for s in self.chain(_style(own, "rStyle"))),
                   *(s.find(W + "rPr") for s in self.chain(paragraph_style)), self.base]
        font = bold = size = None
        for source in (s for s in sources if s is not None):
            fonts = source.find(W + "rFonts")
            if font is None and fonts is not None:
                font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
            if bold is None and (mark := source.find(W + "b")) is not None:
                bold = mark.get(W + "val") not in ("0", "false", "off")
            if size is None and (height := value(source, "sz")):
                size = float(height) / 2
        return font, bool(bold), size


def styles(root) -> Styles:
    """From the root of `word/styles.xml` (None: no styles)."""
    if root is None:
        return Styles({}, None, None)
    by_id = {item.get(W + "styleId"): item for item in root.findall(W + "style")}
    default = next((i for i, s in by_id.items() if s.get(W + "type") == "paragraph" and s.get(W + "default") in ("1", "true")), None)
    return Styles(by_id, default, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))


def _style(properties, name: str) -> str | None:
    return None if properties is None else value(properties, name)
