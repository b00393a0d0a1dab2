"""A few planted errors: the benchmark's own measure, at a size that a test can bear."""
from __future__ import annotations

from benchmarks import planted_errors


def test_planted_errors_are_found_and_consistent_tables_are_left_alone(capsys) -> None:
    figures = planted_errors.run(tables=25, seed=11)
    assert figures["found"] >= 0.99
    assert figures["false_alarms"] == 0
    assert figures["wrong"] == 0
    assert "false alarms on consistent tables: 0 of 25" in capsys.readouterr().out
