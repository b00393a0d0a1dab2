"""Closed vocabulary of citations: kind words, symbols, the shape of a code, names of laws.

Shapes from Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3 and Phụ lục III (abbreviations of kinds), and from the older forms
of Nghị định 110/2004/NĐ-CP: `318/2003/QĐ-UB`, `26-NQ/TW`, `45/2019/QH14`, `517/VP-NC`, `30a/2008/NQ-CP`.
"""
from __future__ import annotations

import regex

from normalizers.instruments import CITED, KIND_OF_SYMBOL
from normalizers.plain import fold

_QUALIFIED = (r"(?:lien (?:tich|bo|nganh|so|co quan)|phoi hop|hanh dong|ket luan|(?:thuong )?hoa toc|(?:thuong )?khan|mat|huong dan"
              r"|tham tra|(?:ket qua )?tham dinh|(?:tiep thu,? )?giai trinh|tiep thu|tong hop|bo sung|chuyen de|hop nhat)")
"""What may stand between a kind word and its number: `Báo cáo thẩm định số`, `Thông tư liên bộ số`, `Công văn hỏa tốc số`."""
KINDS = regex.compile(rf"(?<!\w)(?<!phap )(?P<kind>\L<words>)(?!\w)"
                      rf"(?=\s*(?:{_QUALIFIED}\s*)?(?:s[o0]\s*)?[:.]?\s*$|\s*:?\s*s[o0]\s*[:.]?\s*$)",
                      words=sorted(CITED, key=len, reverse=True))
"""A folded kind word at the end of the window before a code, `số` between or not."""

_LETTERS = r"\p{Lu}[\p{Lu}\p{Ll}]*"
_SYMBOL = rf"(?:QH\s?\d{{1,2}}|{_LETTERS}(?:\s?&\s?{_LETTERS})*\d{{0,2}})"
CODE = regex.compile(
    rf"""
    (?<![\w/.,-])
    (?P<code>
      (?:\d{{1,3}}\.(?=\d{{1,3}}/))?\d{{1,5}}[a-zA-ZđĐ]?   # 66.4/2025/NQ-CP: one of several under a number
      (?:\s?/\s?(?:19|20)\d{{2}}(?=\s?[/-]))?           # 30a/ 2008/NQ-CP
      (?:\s?[/–-]\s?|(?<=\d)\s?(?=(?:\L<letters>)[-/]\p{{Lu}}))   # 49 KL/TW, the sign before the letters left out
      {_SYMBOL}
      (?:\.(?=\p{{Lu}}{{2}}){_SYMBOL})?          # TTr.SXD
      (?:\s?[/–-]\s{{0,2}}{_SYMBOL})*         # QĐ- BGTVT, TTLT-BTC-BKHĐT
    )
    (?![\w])
    """,
    regex.VERBOSE,
    letters=[letters for letters in KIND_OF_SYMBOL if len(letters) > 1],
)

NAMES_KIND = regex.compile(r"(?:cac )?\L<words>\b", words=[word for word in CITED if " " in word or word == "luat"])
"""A folded text that begins with a kind word: `nghị định số ...`."""

LAW = regex.compile(r"(?<![\p{L}])(?<!(?:[Pp]háp|PHÁP|[Qq]uy|[Kk]ỷ|[Hh]ội|dự án|[Ss]ử)\s)"
                    r"(?:Bộ\s+|bộ\s+)?(?:(?:Luật|LUẬT)(?=\s+\p{L})|luật(?=\s+\p{Lu}))"
                    r"(?!\s+(?:sư|gia|này|định|lệ|pháp|hóa|sửa đổi này)\b)")
"""The word of a law: `Luật Đầu tư công`, `Bộ luật Lao động`, `luật Tố tụng`; not `pháp luật`, `Luật sư`, `Luật này`."""

_AMENDED = regex.compile(r"\s+sửa\s+đổi,?\s[^;.()]{0,160}?\b(?:của|điều)\s+(?:các\s+)?(?:bộ\s+)?luật(?=\s+\p{L})", regex.IGNORECASE)
_AMENDED_TOO = regex.compile(r"\s+và\s+(?:Bộ\s+luật|Luật)(?=\s+\p{Lu})")
"""A law that changes others is named after them: `Luật Sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Đấu thầu`."""
_LAW_STOPS = set(
    "năm ngày số được theo của để đối hiện có đã tại khi cho quy do các những này trên trong về thì đến "
    "từ nhằm với sẽ phải thuộc gồm như là bằng".split()
)
"""Words that end a law's name when written small; with their accents: `vệ` is in `Bảo vệ`, `về` is not."""
_OF_A_NAME = regex.compile(
    r"(?<=giám\s+sát\s+)của\s+Quốc\s+hội\b|quy\s+phạm\b|của\s+(?:HĐND|Hội\s+đồng\s+nhân\s+dân)\b"
    r"|(?<=tác\s+hại\s+)của\b|của\s+người\s+nước\s+ngoài\b|(?<=bồi\s+thường\s+)của\s+Nhà\s+nước\b"
    r"|tại\s+(?:Việt\s+Nam|Tòa\s+án|doanh\s+nghiệp)\b|theo\s+hợp\s+đồng\b", regex.IGNORECASE)
"""Where such a word is in a name: `Luật Ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân, Ủy ban nhân dân` (2004)."""
_NEXT_CITED = (r"và\s+(?:luật|bộ\s+luật|các|nghị\s+(?:định|quyết)|quyết\s+định|chỉ\s+thị|thông\s+(?:tư|báo)|kế\s+hoạch|công\s+(?:văn|điện)"
               r"|chương\s+trình|hướng\s+dẫn|kết\s+luận|pháp\s+lệnh|đề\s+án|văn\s+bản)\b")
"""What goes on behind a law's name with another document."""
_WORD_OF_NAME = rf"\s+(?!(?<!pháp\s+)luật\b|nghị\b|quyết\b|thông\s+tư\b|các\b|{_NEXT_CITED})\p{{L}}+"
_AFTER_COMMA = regex.compile(
    rf",(?P<words>(?:{_WORD_OF_NAME}){{1,7}}?)"
    rf"(?=\s*(?:[;.)]|$)|\s+(?:số|ngày|năm)\s+\d|\s+{_NEXT_CITED})"
    rf"|,(?P<more>(?:{_WORD_OF_NAME},?){{1,18}}?)(?<!,)(?=\s+(?:số|ngày)\s+\d|\s+và\s+các\s+văn\s+bản\b)", regex.IGNORECASE,
)
"""What of a name may follow a comma, closed by what ends a mention: `Thi đua, khen thưởng ngày 26/11/2003`, `HĐND, UBND
ngày 26/11/2003`."""
_AFTER_AND = regex.compile(r"\s+(?:các|những|các\s+văn\s+bản|văn\s+bản|quy\s+định|hướng\s+dẫn|pháp\s+luật|một\s+số|việc"
                           r"|tổ\s+chức\s+thực\s+hiện)\b")
"""What follows an `và` that is no part of a law's name: `Luật Đất đai và các văn bản hướng dẫn`."""

def law_name_end(words: str) -> int:
    """Length of the law's name at the beginning of `words` (0: none): ` Bảo vệ và phát triển rừng ngày 03 ...` -> 26.

    The name runs to punctuation or a word that cannot be in it; `và` and a comma are inside where the name goes on
    (`Luật Phòng, chống tham nhũng`, `Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân`). A law that changes others has
    their names in its own.
    """
    amended = _AMENDED.match(words)
    if not amended:
        return _plain_name_end(words)
    taken = amended.end() + _plain_name_end(words[amended.end() :])
    while another := _AMENDED_TOO.match(words, taken):
        taken = another.end() + _plain_name_end(words[another.end() :])
    return taken


def _plain_name_end(words: str) -> int:
    taken = 0
    for token in regex.finditer(r"\s+(?P<word>\p{L}+(?:\s?&\s?\p{L}+)*)(?P<stop>[,;.:()]?)", words):
        if token.start() != taken:
            break
        word, after = fold(token["word"]), words[token.end("word") :]
        if word == "va" and not token["word"][0].isupper():
            if _AFTER_AND.match(after) or NAMES_KIND.match(fold(after).lstrip()):
                break
        elif (token["word"] in _LAW_STOPS and not _OF_A_NAME.match(words, token.start("word"))) or (
                token["word"] == "ban" and regex.match(r"\s+hành\b", after)):
            break
        taken = token.end("word")
        if token["stop"] and not (token["stop"] == "," and word == "phong" and regex.match(r",\s+chống\b", after)):
            goes_on = _AFTER_COMMA.match(words, taken)
            return goes_on.end() if goes_on and _same_name(goes_on, words) else taken
        if token["stop"]:
            taken += 1
    return taken


def _same_name(after_comma: regex.Match, words: str) -> bool:
    """Small letters go on with a law's name; a capital only right before the law's date or number, as short names of
    laws stand in lists too."""
    told = (after_comma["words"] or after_comma["more"]).split()
    if after_comma["more"]:
        return all(word[0].islower() or word in {"Việt", "Nam"} for word in told) and told[0] not in _LAW_STOPS
    if NAMES_KIND.match(fold(" ".join(told))):
        return False
    dated = regex.match(r"\s+(?:số|ngày)\s+\d", words[after_comma.end() :]) is not None
    return not any(w in _LAW_STOPS for w in told) and (told[0][0].islower() or dated)


LIST_OF = regex.compile(r"(?<!\w)(?P<kind>\L<words>)\s+(?:do|cua)\s+(?P<issuer>\w[\w, -]{3,70}?)(?:\s+ban\s+hanh)?\s*"
                        r"(?:gom\s*)?:\s*(?:so\s*:?\s*)?$",
                        words=sorted(CITED, key=len, reverse=True))
"""Folded `các Nghị định của Chính phủ: số ...`: kind and issuer before the list of codes."""
NEXT_OF_LIST = regex.compile(r"[^.;]{0,240};\s*(?:và\s+)?[Ss]ố\s*:?\s*|[^.,;]{0,90},\s*(?:và\s+)?số\s*:?\s*")
"""Between two codes of such a list: date and subject of the one, `; số`; date and issuer, `, số`."""
_LINK = r"\s*(?:[,;]|và|va|,\s*và)?\s*(?:số\s*:?\s*)?"
LINK = regex.compile(_LINK)
"""Between two codes of one list: `, `, ` và `, `; số `."""
_ON = r"\s*,?\s*ngày\s+\d{1,2}(?:\s*[/.-]\s*\d{1,2}\s*[/.-]\s*|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4}"
NEXT_CODE = regex.compile(rf"(?:{_ON}(?=[^\d]*\bsố\b))?{_LINK}", regex.IGNORECASE)
"""The same, the first code with its date, the next with the word `số`: `12/SNV-TC ngày 05/8/2018, số 15/SNV-TC`."""


def kind_of_symbol(code: str) -> str | None:
    """The kind that a code's own symbol tells (`2618/QĐ-BGTVT` -> quyet_dinh); `van_ban` where two letters or more
    follow a slash; else None."""
    tokens = regex.split(r"[/–-]", code)[1:]
    for token in tokens:
        known = "quyet_dinh" if token == "TTg" else KIND_OF_SYMBOL.get(regex.sub(r"\d+$", "", token))
        if known:
            return known
    letters = "".join(t for t in tokens if not t.isdigit())
    return "van_ban" if "/" in code and len(tokens) >= 2 and sum(c.isupper() for c in letters) >= 4 else None
