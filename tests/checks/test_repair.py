"""The search for repairs: against trying everything, and what it must never do."""
from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings, strategies as st

from extractors.checks.figure import read, scaled
from extractors.checks.repair import families, repair
from extractors.checks.repair.effects import Move
from extractors.checks.repair.readings import readings
from extractors.checks.repair.relations import Rate, Relation, Scaled, Sum

SMALL = st.integers(1, 40)


def exhaustive(figures: list[Scaled], moves: dict[int, list[Move]], relations: list[Relation],
               largest: int) -> set[frozenset[tuple[int, int]]]:
    """The smallest repairs by trying every set of changes."""
    for size in range(largest + 1):
        found = set()
        for keys in combinations(sorted(moves), size):
            for chosen in product(*(moves[k] for k in keys)):
                trial = list(figures)
                for ((k, value),) in chosen:
                    trial[k] = value
                if all(r.holds(trial) for r in relations):
                    found.add(frozenset((k, v[0]) for ((k, v),) in chosen))
        if found:
            return found
    return set()


@settings(max_examples=60)
@given(st.lists(SMALL, min_size=6, max_size=6), st.lists(st.lists(SMALL, min_size=3, max_size=3, unique=True), min_size=6, max_size=6))
def test_finds_what_trying_everything_finds(values: list[int], others: list[list[int]]) -> None:
    """Two rows of `a + b = c`, and the columns' own sum: figures 0-2, 3-5, c + c in no figure."""
    figures = [(10 * v, 0) for v in values]
    relations: list[Relation] = [Sum(2, (0, 1)), Sum(5, (3, 4)), Sum(5, (0, 2)), Rate(0, 2, 4, 1)]
    moves = {k: [((k, (10 * o, 0)),) for o in own if o != values[k]] for k, own in enumerate(others)}
    found = repair(figures, moves, relations, largest=3)
    wanted = exhaustive(figures, moves, relations, 3)
    assert found.complete
    assert {frozenset((k, v[0]) for k, v in s.items()) for s in found.solutions} == wanted


@given(st.integers(100, 99_999))
@settings(max_examples=40)
def test_a_misread_figure_is_among_the_readings(value: int) -> None:
    for slip in readings(Decimal(value), whole=True, most_decimals=0):
        assert Decimal(value) in readings(slip, whole=True, most_decimals=0)


@pytest.mark.parametrize(("text", "wanted"), [
    ("6.417", 641), ("2.850", 2859), ("14.720", 14770), ("505", 550), ("1.250", 125), ("45", 450),
])
def test_readings_of_counts(text: str, wanted: int) -> None:
    value = read(text)
    assert Decimal(wanted) in readings(value, whole=True, most_decimals=0)


@pytest.mark.parametrize(("text", "wanted"), [("19,7", "1,97"), ("30,69", "30,96"), ("7,54", "73,54"), ("41.57", "41,50")])
def test_readings_of_rates(text: str, wanted: str) -> None:
    value = read(text)
    assert Decimal(wanted.replace(",", ".")) in readings(value, whole=False, most_decimals=2)


def test_no_reading_has_a_leading_zero_or_more_decimals_than_its_column() -> None:
    for slip in readings(Decimal("10.05"), whole=False, most_decimals=2):
        assert -slip.as_tuple().exponent <= 2
    assert all(v == v.to_integral_value() for v in readings(Decimal(1250), whole=True, most_decimals=0))


def test_several_repairs_are_all_told() -> None:
    figures = [(30, 0), (10, 0), (10, 0)]
    moves: dict[int, list[Move]] = {0: [((0, (20, 0)),)], 1: [((1, (20, 0)),)], 2: []}
    assert len(repair(figures, moves, [Sum(0, (1, 2))]).solutions) == 2


def test_gives_up_within_its_effort() -> None:
    figures = [(1_000_000, 0), *[(10 * k, 0) for k in range(1, 60)]]
    moves: dict[int, list[Move]] = {k: [((k, (v + 10 * d, 0)),) for d in range(1, 60)] for k, (v, _) in enumerate(figures)}
    assert not repair(figures, moves, [Sum(0, tuple(range(1, 60)))], effort=2_000).complete


def test_families_hang_together_through_figures_that_hold() -> None:
    relations: list[Relation] = [Sum(0, (1, 2)), Sum(3, (0, 4)), Sum(5, (6, 7))]
    figures = [(30, 0), (10, 0), (20, 0), (99, 0), (10, 0), (5, 0), (2, 0), (3, 0)]
    assert families(relations, figures) == [[0, 1]]


@given(st.integers(1, 5_000), st.integers(1, 60_000), st.integers(0, 3))
def test_a_rounded_rate_holds_and_the_next_digit_does_not(part: int, whole: int, places: int) -> None:
    rate = (Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
    step = Decimal(1).scaleb(-places)
    for value, holds in ((rate, True), (rate + 2 * step, False), (rate - 2 * step, False)):
        figures = [scaled(Decimal(part), places + 1, True), scaled(Decimal(whole), places + 1, True), scaled(value, places + 1, False)]
        assert Rate(0, 1, 2, places + 1).holds(figures) is holds


@given(st.lists(st.decimals(0, 1000, places=3), min_size=2, max_size=12))
def test_rounding_breaks_no_sum(values: list[Decimal]) -> None:
    rounded = [v.quantize(Decimal("0.1"), rounding="ROUND_HALF_UP") for v in (sum(values), *values)]
    figures = [scaled(v, 2, False) for v in rounded]
    assert Sum(0, tuple(range(1, len(figures)))).holds(figures)
