"""Stamps, page numbers and running heads told from the text; signatures' words."""
from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from pipeline.model.document import BBox, Line, Page, Word
from pipeline.stages.read import furniture, signature, stamps


def line(text: str, x: float = 70, top: float = 300, size: float = 13) -> Line:
    words, at = [], x
    for word in text.split():
        words.append(Word(word, BBox(at, top, at + 6 * len(word), top + size)))
        at += 6 * len(word) + 4
    return Line(tuple(words), False, size)


def page(lines, number=1) -> Page:
    return Page(number, 595.0, 842.0, tuple(lines))


SIGNED = ["Ký bởi: Sở Tài chính", "Cơ quan: Tỉnh Phú Yên", "Email: stc@phuyen.gov.vn", "Thời gian ký: 05/04/2021 09:15:02 +07:00"]
STAMPS = [
    ("visible signature", SIGNED, ["KẾ HOẠCH", "Cơ quan: Sở Tài chính chủ trì"]),
    ("signature in English", ["Digitally signed by SỞ NỘI VỤ", "Date: 2021.04.05 09:15:02", "+07:00"], ["Kính gửi: Sở Y tế"]),
]


@pytest.mark.parametrize(("name", "stamped", "text"), STAMPS, ids=[s[0] for s in STAMPS])
def test_signature_stamps(name, stamped, text):
    found = stamps.set_apart(page([*(line(t, 300, 60 + 12 * i, 9) for i, t in enumerate(stamped)),
                                   *(line(t, 70, 400 + 18 * i) for i, t in enumerate(text))]))
    assert [s.text for s in found.stamps] == stamped
    assert [s.text for s in found.lines] == text


@pytest.mark.parametrize("head", ["CÔNG VĂN ĐẾN", "CV ĐẾN", "ĐẾN Số: 1254", "VĂN BẢN ĐẾN"])
def test_incoming_stamp(head):
    found = stamps.set_apart(page([line(head, 60, 120), line("Số: 345", 60, 134), line("Ngày: 12/4/2021", 60, 148),
                                   line("Chuyển: Phòng 2", 60, 162), line("Số: 27/KH-UBND", 60, 300)]))
    assert [s.text for s in found.stamps] == [head, "Số: 345", "Ngày: 12/4/2021", "Chuyển: Phòng 2"]
    assert [s.text for s in found.lines] == ["Số: 27/KH-UBND"]


@pytest.mark.parametrize("text", ["HỎA TỐC", "HOẢ TỐC", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC HẸN GIỜ", "MẬT"])
def test_urgency_and_secrecy(text):
    assert [s.text for s in stamps.set_apart(page([line(text, 80, 140), line("QUYẾT ĐỊNH")])).stamps] == [text]


@pytest.mark.parametrize("text",
                         ["Khẩn trương triển khai thực hiện", "Đến năm 2025", "đến ngày 31/12", "Số: 12/KH-UBND",
                          "Người ký văn bản chịu trách nhiệm", "Ngày 5 tháng 3"])
def test_text_is_no_stamp(text):
    assert not stamps.set_apart(page([line(text, 70, 150), line("Nội dung", 70, 200)])).stamps


def _pages(make, count=5):
    return [page([*make(n), line("Nội dung của trang này", 70, 120), line("và dòng cuối của trang", 70, 700)], n)
            for n in range(1, count + 1)]


FURNITURE = [
    ("number at the top", lambda n: [line(str(n), 295, 40)], 1),
    ("number in dashes", lambda n: [line(f"- {n} -", 290, 800)], 1),
    ("Trang 2/5", lambda n: [line(f"Trang {n}/5", 480, 805)], 1),
    ("counted from another page", lambda n: [line(str(n + 14), 295, 40)], 1),
    ("number and head", lambda n: [line(str(n), 520, 40), line("Kế hoạch giảm nghèo năm 2021", 70, 40)], 2),
    ("nothing", lambda n: [], 0),
    ("a different figure on each page", lambda n: [line(str(7 * n * n + 100), 295, 40)], 0),
    ("text in the margin that differs", lambda n: [line("abcdeg"[n] * 3 + " khác nhau", 70, 40)], 0),
]


@pytest.mark.parametrize(("name", "make", "count"), FURNITURE, ids=[f[0] for f in FURNITURE])
def test_furniture(name, make, count):
    for found in furniture.set_apart(_pages(make)):
        assert len(found.furniture) == count
        assert [s.text for s in found.lines][-2:] == ["Nội dung của trang này", "và dòng cuối của trang"]


def test_a_number_in_the_middle_of_the_page_is_text():
    (found,) = furniture.set_apart([page([line("Tổng số", 70, 300), line("1", 295, 400), line("hết", 70, 500)])])
    assert not found.furniture


TIMES = [("D:20240623084605+07'00'", "2024-06-23T08:46:05+07:00"), ("D:20240623084605Z", "2024-06-23T08:46:05+00:00"),
         ("D:20240623", "2024-06-23T00:00:00"), ("D:20251315101010", None), ("", None)]


@pytest.mark.parametrize(("stamp", "expected"), TIMES)
def test_signature_times(stamp, expected):
    assert signature.iso_time(stamp) == expected


def test_visible_signature():
    assert signature.visible("\n".join(SIGNED)) == signature.Signature("2021-04-05T09:15:02+07:00", ("Tỉnh Phú Yên", "Sở Tài chính"))
    assert signature.visible(
        "Người ký: Nguyễn Văn An\nNgày ký: 5.4.2021 7:05:00") == signature.Signature("2021-04-05T07:05:00+07:00",
                                                                                     ("Nguyễn Văn An",))


def _name(**parts) -> x509.Name:
    oids = {"cn": NameOID.COMMON_NAME, "o": NameOID.ORGANIZATION_NAME, "ou": NameOID.ORGANIZATIONAL_UNIT_NAME}
    return x509.Name([x509.NameAttribute(oids[k], v) for k, v in parts.items()])


@pytest.mark.parametrize(("name", "expected"), [
    (_name(cn="Sở Y tế", o="Tỉnh Phú Yên"), ("Sở Y tế", "Tỉnh Phú Yên")),
    (_name(cn="Nguyễn Văn An", ou="Văn phòng", o="Ủy ban nhân dân tỉnh Phú Yên"), ("Nguyễn Văn An", "Văn phòng, Ủy ban nhân dân tỉnh Phú Yên")),
    (_name(cn="Nguyễn Văn An"), ("Nguyễn Văn An",)),
])
def test_the_names_of_a_certificate(name, expected):
    assert signature.subject(name) == expected
