"""What stands in the cells and lines of plans and decisions where a figure is looked for, drawn by lot.

Separators are the Vietnamese ones (dot between thousands, comma before decimals) most of the time; printed slips (4,00 beside 4.00,
groups of two or four digits) are drawn too, for the reader must say what is printed and not what should be.
"""
from __future__ import annotations

import random

_LETTERS = "aàảãáạăâbcdđeèéêghiìíklmnoòóôơpqrstuùúưvxyABCDĐEGHIKLMNOÔPQRSTUƯVXYabcdeghiklmnoqrstuvxyIlOoSBZgq"
_OTHERS = "=?!\"'*&°½²³"
_UNITS = ("ha", "km", "kg", "m2", "người", "hộ", "xã", "tấn", "tỷ", "tr.đ", "đ", "%", "triệu")
_SIGNS = ("QĐ-UBND", "KH-UBND", "NĐ-CP", "NQ-HĐND", "QĐ-TTg", "TT-BTC", "CT-TTg", "BC-UBND", "NQ/TU", "TTr-STC")


def text(lot: random.Random) -> str:
    """One content of a cell or a word, as printed."""
    return lot.choices((_count, _decimal, _share, _small, _range, _date, _code, _word, _mixed, _spaced, _odd),
                       (24, 20, 12, 7, 6, 7, 5, 8, 6, 3, 6))[0](lot)


def _whole(lot: random.Random, digits: int) -> str:
    return str(lot.randint(0 if digits == 1 else 10 ** (digits - 1), 10**digits - 1))


def _grouped(number: str, dot: str = ".") -> str:
    return f"{int(number):,}".replace(",", dot)


def _count(lot: random.Random) -> str:
    number = _whole(lot, lot.choices(range(1, 11), (1, 3, 6, 8, 7, 6, 3, 2, 1, 1))[0])
    body = _grouped(number) if lot.random() < 0.85 else number
    return lot.choices(("", "-", "+", "("), (92, 4, 2, 2))[0] + body


def _decimal(lot: random.Random) -> str:
    whole = _whole(lot, lot.choices((1, 2, 3, 4, 5, 6), (6, 8, 4, 2, 1, 1))[0])
    body = ((_grouped(whole) if lot.random() < 0.8 else whole) + lot.choices((",", "."), (85, 15))[0]
            + "".join(lot.choices("0123456789", k=lot.choices((1, 2, 3), (5, 6, 1))[0])))
    return lot.choices(("", "-"), (95, 5))[0] + body


def _share(lot: random.Random) -> str:
    return ((_decimal(lot) if lot.random() < 0.6 else _whole(lot, lot.choice((1, 2, 2, 3))))
            + lot.choices(("", " "), (85, 15))[0] + "%" + lot.choices(("", ";", ",", ".", ")"), (75, 8, 8, 6, 3))[0])


def _small(lot: random.Random) -> str:
    body = lot.choice((f"{lot.randint(0, 9):02d}", str(lot.randint(0, 99)), f"{lot.randint(1, 9)}.{lot.randint(1, 9)}",
                       f"({lot.randint(1, 30)})", f"{lot.randint(1, 20)}.",
                       f"{lot.randint(1, 9)}.{lot.randint(1, 9)}.{lot.randint(1, 12)}"))
    return body + lot.choices(("", ".", ",", ";", ":", ")"), (80, 4, 4, 4, 4, 4))[0]


def _range(lot: random.Random) -> str:
    dash = lot.choice(("-", "–", " - ", " – ", "- "))
    if lot.random() < 0.45:
        first = lot.randint(1990, 2035)
        return f"{first}{dash}{first + lot.randint(1, 10)}"
    kind = lot.choice((lambda: f"{lot.randint(0, 99):02d}", lambda: _whole(lot, 2),
                       lambda: f"{lot.randint(0, 30)},{lot.randint(0, 9)}", lambda: _grouped(_whole(lot, 4))))
    return kind() + dash + kind() + lot.choices(("", "%", "."), (6, 3, 1))[0]


def _date(lot: random.Random) -> str:
    day, month, year = lot.randint(1, 31), lot.randint(1, 12), lot.randint(1975, 2035)
    if lot.random() < 0.5:
        day, month = f"{day:02d}", f"{month:02d}"
    body = lot.choice((f"{day}/{month}/{year}", f"{day}/{month}/{year}", f"{month}/{year}", f"{day}/{month}",
                       f"{day}-{month}-{year}", str(year), str(year)))
    return lot.choices(("", "("), (95, 5))[0] + body + lot.choices(("", ".", ",", ";", ")"), (75, 8, 8, 4, 5))[0]


def _code(lot: random.Random) -> str:
    number, year = lot.choice((str(lot.randint(1, 4999)), f"{lot.randint(1, 99):02d}")), lot.randint(1990, 2030)
    sign = lot.choice(_SIGNS)
    return lot.choice((f"{number}/{year}/{sign}", f"{number}/{sign}", f"{number}/{year}", f"{number}/{sign};"))


def _letters(lot: random.Random, most: int) -> str:
    return "".join(lot.choices(_LETTERS, k=lot.randint(1, most)))


def _word(lot: random.Random) -> str:
    body = " ".join(_letters(lot, 6) for _ in range(lot.choice((1, 1, 2, 3))))
    return body + lot.choices(("", ".", ",", ";", ":", "-", ")"), (60, 8, 8, 6, 6, 6, 6))[0]


def _mixed(lot: random.Random) -> str:
    body = _count(lot) if lot.random() < 0.6 else _decimal(lot)
    return lot.choice((f"{body} {lot.choice(_UNITS)}", body + lot.choice(_UNITS),
                       f"{_letters(lot, 2)}{lot.randint(1, 9)}", f"{_letters(lot, 5)} {body}",
                       body + lot.choice(_OTHERS), f"{lot.randint(1, 9)}{lot.choice('abcdđ')})",
                       f"{lot.choice('=≤≥<>')} {body}", f"{body} {_letters(lot, 4)}"))


def _spaced(lot: random.Random) -> str:
    return lot.choice((_grouped(_whole(lot, lot.randint(4, 8)), " "), f"{_count(lot)} {_count(lot)}", f"{_small(lot)} {_small(lot)}"))


def _odd(lot: random.Random) -> str:
    """Figures printed against the rules, lone marks, figures in brackets."""
    return lot.choice((
        lambda: _whole(lot, lot.randint(1, 3)) + lot.choice(".,") + "".join(lot.choices("0123456789", k=lot.randint(1, 4))),
        lambda: f"{_whole(lot, lot.randint(1, 2))}.{_whole(lot, 2)}.{_whole(lot, 3)}",
        lambda: lot.choice(("-", "–", "%", "x", "X", "...", "+", "…", ".", "/")),
        lambda: "(" + _count(lot).lstrip("(") + ")",
        lambda: "".join(lot.choices("0123456789", k=lot.randint(2, 12))),
        lambda: _grouped(_whole(lot, lot.randint(4, 7)), ","),
        lambda: f"{_grouped(_whole(lot, lot.randint(4, 7)))},{lot.randint(0, 999)}",
    ))()
