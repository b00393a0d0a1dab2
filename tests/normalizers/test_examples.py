"""Every example of `normalizers/examples`: one value, every way to write it, and what must be refused."""

from pathlib import Path

import pytest

import normalizers
from normalizers import (
    Unreadable,
    agencies,
    dates,
    misread,
    money,
    numbers,
    places,
    syllables,
    units,
)

FOLDER = Path(normalizers.__file__).with_name("examples")


def joined(values) -> str:
    return " ".join(str(value) for value in values)


def plain_number(text: str) -> str:
    return f"{numbers.read(text).normalize():f}"


def plain_range(text: str) -> str:
    return joined(f"{value.normalize():f}" for value in numbers.read_range(text))


def compared(text: str) -> str:
    before, after = text.split("_")
    return numbers.comparator(before, after)


def amounts(text: str) -> str | None:
    found = list(money.find(text))
    for amount in found:
        assert text[amount.start:amount.end].startswith(amount.value_text)
    return "; ".join(joined((a.amount_min, a.amount_max, a.comparator, a.per)) for a in found) or None


def found_dates(text: str) -> str | None:
    return "; ".join(f"{text[start:end]} = {joined(date)}" for start, end, date in dates.find(text)) or None


def agency_list(text: str) -> str | None:
    found = agencies.split(text)
    for mention in found:
        assert text[mention.start:mention.end] == mention.text
    return "; ".join(mention.name for mention in found) or None


def unglued(text: str) -> str:
    new, offsets = syllables.unglue_map(text)
    assert len(offsets) == len(new) + 1
    return new


def put_right(text: str) -> str:
    mended = misread.mend(text, [0.5] * len(text))
    assert len(mended.origins) == len(mended.text) + 1
    return mended.text


def province(text: str) -> str:
    found = places.province(text)
    return joined((found.name, found.code, found.name_2025, found.code_2025))


def district(text: str) -> str:
    found, owner = places.province_of_district(text)
    return f"{found.kind} {found.name}, {owner.name}"


READERS = {
    "numbers": plain_number,
    "ranges": plain_range,
    "comparators": compared,
    "decimals": numbers.decimals,
    "fractions": numbers.read_fraction,
    "romans": numbers.read_roman,
    "ordinals": numbers.read_ordinal,
    "money": lambda text: joined(money.read(text)),
    "money_found": amounts,
    "dates": dates.read,
    "partial_dates": lambda text: joined(dates.read_partial(text)),
    "dates_found": found_dates,
    "times": dates.read_time,
    "periods": lambda text: joined(dates.period(text)),
    "units": units.read,
    "quantities": lambda text: joined(units.read_quantity(text)),
    "syllables": syllables.is_syllable,
    "glued": unglued,
    "misread": put_right,
    "provinces": province,
    "districts": district,
    "agencies": agencies.canonical,
    "agency_lists": agency_list,
}


def examples() -> list:
    cases = []
    for path in sorted(FOLDER.glob("*.txt")):
        value = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            if line.startswith("    "):
                assert value is not None, f"{path.name}: an example before the first value"
                cases.append(pytest.param(path.stem, value, line[4:], id=f"{path.stem}-{line[4:]}"))
            else:
                value = line
    return cases


@pytest.mark.parametrize(("reader", "value", "text"), examples())
def test_example(reader: str, value: str, text: str) -> None:
    read = READERS[reader]
    if value == "refused":
        with pytest.raises(Unreadable) as caught:
            read(text)
        assert caught.value.text is not None
        assert caught.value.reason
    elif value == "nothing":
        assert read(text) is None
    else:
        assert str(read(text)) == value


def test_every_reader_has_examples() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(READERS)
