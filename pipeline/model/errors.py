"""Kinds of trouble. What is doubtful in the data is a value (a finding), never an exception."""
from __future__ import annotations

from dataclasses import dataclass


class OperatorError(Exception):
    """The operator must act before any more work makes sense: one line on standard error, an exit code."""

    def __init__(self, message: str, exit_code: int = 3):
        super().__init__(message)
        self.exit_code = exit_code


class Unreadable(Exception):
    """A document (or page) that cannot be finished: a stable code and a message that a clerk understands."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be finished, as a value. `stage`: the table whose rows are missing; `code` of docs/errors.md;
    `message`: the fault itself."""

    stage: str
    code: str
    message: str
