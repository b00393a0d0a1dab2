"""The closed list behind `vocabulary.compounds`: compounds of administrative language, by their first or second syllable.

Source: compiled by hand for this project, from the common vocabulary of administrative Vietnamese; no dictionary was copied.
Punctuation after an entry says nothing.
"""
# head: what may follow it
FOLLOWED = """
tổ: chức trưởng viên dân công hợp quốc phó thư giúp
tố: cáo tụng giác khiếu chất nga
tổng: số hợp kết cục công giám thể cộng vốn quát hòa bí liên mức cộng. đài diện sản thu
triển: khai vọng lãm
thể: hiện chế thao dục lực loại chất thức trạng
thế: giới hệ nào mạnh chấp kỷ giới. hệ.
thiểu: số năng
thiếu: hụt sót trách niên nhi thốn nước hụt, đói nhân vốn
để: thực tổ nghị bảo đảm nâng phát triển được có giải xây tạo làm giúp hỗ người các chỉ phục cho kiểm tham lại kịp tăng góp phối xem báo theo thống giảm ra đạt huy tuyên phòng bố
biểu: quyết mẫu dương số hiện diễn tượng tổng chi đồ
bổ: sung nhiệm ích trợ túc
bố: trí cục cáo mẹ
bộ: máy trưởng phận đội tài nội lao y giáo nông kế công tư chỉ tiêu môn
phổ: biến thông cập cập,
kiểm: tra soát điểm định kê toán nghiệm lâm sát dịch điểm,
kiếm: sống tiền việc
chuyển: đổi giao biến dịch tải hóa tiếp nguồn phát giới sang đến nghề hướng
tuyển: dụng sinh chọn sinh, dụng,
hiểm: xã y nghèo thất họa
hiếm: muộn
đẩy: mạnh nhanh lùi lùi,
đầy: đủ đủ,
đấu: tranh thầu giá nối thầu,
đầu: tư tiên mối năm ra vào tư, tư. mối, giờ tháng
phấn: đấu khởi
phần: đấu trăm mềm thu kinh nâng thực cơ tử lớn vốn
thẩm: định quyền mỹ tra vấn phán thấu
cải: cách thiện tạo tiến tạo, thiện, thiện.
cái: chung gì này
đảm: bảo nhiệm nhận đương đang trách bảo, 
giảm: nghèo thiểu bình tỷ nhẹ dần thiếu tối từ thiểu, sự hộ sút còn mạnh trừ học khoảng số tai chi tải
giám: sát đốc định hộ sát, thị đốc, sát.
giải: quyết pháp phóng trình thích ngân thể ngân, quyết, thưởng trí tỏa phẫu đáp tán độc
giả: mạo
quản: lý trị lý, lý. trang
chủ: trì tịch động trương yếu tọa đầu nhiệm trì, tịch, thể nghĩa đề sở quản lực hộ động, quyền đạo cơ trương,
chỉ: đạo tiêu thị số định đạo, tiêu, thị, ra có tính còn huy dẫn cho đạo. đạt được mang là thực rõ trỏ
chi: tiết phí trả cục ngân cho tiêu hội bộ nhánh đoàn thường sự tiết, nhánh, cục, trả, phí, bộ, hội, thường,
chị: em
hỗ: trợ trợ, trợ. tương
mỗi: năm xã hộ huyện người đơn thôn bản địa gia cơ tháng quý ngày cá dự mô cán lớp
mối: quan liên nguy
đổi: mới tiền thay trao biến chất giống thửa
đối: với tượng thoại ứng tác chiếu tượng, ngoại tượng. diện đầu đãi phó chứng mặt
ổn: định định, thỏa định.
dưỡng: sinh nuôi lâm đường
bồi: dưỡng thường dưỡng, hoàn thường,
những: người năm hộ vấn nội khó địa giải kết nhiệm việc hạn nơi tồn cơ yếu biện đơn trường hành xã tháng mục đối
vững: chắc mạnh chắc, vàng bền
tỉnh: ủy đoàn về có và ban phê giai đã thành giao năm hỗ tổ
tính: đến toán chất từ năng mạng bền theo chung riêng hiệu khả cấp trên bình
của: tỉnh các nhà đảng chính huyện người ủy bộ địa thủ nhân hội sở ban đơn trung chương dân từng cơ cả quốc kế cán hộ toàn xã ngành mình pháp công đồng nước cộng
sử: dụng dụng, dụng. lý
sự: nghiệp nghiệp, cố tham phối chỉ lãnh quan việc kiện thật phát
sở: hữu y nội lao tài kế giáo nông công văn hạ tư thông xây giao tài ngành khoa
hưởng: lợi ứng thụ chính ứng,
trưởng: ban phòng các thành đoàn bộ thôn bản kinh khoa ban, phòng, phó nhóm
trường: hợp học mầm tiểu trung phổ đại cao thị lớp bắn
thưởng: cho kỷ tập thi
phải: thực có được bảo đảm báo là tuân chịu đạt xin gắn
phái: đoàn
cả: nước tỉnh năm hai
củng: cố
cũng: như có là được cố
hướng: dẫn tới nghiệp đến dẫn, dẫn. ứng
phẩm: chất cấp vật nông
ảnh: hưởng
đặc: biệt điểm thù biệt, sản
địa: phương bàn điểm phương, bàn, phương. bàn. chỉ chính giới hình
nghiệp: vụ vụ,
tuổi: trẻ thọ lao trở đến
kể: từ cả
kế: hoạch hoạch, hoạch. toán thừa cận
kết: quả hợp quả, hợp, luận thúc nối quả. nạp cấu
nhiệm: vụ vụ, kỳ vụ. sở
hiệu: quả quả, lực quả. trưởng lực,
khuyến: khích nông khích, lâm công ngư cáo học
xã: hội hội, hội. nghèo đặc có phường ven thuộc viên
bảo: đảm hiểm vệ trợ đảm, vệ, tồn hành hộ dưỡng quản
báo: cáo cáo, cáo. chí đài động chí,
bãi: ngang ngang, bỏ bồi
khả: năng thi quan
khai: thực thác các báo thác,
huyện: nghèo ủy đoàn thị
nghề: nghiệp cho nghiệp, đào
dân: tộc cư số vận chủ sinh tộc, quân trí
truyền: thông hình thanh thống hình, thông,
tuyên: truyền truyền, truyền. dương
tiến: độ hành bộ tới độ, hành, trình
tiền: lương lệ gửi mặt công vốn
tiên: tiến phong
tiếp: tục cận nhận thu cận, theo đón xúc
tiểu: học dự học, ban khu vùng thương
tiêu: chí chuẩn thụ dùng cực biểu hủy chí, chuẩn, thụ,
tài: chính nguyên trợ sản liệu khoản chính, nguyên, sản, liệu,
tải: trọng
tại: các địa chỗ thời điều xã quyết cơ nghị văn
tăng: cường trưởng thu thêm giá tỷ
từng: bước năm xã địa hộ cơ đơn đối
hằng: năm tháng quý
hàng: năm tháng hóa quý tuần hóa,
nâng: cao cấp cấp, lên
năng: lực suất lực, lượng động lực.
năm: học trước sau
nguồn: vốn lực kinh nhân vốn, lực, thu ngân nước gốc
ngân: sách hàng sách, hàng, sách.
nghị: quyết định quyết, định, quyết. các
lĩnh: vực vực,
lồng: ghép ghép,
mẫu: giáo số
mở: rộng rộng, các lớp đầu
nổi: bật cộm
nối: mạng tiếp
rủi: ro
rõ: ràng trách ràng,
sẵn: sàng có
sản: xuất phẩm xuất, phẩm, xuất. lượng lượng, nghiệp
sẽ: được
sửa: chữa đổi chữa, đổi,
tẩy: chay
thủ: tướng tục trưởng tục, đô
thử: nghiệm thách
thổ: nhưỡng cư
tờ: trình
tiểu: ban
tỷ: lệ đồng trọng lệ, trọng, suất
ủy: ban ban, viên quyền nhiệm thác
vẫn: còn chưa có
vận: động chuyển hành tải động,
viễn: thông
xử: lý lý, phạt
xuống: còn cấp dưới
xảy: ra
yểm: trợ
yếu: kém tố kém, thế là
bền: vững vững, vững. chặt
bên: cạnh liên
cán: bộ bộ, sự bộ.
cần: thiết thiết, phải tập có được nghèo
cận: nghèo nghèo, nghèo. thị
cấp: xã tỉnh huyện trên ủy bách phát xã, huyện, tỉnh, ủy, thoát nước giấy thẻ
chất: lượng lượng, lượng. vấn đốt
chính: sách quyền phủ trị sách, quyền, phủ, trị, quyền. đáng xác
công: nhận nhận, tác trình nghiệp khai nhân bằng tác, trình, nghiệp, nghệ chức văn an thương cụ
cơ: sở quan sở, quan, sở. bản cấu chế hội
cụ: thể thể, thể.
có: thể thể, 
toàn: thể tỉnh quốc huyện diện xã dân bộ
tập: thể thể, trung huấn quán
đoàn: thể thể, viên kết thanh kiểm
thay: đổi thế đổi, thế,
trao: đổi đổi, quyền
tiêu: biểu biểu,
đại: biểu biểu, hội diện học
phát: triển triển, triển. huy động hiện thanh sinh triển;
tối: thiểu thiểu, đa
thúc: đẩy đẩy, đẩy. 
thời: điểm gian điểm, kỳ gian, gian. hạn sự
trọng: điểm điểm, tâm điểm. tâm,
quan: điểm điểm, tâm trọng hệ
thí: điểm điểm, nghiệm sinh
tuần: tra hoàn
thực: hiện phẩm trạng tế phẩm, trạng, hiện, hiện. tế, hành vật thi
mục: tiêu đích tiêu, đích, tiêu.
lao: động động, động.
kinh: tế phí tế, phí, nghiệm doanh phí.
thẻ: bảo
đề: nghị ra án xuất tài cương bạt cập cử xướng phòng mục
lũy: kế
đi: đôi
đôi: với
tỉnh: theo đến hình
tình: hình trạng nguyện cảm tiết
tính: mạng chất
tử: vong
thế: lực
có: mặt hiệu
toán: quốc
đông: đảo
môi: trường
thị: trường
điều: chỉnh
chỉnh: phù
phù: hợp
thông: báo
gói: thầu
mời: thầu thầu,
mở: thầu thầu,
dự: thầu thầu,
trúng: thầu thầu,
nhà: thầu thầu,
chào: thầu
hợp: đồng đồng,
hồ: sơ
ít: nhất
lần: thứ đầu
nhân: dân lực rộng dân, lực, lực. viên
hộ: nghèo gia cận dân khẩu có thoát nghèo, mới tịch cận,
"""
# what stands before a word: the word's right neighbour says nothing
PRECEDED = """
tỉnh: nhân trong toàn cấp các ngoài bàn của ubnd dân ngành hđnd ương đạo đài
chức: tổ công viên chính
đổi: sửa chuyển thay trao biến
điểm: đặc thời địa trọng quan thí ưu nhược chấm
thể: cụ có toàn tập đoàn tổng chủ không
biểu: tiêu đại phát
phẩm: sản thực dược mỹ tác chế
hiểm: bảo nguy nguồn rủi
vững: bền
số: tổng một dân thiểu chỉ chữ
triển: phát
thiểu: tối giảm
dưỡng: bồi dinh nuôi nghỉ chăm an
đẩy: thúc
hưởng: ảnh thụ được
trưởng: tăng bộ thủ hiệu sinh đội
hỗ: được để nguồn
giảm: miễn cắt suy tinh
quản: bảo chủ tự
sẵn: có
ngũ: đội
đảm: bảo bảo
"""
# syllables that only slips of reading produce, unless a listed pair holds them
ALONE = {"đế": "để", "cúa": "của", "nhứng": "những", "nhửng": "những", "nhừng": "những", "vừng": "vững", "đễ": "để",
         "đuợc": "được", "cùa": "của", "giừa": "giữa", "triến": "triển", "điếm": "điểm", "tuối": "tuổi", "xă": "xã",
         "nghẻo": "nghèo"}
KEEP = {("hoàng", "đế"), ("đế", "quốc"), ("tìm", "kiếm"), ("hằng", "kiếm"), ("ở", "đấy"), ("chuyến", "bay")}
