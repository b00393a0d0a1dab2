"""Agencies in running text and in lists."""

from collections.abc import Iterator

from normalizers.agencies import habits, identity
from normalizers.agencies import naming as names
from normalizers.agencies.mention import Mention
from normalizers.agencies.scan import Scan


def find(text: str) -> Iterator[Mention]:
    """Agencies in running text, in reading order, longest first, never overlapping. `text` is NFC."""
    yield from Scan(text).mentions()


def split(text: str) -> list[Mention]:
    """The agencies of a list: `Các sở: Giáo dục và Đào tạo, Y tế` -> two; groups by their own `các`.

    A text that is one name under a known head noun (`Tổ thẩm định giá đất`, a cell of a table) is one agency.
    """
    found = list(Scan(text).mentions())
    words = text.split()
    head = identity.head_row(text.strip())
    if found or len(words) > habits.LONGEST_NAME or head is None or head["kind"] not in habits.SMALL_BODIES or not words[0][0].isupper():
        return found
    if [word.lower() for word in words[1:2]] == ["chức"]:
        return found
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip(" .,;:\n\t"))
    return [Mention(start, end, text[start:end], names.canonical(text), identity.kind(text.strip()))]
