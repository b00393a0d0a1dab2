"""Names of state bodies and organisations: found in running text, told apart, written in full.

What a name is: the head noun and the name as printed, abbreviations expanded, with the locality words that follow
(`UBND các huyện, TP` -> `Ủy ban nhân dân các huyện, thành phố`); generic groups stay one name in lower case with `các`.
"""

from normalizers.agencies.identity import kind, level, slug
from normalizers.agencies.mention import Mention
from normalizers.agencies.mentions import find, split
from normalizers.agencies.naming import canonical

__all__ = ["Mention", "canonical", "find", "kind", "level", "slug", "split"]
