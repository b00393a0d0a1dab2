"""Marks lost on a coarse scan, settled by the words they can belong to."""
import pytest

from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.vocabulary.compounds import settled


def read(text: str, confidence: float = 0.95) -> tuple[Token, ...]:
    return tuple(Token(word, 40.0 * i, 0.0, 40.0 * i + 35, 12.0, confidence) for i, word in enumerate(text.split()))


@pytest.mark.parametrize("printed, meant", [
    ("ngành Y tê tổ chức đâu thâu", "ngành Y tế tổ chức đấu thầu"),
    ("tham dự thâu lân đầu", "tham dự thầu lần đầu"),
    ("theo kê hoạch, kêt quả đạt được", "theo kế hoạch, kết quả đạt được"),
    ("thâm định hồ sơ", "thẩm định hồ sơ"),
    ("PHÓ GIÁM ĐÓC", "PHÓ GIÁM ĐỐC"),
    ("huyện Giông Riềng", "huyện Giồng Riềng"),
    ("kiem tra, giám sát", "kiểm tra, giám sát"),
    ("bệnh viện phối, viêm phối và lao phối", "bệnh viện phổi, viêm phổi và lao phổi"),
    ("bệnh phối tắc nghẽn mạn tỉnh", "bệnh phổi tắc nghẽn mạn tính"),
    ("các ố dịch, tủ thuốc và khấu trang", "các ổ dịch, tủ thuốc và khẩu trang"),
    ("chỉ tiết từng khoản", "chi tiết từng khoản"),
])
def test_a_lost_mark_is_put_back(printed, meant):
    line = settled(read(printed))
    assert " ".join(t.text for t in line) == meant
    assert all(t.confidence <= 0.75 and t.alternatives == (before,) for t, before in zip(line, printed.split()) if t.text != before)


@pytest.mark.parametrize("text", [
    "đề nghị các đơn vị đề ra giải pháp", "Ủy ban nhân dân", "hàng hoá và dịch vụ", "người có công với cách mạng", "vụ án hành chính",
    "đi đôi với phát triển", "chỉ tiêu giao và chi tiêu", "tình hình chung của tỉnh", "Lũy kế từ đầu năm", "đông đảo nhân dân", "thông báo số 45/TB-SYT",
    "điều trị bệnh phối hợp nhiều thuốc", "bệnh viện phối hợp với các trạm y tế", "tuyển dụng cho tuyến huyện", "các tuyến đường tỉnh quản lý",
    "chống dịch bệnh mùa đông xuân", "chấn chỉnh và chẩn đoán", "cố định", "khấu trừ thuế", "nạn nhân tử vong, tứ chi",
    "tê tay, thâu đêm", "bà Trần Thị Thâm", "một trong các bản án",
])
def test_what_is_printed_right_stays(text):
    assert " ".join(t.text for t in settled(read(text))) == text


@pytest.mark.parametrize("text", ["1.045 kê 12,5%", "KH-SYT 239/KH-SYT", "4969/QĐ-BYT"])
def test_figures_and_codes_are_never_touched(text):
    assert [t.text for t in settled(read(text)) if any(map(str.isdigit, t.text))] == [w for w in text.split() if any(map(str.isdigit, w))]
