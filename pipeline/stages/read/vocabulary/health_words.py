"""Compounds of the health services' language whose tone marks are confused, as in `vocabulary.compound_words`.

Source: compiled by hand for this project, from the common vocabulary of hospitals and departments of health; no dictionary was copied.
"""
# head: what may follow it
FOLLOWED = """
phổi: tắc mạn mãn trung phế
ổ: dịch bệnh
cổ: truyền tử chân
tủ: thuốc
tổn: thương thất hại
tẩy: giun trùng
thiếu: máu cân
tử: cung vong
khử: khuẩn trùng
khẩu: trang phần
hiến: máu tạng pháp kế
chẩn: đoán trị
chấn: thương chỉnh
ống: nghiệm dẫn
mổ: lấy đẻ
tiểu: đường phẫu
bẩm: sinh
bấm: huyệt
miễn: dịch phí
nghẽn: mạn mãn
tuyến: y tỉnh huyện xã trên dưới trung cơ giáp
phẫu: thuật
hồi: sức phục
sản: phụ khoa nhi
"""
# what stands before a word: the word's right neighbour says nothing
PRECEDED = """
phổi: bệnh viêm lao khoa viện thư
tính: mạn mãn cấp ác lành dương âm giới
khuẩn: vi nhiễm kháng khử
phẫu: giải tiểu
phẩm: sinh hóa chế
nghẽn: tắc
tuyến: chuyển vượt trái đúng các
chứng: biến triệu di hội
"""
