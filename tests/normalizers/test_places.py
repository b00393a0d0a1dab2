"""The gazetteer: dates, mergers, ambiguous names, and agreement with another list."""

import csv
import datetime
from pathlib import Path

import pytest

from normalizers import Unreadable, places, vocabulary

PEER = Path(__file__).parents[3] / "shared" / "peers" / "gazetteer_63to34.tsv"
BEFORE, AFTER = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)


def test_the_code_follows_the_date() -> None:
    assert places.province("Lào Cai", BEFORE).code == "10"
    assert places.province("Lào Cai", AFTER).code == "15"
    assert places.province("Tỉnh Phú Thọ", AFTER).code_2025 == "25"


def test_hue_is_a_city_since_2025() -> None:
    assert places.province("Thừa Thiên Huế", datetime.date(2024, 1, 1)).kind == "tỉnh"
    assert places.province("Huế", datetime.date(2025, 2, 1)).kind == "thành phố"


def test_there_are_63_and_34_provinces() -> None:
    rows = vocabulary.rows("provinces")
    assert len({row["code"] for row in rows if row["valid_to"] == "2025-06-30"}) == 63
    assert len({row["code"] for row in rows if not row["valid_to"]}) == 34


def test_every_district_belongs_to_a_province() -> None:
    codes = {row["code"] for row in vocabulary.rows("provinces")}
    assert all(row["province_code"] in codes for row in vocabulary.rows("districts"))
    assert len([row for row in vocabulary.rows("districts") if row["code"]]) == 696


def test_the_province_tells_districts_of_one_name_apart() -> None:
    with pytest.raises(Unreadable):
        places.province_of_district("huyện Châu Thành")
    district, province = places.province_of_district("huyện Châu Thành", province="Bến Tre")
    assert (district.name, district.code, province.name) == ("Châu Thành", "831", "Bến Tre")


def test_a_district_leads_to_the_province_of_its_time() -> None:
    for on in (None, datetime.date(2020, 1, 1), AFTER):
        assert places.province_of_district("huyện Mai Châu", on)[1].name == "Hòa Bình"


@pytest.mark.shared
@pytest.mark.skipif(not PEER.is_file(), reason="../shared/peers is not here")
def test_agreement_with_the_peer_list() -> None:
    with PEER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == 63
    for row in rows:
        province = places.province(row["old_name"], datetime.date(2025, 3, 1))
        assert province.code == row["old_code"]
        assert province.code_2025 == row["new_code"]
        assert row["new_name"].endswith(province.name_2025)
        assert places.province(row["new_name"], AFTER).code == row["new_code"]
