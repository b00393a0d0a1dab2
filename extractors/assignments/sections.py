"""Where in a document a unit stands: sections of tasks, of results, closing paragraphs, execution clauses."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractors.assignments.lists import Text
from extractors.assignments.subjects import Subject
from normalizers import vocabulary
from normalizers.plain import fold
from pipeline.model.layout import Layout, Passage

_ORGANISATION = regex.compile(r"to chuc (?:thuc hien|trien khai)|phan cong|trach nhiem|nhiem vu cu the|to chuc chi dao")
_TASKS = regex.compile(
    r"nhiem vu|giai phap|bien phap|noi dung|hoat dong|chuong trinh|du an|chinh sach|tien do|ke hoach|phuong an|cong tac|to chuc|thuc hien"
    r"|ho tro|xay dung|phat trien|tang cuong|co quan thuong truc|(?:to|bo phan) giup viec"
)
_SITUATION = regex.compile(
    r"\b(?:thuc trang|tinh hinh|ket qua (?:thuc hien|dat duoc|hoat dong)|danh gia (?:chung|ket qua|tinh hinh)|ton tai"
    r"|han che|nguyen nhan|bai hoc|can cu|su can thiet"
    r"|dac diem|muc dich|muc tieu|yeu cau$|quan diem)\b"
)
_PROCEDURE = regex.compile(r"thoi gian|quy trinh|\blich (?:trinh|lam viec|kiem tra|cong tac)|dia diem|thanh phan|doi tuong|trinh tu")
_POLITICAL = regex.compile(r"mat tran|doan the|cap uy|chinh quyen|dang uy|to chuc thanh vien|to chuc chinh tri")

_CLOSING = regex.compile(
    r"(?:tren day la|(?:trong )?qua trinh (?:to chuc |trien khai )?(?:thuc hien|trien khai)|trong qua trinh|nhan duoc"
    r"|ke hoach nay|chi thi nay|quyet dinh nay|can cu (?:ke hoach|chi thi|noi dung)[^.;]{0,90}(?:yeu cau|de nghi)"
    r"|thua (?:uy quyen|lenh)\b|[^.;:]{4,90}\bthong bao (?:de|den|cho|toi)\b[^.;:]{2,90}\b(?:biet|thuc hien|trien khai)\W*$"
    r"|yeu cau|de nghi (?:cac|thu truong)|(?:uy ban nhan dan|ubnd|chu tich|giam doc|so|van phong)[^.;,:]{0,60}"
    r"(?:yeu cau|de nghi)|neu co (?:kho khan|vuong mac))"
)
_SPECKS = regex.compile(r"[\s\"'“”‘’.,*-]*")
"""What a scan puts before the first word of a paragraph."""
_EXECUTION = regex.compile(
    r"chiu trach nhiem (?:thi hanh|thuc hien) (?:quyet dinh|nghi quyet|chi thi) nay|(?:can cu|theo) quyet dinh (?:nay )?thi hanh"
    r"|chiu trach nhiem thi hanh"
)


_SENTENCE = regex.compile(r"(?<=\p{Ll}\.|\d\.)\s+(?=\p{Lu})")
_ORDERS_ITEMS = regex.compile(r"\b(?:yeu cau|chi thi|de nghi|chi dao|co y kien|giao|phan cong|ket luan)\b[^.]*:\s*$")
_CUES = regex.compile(
    r"chu tri|phoi hop|phoi ket hop|ket hop|trach nhiem|nhiem vu|dau moi|\bgiao\b|de nghi|\bmoi\b|yeu cau|phan cong|thuc hien\s*:|co quan"
    r"|don vi|(?:tuyen|cap) (?:tinh|huyen|xa)[^.;:]{0,30}:"
)
_WORD = regex.compile(r"[a-z0-9]+")
_NEXT_SENTENCE = regex.compile(r"(?<=[.;] |\()(?:do )?(?P<word>[a-z0-9]+)")
_GROUND = regex.compile(
    r"\s*(?:can cu [^:]*(?:;|,|\d|phu|quoc hoi|nhan dan|so)\s*[.;,]?\s*$|xet de nghi|theo de nghi|thuc hien (?:quyet dinh|nghi quyet"
    r"|chi thi|ke hoach|cong van|chuong trinh)[^.:]*[;,]\s*$)"
)

@dataclass(frozen=True, slots=True)
class Place:
    """What the headings above say: `organisation` (Tổ chức thực hiện), `tasks` (nhiệm vụ, giải pháp), `situation` (thực trạng, mục tiêu),
    `procedure` (thời gian, quy trình), `opening` (above the first heading)."""

    organisation: bool = False
    tasks: bool = False
    situation: bool = False
    procedure: bool = False
    opening: bool = False

    @staticmethod
    def political(subject: Subject) -> bool:
        """Bodies whose support a plan calls for in general."""
        return all(_POLITICAL.search(fold(m.name)) for m in subject.mentions)


def place_of(layout: Layout, heading: int | None) -> Place:
    """The place of units whose nearest heading has this index."""
    titles = [fold(h.title or "") for h in layout.ancestors(heading)]
    if not titles:
        return Place(tasks=True, opening=True)
    if titles == [""]:
        return Place(tasks=True)
    organisation = any(_ORGANISATION.search(t) for t in titles)
    tasks = organisation or any(_TASKS.search(t) for t in titles)
    situation = not organisation and any(_SITUATION.search(t) for t in titles)
    return Place(organisation, tasks and not situation, situation, any(_PROCEDURE.search(t) for t in titles[:1]))


def closes(passage: Passage, folded: str) -> bool:
    """Whether the passage is one of a document's closing paragraphs (`Trên đây là Kế hoạch ...`)."""
    return passage.kind == "paragraph" and _CLOSING.match(folded, _SPECKS.match(folded, passage.content).end()) is not None


def concludes(passage: Passage) -> bool:
    """`Trên đây là Kế hoạch ...`: what follows is no agency's any more."""
    folded = fold(passage.reading[:40])
    return passage.kind == "paragraph" and folded.startswith("tren day la", _SPECKS.match(folded).end())


def execution_clause(text: Text, start: int) -> tuple[int, int]:
    """Where the sentence begins and ends that says who executes the decision (`Chánh Văn phòng, Giám đốc các sở ... chịu trách nhiệm
    thi hành Quyết định này`); the end of the text where none does."""
    found = _EXECUTION.search(text.folded, start)
    if found is None:
        return len(text.text), len(text.text)
    begin = max((end.end() for end in _SENTENCE.finditer(text.text, start, found.start())), default=start)
    after = _SENTENCE.search(text.text, found.end())
    return begin, after.end() if after else len(text.text)


def orders_items(folded: str) -> bool:
    """`Chủ nhiệm Ủy ban yêu cầu:` above the items of a directive or letter."""
    return _ORDERS_ITEMS.search(folded) is not None


def may_assign(folded: str, start: int) -> bool:
    """Whether a passage has any word of duty, or a sentence or bracket that begins like an agency's name: the rest need
    not be looked at."""
    first = _WORD.search(folded, start)
    begun = [*([first[0]] if first else []), *(found["word"] for found in _NEXT_SENTENCE.finditer(folded, start))]
    return not _first_words().isdisjoint(begun) or _CUES.search(folded) is not None


@cache
def _first_words() -> frozenset[str]:
    listed = (*vocabulary.column("agencies", "name"), *vocabulary.column("agency_heads", "head"),
              *vocabulary.column("abbreviations", "abbreviation"),
              *vocabulary.flagged("officers", "title", "before_body"))
    return frozenset({"cac", "tung", "toan"} | {_WORD.search(fold(word))[0] for word in listed})


def is_legal_ground(folded: str, start: int) -> bool:
    """`Căn cứ Luật ...;`, `Xét đề nghị của ...` at the head of a decision."""
    return _GROUND.match(folded, start) is not None


def continues(passage: Passage, before: Passage) -> bool:
    """Whether a paragraph is the rest of the one before, cut by a line break: it begins in lower case after no closing mark."""
    words = passage.reading.lstrip(" 0123456789")
    return passage.kind == "paragraph" and words[:1].islower() and not before.reading.rstrip().endswith((".", ";", ":"))


def is_procedure(place: Place) -> bool:
    """A timetable or order of events: `Thanh tra Sở khảo sát các chợ: Buổi sáng ...`."""
    return place.procedure and not place.organisation
