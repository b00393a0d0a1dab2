"""Misread letters of symbols, and what stays as it is."""
from __future__ import annotations

import pytest

from normalizers.nearest import nearest
from normalizers.symbols import repaired


@pytest.mark.parametrize(("read", "meant"), [
    ("QĐÐ-TTq", "QĐ-TTg"), ("QĐ-TTạ", "QĐ-TTg"), ("KH-LIBND", "KH-UBND"), ("QĐ-UBNID", "QĐ-UBND"), ("NO-CP", "NQ-CP"), ("TTI-LĐFBXH", "TTr-LĐTBXH"), ("NG-CP", "NQ-CP"),
    ("Q1-TTg", "QĐ-TTg"),
    ("QĐ-SKHCN", "QĐ-SKHCN"), ("CTr-BCĐ", "CTr-BCĐ"), ("SYT-HĐKHCN", "SYT-HĐKHCN"), ("KH-TTra", "KH-TTra"), ("NQ/TU", "NQ/TU"), ("QH14", "QH14"),
    ("KHLN-SYT-SGDĐT", "KHLN-SYT-SGDĐT"),
])
def test_symbols(read, meant):
    assert repaired(read) == meant


def test_nearest_refuses_ties_and_figures():
    assert nearest("GIÁM ĐÓC", ("GIÁM ĐỐC", "CHỦ TỊCH")) == "GIÁM ĐỐC"
    assert nearest("ab", ("abc", "abd")) is None
    assert nearest("abx", ("abc", "abd")) is None
    assert nearest("SỞ 1", ("SỞ I",)) is None
