"""The plan's period said again, and yearly steps told apart from their end."""
from __future__ import annotations

import pytest

from extractors.checks.ranges import check_ranges
from tests.checks.documents import checks


@pytest.mark.parametrize(("line", "status"), [
    ("Trên đây là Kế hoạch thực hiện nhiệm vụ năm 2021, yêu cầu các đơn vị thực hiện.", "ok"),
    ("Trên đây là Kế hoạch thực hiện nhiệm vụ năm 2019, yêu cầu các đơn vị thực hiện.", "violated"),
    ("- Thời gian thực hiện: năm 2018.", "violated"),
    ("- Thời gian thực hiện: Quý II/2021.", "ok"),
    ("- Thời gian thực hiện: năm 2021 - 2022.", None),
    ("- Thời gian thực hiện: theo hướng dẫn của Sở.", None),
])
def test_the_period_said_again(line: str, status: str | None) -> None:
    rows = [row for row in checks(["I. TỔ CHỨC THỰC HIỆN", line]) if row["rule"] == "period_repeated"]
    assert [row["status"] for row in rows] == ([] if status is None else [status])


@pytest.mark.parametrize(("line", "status"), [
    ("- Thời gian thực hiện: Tháng 12/2021 và hằng năm.", "ok"), ("- Thời gian thực hiện: năm 2019.", "violated"), ("- Thời gian thực hiện: năm 2026.", "violated"),
])
def test_a_plan_until_a_year_begins_with_its_issue(line: str, status: str) -> None:
    rows = checks(["I. TỔ CHỨC THỰC HIỆN", line], title="Phát triển du lịch đến năm 2025")
    assert [(row["status"], row["expected"]) for row in rows if row["rule"] == "period_repeated"] == [(status, "đến năm 2025")]


def test_a_plan_ends_no_sooner_than_it_is_issued() -> None:
    (row,) = [row for row in checks(["I. MỤC TIÊU"]) if row["rule"] == "period_after_issue"]
    assert (row["status"], row["found"], row["kind"]) == ("ok", "năm 2021", "period_conflict")


def figure(value: str, year: int, per: str | None = None, direction: str = "decrease") -> dict:
    return {"indicator": "tỷ lệ hộ nghèo", "unit": "%", "value_min": value, "value_max": value, "comparator": "=",
            "per": per, "direction": direction, "year": year, "value_text": f"{value}%", "quote": f"{value}%",
            "page": 1, "confidence": 1.0, "target_id": f"t{value}", "observation_id": f"o{value}"}


@pytest.mark.parametrize(("step", "statuses"), [("1.5", ["ok"]), ("2", []), ("4", ["violated"]), ("0.5", ["violated"]), ("2.3", [])])
def test_steps_against_the_end(step: str, statuses: list[str]) -> None:
    """From 9,5% (2020) to 2% (2025): 1,5 a year; one year more or less in the counting is no contradiction, nor is a little more."""
    tables = {"targets": [figure(step, 2025, "năm"), figure("2", 2025)], "observations": [figure("9.5", 2020)]}
    assert [finding.status for finding in check_ranges([], tables)] == statuses


def test_steps_are_left_alone_where_the_levels_are_not_certain() -> None:
    two = {"targets": [figure("4", 2025, "năm"), figure("2", 2025)], "observations": [figure("9.5", 2020), figure("8", 2021)]}
    none = {"targets": [figure("4", 2025, "năm"), figure("12", 2025)], "observations": [figure("9.5", 2020)]}
    assert not [*check_ranges([], two), *check_ranges([], none)]


@pytest.mark.parametrize("line", [
    "- Thực hiện từ ngày 15/7 - 20/8 năm 2021, đạt 5%.",
    "- Theo Kế hoạch số 12-5/KH-UBND, đạt 3% dân số.",
    "- Tỷ lệ giảm từ 8% xuống 5%.",
])
def test_no_ranges(line: str) -> None:
    assert not [row for row in checks(["I. MỤC TIÊU", line]) if row["rule"] == "range_rises"]
