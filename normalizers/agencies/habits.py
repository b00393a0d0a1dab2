"""What names of each kind are like: closed lists, shared heads, parts of larger bodies, words that look like heads."""

# Kinds whose name is a common word too: only with a word of place after it.
NEEDS_PLACE = {"Ban nhân dân", "Thuế", "Viễn thông", "Điện lực", "Bưu điện", "Bảo hiểm xã hội", "Bảo tàng", "Thư viện", "Thống kê", "Đoàn"}
# Forces whose name begins other sentences too: only in capitals behind the words of a sentence (`phối hợp với Công an,
# Quản lý thị trường`).
ONLY_INSIDE = {"Quản lý thị trường", "Kiểm lâm", "Biên phòng"}
# Kinds whose names are all in the list, and kinds that bear the name of a place or person.
WHOLE_LISTS = {"so", "bo", "ubnd", "hdnd", "ngan_hang", "toa_an", "vien_kiem_sat", "bao_hiem", "chinh_phu", "dang", "quoc_hoi"}
NAMED_AFTER = {"benh_vien", "truong", "cong_ty", "quy", "hop_tac_xa", "bao_chi"}
# Bodies set up for one task, named by what they do.
SMALL_BODIES = {"to", "bo_phan", "hoi_dong", "doan"}
LONGEST_NAME = 10  # words
# Words of a listed team that no capital need mark: `tổ công nghệ số cộng đồng`.
LONG_IN_SMALL_LETTERS = 5
# Syllables that make a common word with the head noun after them.
WORDS_BEFORE = {
    "hoi": {"xa", "co", "le", "quoc", "dai", "da"}, "so": {"co", "tru", "ma", "dan"},
    "bo": {"can", "toan", "noi", "dang", "tien", "cuc", "dong"}, "phong": {"quoc", "hai", "van", "tien", "xung", "du"},
    "ban": {"dia", "van", "can", "uy"}, "bao": {"thong", "dam", "canh", "du"},
    "truong": {"moi", "thi", "hien", "cong", "tang", "chu"},
    "vien": {"benh", "hoc", "thanh", "sinh", "giao", "chuyen", "nhan", "vien"},
    "doan": {"giai", "tap", "lien", "cong", "quan"}, "khoa": {"da", "y"}, "quy": {"thuy"}, "to": {"mau", "yeu"}, "cuc": {"buu"},
    "vu": {"nhiem", "dich", "nghiep", "chuc"}, "cong": {"cong", "thi"}, "dai": {"hien"}, "thanh": {"thuong"},
}
# Parts of a larger body: `Phòng Quản lý đô thị Sở Xây dựng`, `các phòng chức năng của Sở Nội vụ`.
PARTS = {"phong", "thanh_tra", "van_phong", "ban", "chi_cuc", "khoa", "trung_tam", "group", "chi_nhanh", "bo_phan", "to", "hoi_dong"}
SHARED_HEADS = {"so": "Sở", "phong": "Phòng", "bo": "Bộ", "ban": "Ban", "doan_the": "Hội", "chi_cuc": "Chi cục",
                "trung_tam": "Trung tâm", "tram": "Trạm"}
# Known names that go on with what the body is for: `Ban Chỉ đạo Chuyển đổi số`, `Ban Quản lý rừng phòng hộ Suối Lạnh`.
OPEN_NAMES = ("Ban Quản lý", "Ban Chỉ đạo")
# Kinds whose names are written with the first letter alone in capitals: `Công an tỉnh`, `Tòa án nhân dân`.
ONE_CAPITAL = {
    "to", "doan", "hoi_dong", "van_phong", "thanh_tra", "cong_an", "ngan_hang", "doan_the", "toa_an", "vien_kiem_sat", "trung_tam",
    "quan_su", "trai_giam", "nganh", "bao_chi",
    "dang", "bao_hiem", "kho_bac", "cuc", "benh_vien", "chinh_phu", "so", "cong_ty", "bao_tang", "thu_vien", "doi", "tram", "phong",
}
# Boards, whatever the second word's letter: `Ban quản lý dự án huyện`; not `ban tổ chức`.
BOARDS = {"quan ly", "chi dao", "chi huy", "dieu hanh", "bien tap", "cong tac", "van dong", "giam sat", "quan tri", "vi su", "nhan dan"}
# Committees of the Party that bear the name of the body they are in: `Đảng ủy Công an tỉnh`, `Đảng đoàn Hội đồng nhân dân tỉnh`.
PARTY = {"Đảng ủy", "Ban cán sự đảng", "Đảng đoàn"}
# Bodies of several offices at once: `Ban Vì sự tiến bộ của phụ nữ các sở, ngành`, `Thanh tra các sở`.
OF_GROUPS = {"ban", "thanh_tra", "hoi_dong"}
# Bodies that a part may precede without a word between: `Thanh tra Sở Y tế`, `Ban Tuyên giáo Tỉnh ủy`.
OWNERS = {"so", "ban", "ubnd", "hdnd", "bo", "dang", "cong_an"}
# Groups within a council, named without a word between: `các Tổ đại biểu Hội đồng nhân dân tỉnh`.
OF_COUNCIL = {"các ban", "các tổ đại biểu", "các đại biểu", "các vị đại biểu", "các tổ đại biểu và đại biểu",
              "các tổ đại biểu và các đại biểu", "các tổ đại biểu, đại biểu"}
# Unions that an office has of its own: `Công đoàn Sở Y tế`, `Đoàn Thanh niên Sở`.
UNIONS_OF_OFFICES = {"Công đoàn", "Đoàn Thanh niên", "Đoàn Thanh niên Cộng sản Hồ Chí Minh"}
# Common words that begin like a head noun; in capitals (`TỔ CHỨC THỰC HIỆN`) case cannot tell them apart.
COMMON = {
    "to": {"chuc", "hop", "dan"}, "phong": {"chong", "ngua", "benh", "tranh", "trao"},
    "ban": {"hanh", "do", "cam", "ke", "sao", "ve", "tin", "quyen", "thao"},
    "hoi": {"nghi", "thao", "nhap", "thi", "cho"}, "bao": {"cao", "chi"}, "doan": {"ket", "the", "vien"},
    "truong": {"hop", "hoc"}, "bo": {"may", "tieu", "chi", "sung", "tri", "truong"}, "so": {"huu"}, "doi": {"ngu"},
    "quy": {"dat", "dinh", "che", "hoach", "trinh", "mo", "tac", "chuan", "uoc"}, "cuc": {"bo"}, "khoa": {"hoc"},
    "vu": {"viec", "mua"}, "vien": {"tro", "phi"}, "ngan": {"sach"}, "quan": {"tam", "trac", "he"},
    "cap": {"phat", "nhat", "kinh"}, "nganh": {"nghe"}, "xa": {"hoi"},
}
# Links between clauses that a name without its tone marks would begin like: `thì Ủy ban nhân dân xã` is no `Thị ủy`.
LINKS = {"thì"}
# Kinds whose bodies bear a second field behind a dash, or more deeds behind a comma: `Bệnh viện Y học cổ truyền - Phục hồi chức năng`.
JOINED_FIELDS = {"trung_tam", "benh_vien", "truong", "doi"}
# Bodies that an officer's title may precede in small letters: `Chi cục trưởng chi cục kiểm lâm`.
LED = {"so", "ban", "cuc", "chi_cuc", "trung_tam", "benh_vien", "kho_bac"}
# Kinds whose bodies join a second field by `và`: `Chi cục Thủy lợi và Phòng, chống thiên tai`.
OF_TWO_FIELDS = {"ban", "chi_cuc", "trung_tam", "cuc", "chi_nhanh"}
# The office whose document it is, by its noun alone: `Chánh Thanh tra Bộ`, `các phòng chức năng thuộc Sở`.
OWN_OFFICES = {"Sở", "SỞ", "Ngành", "NGÀNH", "Bộ", "Cục", "Viện", "Trường", "Ban", "Tổng cục", "Chi cục"}
