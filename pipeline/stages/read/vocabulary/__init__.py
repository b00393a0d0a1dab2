"""What a syllable and its neighbours can be, for choosing among readings."""
