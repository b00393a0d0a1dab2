"""Counting nouns: what a number counts, in the noun's shortest form (`hộ nghèo` -> `hộ`)."""

import unicodedata
from decimal import Decimal

import regex

from normalizers import numbers, vocabulary
from normalizers.plain import fold
from normalizers.unreadable import Unreadable

_UNITS = {unit.lower(): unit for unit in vocabulary.column("units", "unit")}
# Accent-free forms that belong to one unit alone, for scans that lost the tone marks.
_FOLDED: dict[str, str | None] = {}
for _unit in _UNITS.values():
    _key = fold(_unit)
    _FOLDED[_key] = None if _key in _FOLDED else _unit
_LONGEST = max(len(unit.split()) for unit in _UNITS)
_WORD = regex.compile(r"%|‰|[\w²³]+")
_SPELLED = {
    "phần trăm": "%", "mét vuông": "m²", "mét khối": "m³", "ki lô mét": "km", "kilomet": "km", "ki lô mét vuông": "km²",
    "xăng ti mét": "cm", "mi li mét": "mm", "mét": "m", "ki lô gam": "kg", "ki lô gram": "kg", "kilôgam": "kg",
    "kí": "kg", "gram": "g", "gam": "g", "héc ta": "ha", "hecta": "ha", "mi li lít": "ml", "lít": "l", "độ c": "°C",
    "độ f": "°F", "độ k": "°K", "ki lô oát": "kW", "oát": "W", "vôn": "V", "mi li vôn": "mV", "mi li am pe": "mA",
    "mi li ampe": "mA", "hẹc": "Hz", "gi ga hẹc": "GHz", "mã lực": "HP", "tê ra oát": "TW", "gi ga bai": "GB",
    "gigabyte": "GB", "terabyte": "TB", "megabit trên giây": "Mbps",
}
_SYMBOLS = {
    symbol.lower(): symbol
    for symbol in [*_SPELLED.values(), "inch", "m2", "m3", "km2", "°c", "°f", "h", "s", "MW", "kWh", "MWh", "GWh", "kV",
                   "kVA", "phút", "giờ", "giây"]
}
_SYMBOLS |= {"m2": "m²", "m3": "m³", "km2": "km²", "cm2": "cm²", "cm3": "cm³", "°c": "°C", "°f": "°F", "°k": "°K"}
_TIMES = {"giờ": "h", "h": "h", "giây": "s", "s": "s"}
_QUANTITY = regex.compile(r"(?P<number>[-−]?\d[\d.,]*)\s*(?P<unit>[^\d\s].*)")


def read(text: str) -> str:
    """The unit at the start of the words that follow a number: `lượt người tham gia` -> `lượt người`, `%` -> `%`.

    Longest known noun first, whatever its case; accents may be missing. Raises Unreadable for an unknown noun.
    """
    stripped = unicodedata.normalize("NFC", text).lstrip()
    if stripped[:1] in {"%", "‰"}:
        return stripped[0]
    words = _leading_words(stripped)
    for size in range(len(words), 0, -1):
        unit = _UNITS.get(" ".join(words[:size]))
        if unit is not None:
            return unit
    for size in range(len(words), 0, -1):
        unit = _FOLDED.get(fold(" ".join(words[:size])))
        if unit is not None and len(unit) > 2 and _lost_marks(" ".join(words[:size]), unit.lower()):
            return unit
    raise Unreadable(text, "no known counting noun")


def _lost_marks(printed: str, unit: str) -> bool:
    """Whether marks were only lost: `mo hinh` for `mô hình`, but no `chỉ` for `chi`."""
    pairs = zip(printed, unit, strict=True)
    return all(set(unicodedata.normalize("NFD", left)) <= set(unicodedata.normalize("NFD", right)) or left == "d" for left, right in pairs)


def _leading_words(text: str) -> list[str]:
    """The first words, lower case, up to the first mark between them."""
    words: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        if text[end:match.start()].strip() or len(words) == _LONGEST:
            break
        words.append(match[0].lower())
        end = match.end()
    return words


def read_quantity(text: str) -> tuple[Decimal, str]:
    """A number with a unit of measure, in symbols or words: `8,5m2` -> (8.5, `m²`), `hai trăm lẻ tư mét` -> (204, `m`).

    Rates keep their slash: `120km/h` -> `km/h`. Raises Unreadable.
    """
    words = " ".join(unicodedata.normalize("NFC", text).split())
    match = _QUANTITY.fullmatch(words)
    if match:
        return numbers.read(match["number"]), _symbol(text, match["unit"])
    tokens = words.split(" ")
    for size in range(1, len(tokens)):
        unit = " ".join(tokens[size:])
        try:
            symbol = _symbol(text, unit)
            return numbers.read(" ".join(tokens[:size])), symbol
        except Unreadable:
            continue
    raise Unreadable(text, "no number with a unit of measure")


def _symbol(text: str, unit: str) -> str:
    lowered = unit.lower()
    if lowered in _SPELLED:
        return _SPELLED[lowered]
    if lowered in _SYMBOLS:
        return _SYMBOLS[lowered]
    length, slash, time = lowered.replace(" trên ", "/").partition("/")
    if slash and time in _TIMES:
        return f"{_symbol(text, length)}/{_TIMES[time]}"
    raise Unreadable(text, "unknown unit of measure")
