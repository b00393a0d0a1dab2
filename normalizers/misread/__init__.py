"""Words that a page reader took wrongly, put right inside closed vocabularies: names of bodies, usual groups, words of duty.

A word is only changed where the reader was in doubt or its letters are no word, where exactly one phrase of the vocabulary is
near, and where no other is nearly as near. Figures and codes are never touched. Nothing printed is lost: the offsets lead back.
"""

from normalizers.misread.mending import Mended, mend

__all__ = ["Mended", "mend"]
