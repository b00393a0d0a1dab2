"""Identifier, kind and level of a canonical name."""

from functools import lru_cache

import regex

from normalizers import vocabulary
from normalizers.agencies.known import match
from normalizers.agencies.tokens import tokenize
from normalizers.plain import fold

_DISTRICT = regex.compile(r"\b(?:cap )?(?:huyen|(?<!lien |co |hai |huu )quan|thi xa)\b|\bcac huyen\b|\bthanh pho thuoc\b")
_COMMUNE = regex.compile(r"\b(?:cap )?(?:xa|phuong|thi tran)\b(?! hoi)")
_PROVINCE = regex.compile(r"\b(?:tinh|thanh pho truc thuoc)\b")


@lru_cache(maxsize=1 << 12)
def slug(name: str) -> str:
    """ASCII identifier: `Sở Y tế` -> `so-y-te`. Names that differ in accents, case and dashes alone share it."""
    return "-".join(regex.findall(r"[a-z0-9]+", fold(name)))


@lru_cache(maxsize=1 << 12)
def kind(name: str) -> str:
    """`so`, `bo`, `ubnd`, `doan_the`, ... from the head noun; `group` for `các ...`; `khac` where the head is unknown."""
    folded = fold(name)
    if regex.match(r"(?:cac|cap uy|chinh quyen|so, |co quan|don vi|tung)\b", folded):
        return "group"
    if any(folded.startswith(f"{fold(title)} ") for title in vocabulary.flagged("officers", "title", "before_body")):
        return "chuc_danh"
    found = match(tokenize(name), 0)
    if found:
        return found[1]["kind"]
    row = head_row(name)
    return row["kind"] if row else "khac"


@lru_cache(maxsize=1 << 12)
def level(name: str) -> str | None:
    """`central`, `province`, `district`, `commune`, or None where the name does not tell."""
    folded = fold(name)
    found = match(tokenize(name), 0)
    tail = folded
    if found:
        tail = folded[tokenize(name)[found[0] - 1].end:]
    if _DISTRICT.search(tail):
        return "district"
    if _COMMUNE.search(tail):
        return "commune"
    if _PROVINCE.search(tail):
        return "province"
    if found and found[1]["level"]:
        return found[1]["level"]
    row = head_row(name)
    return (row["level"] or None) if row else None


def head_row(name: str) -> dict[str, str] | None:
    """The longest head noun that the name begins with."""
    folded = fold(name) + " "
    rows = [row for row in vocabulary.rows("agency_heads") if folded.startswith(fold(row["head"]) + " ")]
    return max(rows, key=lambda row: len(row["head"]), default=None)
