"""What a printed figure may have been before one slip: a digit, a separator, a zero, two digits exchanged."""
from __future__ import annotations

from decimal import Decimal


def readings(value: Decimal, whole: bool, most_decimals: int) -> list[Decimal]:
    """All values one slip away from a printed one, which is left out, in rising order.

    `whole`: only whole numbers come into question. `most_decimals`: no more decimals than the figure's column prints.
    """
    places = max(0, -value.as_tuple().exponent)
    digits = format(abs(value), "f").replace(".", "")
    found = set(_forms(digits, places))
    found |= {(digits, p) for p in range(most_decimals + 1)}
    sign = -1 if value < 0 else 1
    made = [sign * Decimal(d).scaleb(-p) for d, p in sorted(found, key=lambda f: (f[1], f[0]))
            if _written(d, p) and p <= (0 if whole else most_decimals)]
    return sorted({v: v for v in made if v != value}.values())


def _forms(digits: str, places: int) -> set[tuple[str, int]]:
    """Digits and decimals after one digit is changed, left out, put in, or exchanged with its neighbour."""
    point = len(digits) - places
    found = {(digits[:i] + d + digits[i + 1 :], places) for i in range(len(digits)) for d in "0123456789"}
    found |= {(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :], places) for i in range(len(digits) - 1)}
    found |= {(digits[:i] + digits[i + 1 :], places - (i >= point)) for i in range(len(digits)) if len(digits) > 1}
    for i in range(len(digits) + 1):
        for d in "0123456789":
            if i <= point:
                found.add((digits[:i] + d + digits[i:], places))
            if i >= point:
                found.add((digits[:i] + d + digits[i:], places + 1))
    if places:  # the slip took the separator too: 8.62 for 862
        found |= {(form, 0) for form, p in set(found) if p == places and form != digits and len(form) > len(digits)}
    return found


def _written(digits: str, places: int) -> bool:
    """Whether a number would be written so: at least one digit before the comma, no leading zero but one before it."""
    head = digits[: len(digits) - places] if places else digits
    return len(digits) > places and (head == "0" or not head.startswith("0"))
