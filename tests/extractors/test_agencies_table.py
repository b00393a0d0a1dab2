"""The dimension table `agencies`: everyone that a column of the document's rows names."""
from __future__ import annotations

from pipeline.stages.extract import extract
from tests.extractors.test_record_examples import lay_out

LINES = """ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 1287/KH-UBND
Lai Châu, ngày 16 tháng 6 năm 2020
KẾ HOẠCH
Phát triển du lịch cộng đồng năm 2020
Căn cứ Quyết định số 147/QĐ-TTg ngày 22/01/2020 của Thủ tướng Chính phủ, UBND tỉnh xây dựng kế hoạch như sau:
I. TỔ CHỨC THỰC HIỆN
1. Sở Văn hóa, Thể thao và Du lịch: Hướng dẫn các hộ kinh doanh nhà nghỉ trong bản.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Tiến Dũng
Nơi nhận:
- Bộ Văn hóa, Thể thao và Du lịch;
- Như mục I;
- Lưu: VT.""".splitlines()


def test_issuers_recipients_and_agencies_of_tasks_are_all_in_it():
    rows = {row["agency_id"]: row for row in extract(lay_out(LINES)).tables["agencies"]}
    assert [row["name"] for row in rows.values()] == [
        "Bộ Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch", "Thủ tướng Chính phủ", "Ủy ban nhân dân tỉnh Lai Châu"]
    assert rows["uy-ban-nhan-dan-tinh-lai-chau"]["level"] == "province"
    assert rows["thu-tuong-chinh-phu"]["level"] == "central"
