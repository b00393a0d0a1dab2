"""Consistent tables as annexes of plans print them, each with the sums and rates that hang together in it."""
from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PLACES = ["Xuân Lộc", "Tân Hòa", "Phú Mỹ", "An Bình", "Đông Sơn", "Hải Yến", "Kim Long", "Lương Tài", "Minh Tân",
          "Ngọc Sơn", "Quang Trung", "Sơn Hà", "Thanh Bình", "Trung Nghĩa", "Vĩnh Thịnh", "Yên Phong", "Bình Minh",
          "Châu Giang", "Đại Đồng", "Hòa Lạc"]
Place = tuple[int, int]


@dataclass(frozen=True)
class Made:
    """A table: header rows of labels, body rows of texts; `sums` and `rates` say which places hang together.

    `rates` are (part, whole, rate); `rounded` are the columns whose sums may be off by rounding.
    """

    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[Place, tuple[Place, ...]], ...]
    rates: tuple[tuple[Place, Place, Place], ...]
    caption: str = "BIỂU TỔNG HỢP"

    def value(self, place: Place) -> Decimal:
        return Decimal(self.rows[place[0]][place[1]].replace(".", "").replace(",", "."))


def written(value: Decimal | int, places: int = 0) -> str:
    text = f"{Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,f}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def _columns(body: list[list[int]], first: int = 0) -> list[int]:
    return [sum(row[c] for row in body) for c in range(first, len(body[0]))]


def poverty(rng: random.Random) -> Made:
    """Households, poor households and their rate, for one to six years."""
    years, n = rng.randint(1, 6), rng.randint(5, 18)
    names = rng.sample(PLACES, n)
    body = []
    for _ in names:
        row = []
        for _ in range(years):
            whole = rng.randint(900, 60_000)
            row += [whole, max(20, int(whole * rng.uniform(0.01, 0.5)))]
        body.append(row)
    body.append(_columns(body))
    rows, sums, rates = [], [], []
    for r, row in enumerate(body):
        cells = [str(r + 1) if r < n else "", names[r] if r < n else "Tổng cộng"]
        for y in range(years):
            whole, part = row[2 * y : 2 * y + 2]
            cells += [written(whole), written(part), written(Decimal(100 * part) / whole, 2)]
            rates.append(((r, 3 + 3 * y), (r, 2 + 3 * y), (r, 4 + 3 * y)))
        rows.append(tuple(cells))
    for y in range(years):
        for c in (2 + 3 * y, 3 + 3 * y):
            sums.append(((n, c), tuple((r, c) for r in range(n))))
    header = ["STT", "Đơn vị"] + [f"Năm {2015 + y} - {what}" for y in range(years) for what in ("Tổng số hộ dân", "Số hộ nghèo", "Tỷ lệ %")]
    return Made((tuple(header),), tuple(rows), tuple(sums), tuple(rates))


def funding(rng: random.Random) -> Made:
    """Total and sources of money, groups with their own rows."""
    sources = ["Ngân sách trung ương", "Ngân sách tỉnh", "Ngân sách huyện", "Nguồn khác"][: rng.randint(2, 4)]
    groups = rng.randint(2, 4)
    rows: list[list[str]] = []
    sums: list[tuple[Place, tuple[Place, ...]]] = []
    heads, values = [], {}
    count = 0
    for g in range(groups):
        head = len(rows)
        heads.append(head)
        rows.append([["I", "II", "III", "IV"][g], f"Nhóm nhiệm vụ {g + 1}"])
        own = []
        for _ in range(rng.randint(2, 5)):
            count += 1
            own.append(len(rows))
            values[len(rows)] = [rng.randint(20, 9_000) for _ in sources]
            rows.append([str(count), f"Nhiệm vụ {count}"])
        values[head] = _columns([values[r] for r in own])
        sums += [((head, c), tuple((r, c) for r in own)) for c in range(2, 3 + len(sources))]
    total = len(rows)
    rows.append(["", "Tổng cộng"])
    values[total] = _columns([values[r] for r in heads])
    sums += [((total, c), tuple((r, c) for r in heads)) for c in range(2, 3 + len(sources))]
    for r, row in enumerate(rows):
        row += [written(sum(values[r])), *(written(v) for v in values[r])]
        sums.append(((r, 2), tuple((r, c) for c in range(3, 3 + len(sources)))))
    header = ("STT", "Nội dung", "Tổng kinh phí", *sources)
    return Made((header,), tuple(map(tuple, rows)), tuple(sums), (), "NHU CẦU KINH PHÍ (ĐVT: triệu đồng)")


def fulfilment(rng: random.Random) -> Made:
    """Plan, result and the share of the plan fulfilled, men and women."""
    n = rng.randint(5, 16)
    names = rng.sample(PLACES, n)
    body = []
    for _ in names:
        plan = rng.randint(120, 9_000)
        women = int(plan * rng.uniform(0.2, 0.6))
        body.append([plan, (done := max(women + 5, int(plan * rng.uniform(0.7, 1.2)))), women, done - women])
    body.append(_columns(body))
    rows, rates, sums = [], [], []
    for r, (plan, done, women, men) in enumerate(body):
        rows.append((str(r + 1) if r < n else "", names[r] if r < n else "Tổng số", written(plan), written(done),
                     written(Decimal(100 * done) / plan, 1), written(women), written(men)))
        rates.append(((r, 3), (r, 2), (r, 4)))
        sums.append(((r, 3), ((r, 5), (r, 6))))
    sums += [((n, c), tuple((r, c) for r in range(n))) for c in (2, 3, 5, 6)]
    return Made((("TT", "Địa phương", "Kế hoạch", "Thực hiện", "Tỷ lệ đạt (%)", "Nữ", "Nam"),), tuple(rows),
                tuple(sums), tuple(rates), "KẾT QUẢ ĐÀO TẠO NGHỀ (ĐVT: người)")


def forest(rng: random.Random) -> Made:
    """Areas in hectares with one decimal, rounded one by one, so that sums are off by rounding; natural and planted forest."""
    n = rng.randint(5, 16)
    names = rng.sample(PLACES, n)
    exact = [[Decimal(rng.randint(100_000, 90_000_000)) / 1000 for _ in range(2)] for _ in names]
    exact.append([sum(row[c] for row in exact) for c in range(2)])
    rows, sums = [], []
    for r, (natural, planted) in enumerate(exact):
        rows.append((str(r + 1) if r < n else "", names[r] if r < n else "Toàn tỉnh", written(natural + planted, 1),
                     written(natural, 1), written(planted, 1)))
        sums.append(((r, 2), ((r, 3), (r, 4))))
    sums += [((n, c), tuple((r, c) for r in range(n))) for c in (2, 3, 4)]
    return Made((("STT", "Đơn vị", "Tổng diện tích có rừng (ha)", "Rừng tự nhiên (ha)", "Rừng trồng (ha)"),), tuple(rows), tuple(sums), ())


def falling(rng: random.Random) -> Made:
    """Poor households before and after, the difference, both rates."""
    n = rng.randint(5, 18)
    names = rng.sample(PLACES, n)
    body = []
    for _ in names:
        whole = rng.randint(400, 9_000)
        before = int(whole * rng.uniform(0.1, 0.5))
        body.append([whole, before, (left := int(before * rng.uniform(0.5, 0.95))), before - left])
    body.append(_columns(body))
    rows, rates, sums = [], [], []
    for r, (whole, before, after, out) in enumerate(body):
        share = [written(Decimal(100 * v) / whole, 2) for v in (before, after)]
        rows.append((str(r + 1) if r < n else "", names[r] if r < n else "Toàn huyện", written(whole), written(before),
                     share[0], written(after), share[1], written(out)))
        rates += [((r, 3), (r, 2), (r, 4)), ((r, 5), (r, 2), (r, 6))]
        sums.append(((r, 3), ((r, 5), (r, 7))))
    sums += [((n, c), tuple((r, c) for r in range(n))) for c in (2, 3, 5, 7)]
    header = ("STT", "Xã, thị trấn", "Tổng số hộ", "Số hộ nghèo đầu năm", "Tỷ lệ đầu năm (%)", "Số hộ nghèo cuối năm",
              "Tỷ lệ cuối năm (%)", "Số hộ thoát nghèo")
    return Made((header,), tuple(rows), tuple(sums), tuple(rates))


SHAPES = (poverty, funding, fulfilment, forest, falling)
