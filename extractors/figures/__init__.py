"""Rules that targets and observations share: which figure of a sentence is a record, and what it says."""
