"""Vietnamese syllables: is it one, and where were the spaces between them lost."""

from normalizers.glue import unglue, unglue_map
from normalizers.syllable_structure import is_syllable

__all__ = ["is_syllable", "unglue", "unglue_map"]
