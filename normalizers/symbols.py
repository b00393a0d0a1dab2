"""Letters of a symbol (`QĐ-TTg`, `KH-UBND`) as a page reader took them, put right inside a closed vocabulary.

Kinds: Nghị định 30/2020/NĐ-CP, Phụ lục III, and the older forms; bodies: abbreviations in use for the organs of the State, the Party and
the departments. Figures are never touched.
"""
from __future__ import annotations

import regex

from normalizers.instruments import KIND_OF_SYMBOL
from normalizers.misread.likeness import align
from normalizers.nearest import nearest
from normalizers.plain import fold

KINDS = (*KIND_OF_SYMBOL, "UBND", "VPCP", "QH13", "QH14", "QH15")
"""What a symbol begins with: a kind, or in a letter or a law the body itself."""
BODIES = ("UBND", "HĐND", "TTg", "CP", "TW", "TU", "UB", "BCĐ", "VPCP", "VPUBND", "UBTVQH", "UBTVQH11", "UBTVQH12",
          "UBTVQH13", "UBTVQH14", "BTC", "BYT", "BCT", "BXD", "BNV", "BGTVT", "BGDĐT", "BLĐTBXH", "BNNPTNT", "BNN",
          "BTNMT", "BTTTT", "BVHTTDL", "BKHĐT", "BKHCN", "BTP", "BCA", "BQP", "NHNN", "TTCP", "UBDT", "BHXH", "MTTQ",
          "SYT", "STC", "SNV", "SCT", "SXD", "STP", "SGDĐT", "SLĐTBXH", "LĐTBXH", "SNN", "SNNPTNT", "STNMT", "SKHĐT",
          "SVHTTDL", "SGTVT", "SKHCN", "STTTT", "TTHC", "BTGTW", "BTCTW", "MTTW", "TLĐ", "HU", "TTra", "CT", "QĐ", "NQ",
          "NĐ")
_OF = {"Thủ tướng Chính phủ": "TTg", "Chính phủ": "CP", "Ủy ban nhân dân": "UBND", "Hội đồng nhân dân": "HĐND"}
"""Whose documents bear which letters."""
_UNLIKE, _CLEARLY = 0.35, 0.75
"""How much of a symbol may differ, as a share of its letters, and how much nearer it must be than any other."""
_SHAPES = (("LI", "U"), ("IJ", "U"), ("LJ", "U"), ("0", "O"))
_SHORT = {"NO": "NQ", "NG": "NQ", "Q1": "QĐ", "QI": "QĐ", "N0": "NQ", "ND": "NĐ", "QD": "QĐ", "Q0": "QĐ", "OĐ": "QĐ",
          "OD": "QĐ", "GP": "CP", "0P": "CP"}


def repaired(symbol: str) -> str:
    """`QĐÐ-TTq` -> `QĐ-TTg`; a token that is near to nothing known, or to two, stays as it is."""
    tokens = regex.split(r"([-/])", symbol)
    return "".join(t if t in "-/" else _token(t, KINDS if k == 0 else BODIES) for k, t in enumerate(tokens))


def is_known(symbol: str) -> bool:
    """Whether all parts of a symbol are letters in use, after repair."""
    kind, *bodies = regex.split(r"[-/]", repaired("".join(symbol.split())))
    return kind in KINDS and all(body in BODIES for body in bodies)


def meant(kind: str, printed: str, issuer: str | None) -> str | None:
    """The symbol that garbled letters behind a number stand for: `.1- T8`, quyet_dinh, Thủ tướng Chính phủ -> `QĐ-TTg`;
    None where it cannot be told.

    By its letters, where they are near to one symbol of that kind and clearly farther from all others; else by the issuer.
    """
    types = [letters for letters, known in KIND_OF_SYMBOL.items() if known == kind][:1]
    if not types:
        return None
    read = "".join(regex.findall(r"[^\W_]", fold(printed)))
    near = sorted((align(read, fold(types[0] + body)).cost, body) for body in BODIES) if read else []
    if near and near[0][0] <= _UNLIKE * len(read) and near[1][0] >= near[0][0] + _CLEARLY:
        return f"{types[0]}-{near[0][1]}"
    body = next((letters for name, letters in _OF.items() if issuer and issuer.startswith(name)), None)
    return f"{types[0]}-{body}" if body else None


def _token(token: str, known: tuple[str, ...]) -> str:
    token = regex.sub(r"[ĐÐð]{2,}|[Ðð]", "Đ", token)
    if token in known:
        return token
    if token in _SHORT:
        return _SHORT[token]
    if any(c.isdigit() for c in token):
        return token
    for shape in ("", *_SHAPES):
        trial = token.replace(*shape) if shape else token
        exact = next((word for word in known if fold(word) == fold(trial)), None)
        if exact:
            return exact
    near = nearest(token, tuple(w for w in known if abs(len(w) - len(token)) <= 1 and len(w) > 2), 1) if len(token) > 2 else None
    if near and token.isupper() and align(fold(token), fold(near)).cost >= 1:
        return token  # KHLN is as good a symbol as KHLT
    return near or token
