"""Whole numbers and decimals written in words (`hai mươi lăm`, `một triệu rưỡi`, `ba phẩy bảy tám`).

Short forms are read where speech gives them one meaning: `hai mốt` 21, `một trăm hai` 120,
`mười triệu tư` 10,4 million. `một trăm năm` and `sáu triệu năm` may be a count of years: refused.
"""

from decimal import Decimal

from normalizers.unreadable import Unreadable

DIGITS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}
# Forms that a digit takes after a ten, a hundred or a scale.
_FINAL = {**DIGITS, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_FINAL.pop("không")
_BARE_FINAL = {word: value for word, value in _FINAL.items() if word not in {"một", "năm"}}
_ZERO_TEN = {"linh", "lẻ"}
_SCALES = [
    ({"tỷ", "tỉ"}, 10**9), ({"triệu"}, 10**6), ({"vạn"}, 10**4), ({"nghìn", "ngàn"}, 10**3),
]
SCALE = {word: value for words, value in _SCALES for word in words}
WORDS = {*_FINAL, "không", "mười", "mươi", "chục", "trăm", "rưỡi", *_ZERO_TEN, *SCALE}


def read(text: str) -> Decimal:
    """A number in words, as a Decimal; printed digits may stand for a part (`1 triệu rưỡi`, `1 phẩy 5`).

    Raises Unreadable for anything else, digit sequences such as telephone numbers included.
    """
    tokens = text.lower().split()
    negative = bool(tokens) and tokens[0] in {"âm", "trừ"}
    if negative:
        tokens = tokens[1:]
    if not tokens:
        raise Unreadable(text, "no number")
    try:
        value = _decimal(tokens)
    except _NoReading as error:
        raise Unreadable(text, str(error)) from None
    return -value if negative else value


class _NoReading(Exception):
    pass


def _decimal(tokens: list[str]) -> Decimal:
    for index, token in enumerate(tokens):
        if token in {"phẩy", "chấm"}:
            break
    else:
        return _whole(tokens)
    scale = Decimal(1)
    fraction = tokens[index + 1:]
    while fraction and fraction[-1] in SCALE:
        scale *= SCALE[fraction.pop()]
    digits = "".join(_fraction_digit(token) for token in fraction)
    if not digits or index == 0:
        raise _NoReading("a decimal sign without digits")
    whole = _whole(tokens[:index])
    return (whole + Decimal(f"0.{digits}")) * scale


def _fraction_digit(token: str) -> str:
    if token == "tư":
        return "4"
    if token in DIGITS:
        return str(DIGITS[token])
    if token.isascii() and token.isdigit():
        return token
    raise _NoReading(f"{token!r} is no decimal digit")


def _whole(tokens: list[str]) -> Decimal:
    for words, scale in _SCALES:
        position = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i] in words), None)
        if position is None:
            continue
        if position == 0:
            raise _NoReading("a scale without a number")
        head = _whole(tokens[:position])
        return head * scale + _rest(tokens[position + 1:], scale)
    return Decimal(_hundreds(tokens))


def _rest(tokens: list[str], scale: int) -> Decimal:
    """What follows a scale word: nothing, a half, a tenth said as one digit, or a smaller number."""
    if not tokens:
        return Decimal(0)
    if tokens == ["rưỡi"]:
        return Decimal(scale) / 2
    if len(tokens) == 1 and tokens[0] in _FINAL:
        if tokens[0] not in _BARE_FINAL:
            raise _NoReading(f"{tokens[0]!r} after a scale has two readings")
        return Decimal(_BARE_FINAL[tokens[0]] * scale) / 10
    value = _whole(tokens)
    if value >= scale:
        raise _NoReading("scales out of order")
    return value


def _hundreds(tokens: list[str]) -> int:
    if "trăm" not in tokens:
        return _tens(tokens)
    position = tokens.index("trăm")
    if position > 1:
        raise _NoReading("more than one digit before 'trăm'")
    hundreds = 1 if position == 0 else _digit(tokens[0])
    if position == 0 and len(tokens) > 1:
        raise _NoReading("no digit before 'trăm'")
    rest = tokens[position + 1:]
    if rest and rest[0] not in _ZERO_TEN and (len(rest) == 1 and rest != ["mười"]):
        return hundreds * 100 + int(_rest(rest, 100))
    return hundreds * 100 + (_tens(rest) if rest else 0)


def _digit(token: str) -> int:
    if token in DIGITS:
        return DIGITS[token]
    if token.isascii() and token.isdigit() and len(token) == 1:
        return int(token)
    raise _NoReading(f"{token!r} is no digit")


def _tens(tokens: list[str]) -> int:
    match tokens:
        case [number] if number.isascii() and number.isdigit():
            return int(number)
        case [digit]:
            return 10 if digit == "mười" else _digit(digit)
        case [zero, digit] if zero in _ZERO_TEN and digit in _FINAL:
            return _FINAL[digit]
        case ["mười", digit] if digit in _FINAL and digit != "mốt":
            return 10 + _FINAL[digit]
        case [ten, "mươi" | "chục"]:
            return _ten(ten)
        case [ten, "mươi", digit] if digit in _FINAL:
            return _ten(ten) + _FINAL[digit]
        case [ten, digit] if ten in DIGITS and ten != "không" and digit in _BARE_FINAL:
            return DIGITS[ten] * 10 + _BARE_FINAL[digit]
    raise _NoReading("not a number in words")


def _ten(token: str) -> int:
    value = _digit(token)
    if value == 0:
        raise _NoReading("zero tens")
    return value * 10
