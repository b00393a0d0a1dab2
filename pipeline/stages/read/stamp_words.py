"""Words of the stamps of incoming mail, urgency and secrecy, for stamps in text and in pictures.

Sources: Thông tư 01/2011/TT-BNV and Nghị định 30/2020/NĐ-CP, Phụ lục IV (stamp ĐẾN: Số, Ngày, Chuyển), Phụ lục I (độ khẩn, độ mật).
"""

ARRIVED = "đến"
MAIL = ("công văn", "văn bản", "cv", "vb")
"""What has arrived: `CÔNG VĂN ĐẾN`, `CV ĐẾN`."""
DETAILS = ("số và ký hiệu hs", "lưu hồ sơ", "số", "ngày", "giờ", "chuyển")
"""The stamp's own labels."""
URGENCY = ("HỎA TỐC HẸN GIỜ", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN", "TUYỆT MẬT", "TỐI MẬT", "MẬT")
"""The longer mark before the one that it holds."""
