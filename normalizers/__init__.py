"""Text in, value out: the printed forms of Vietnamese administrative documents.

Each module reads one kind of value and raises `Unreadable` for what it cannot read. Nothing here
guesses, logs, reads a clock or knows where in a document the text stood.
"""

from normalizers.unreadable import Unreadable

__all__ = ["Unreadable"]
