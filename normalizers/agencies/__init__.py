"""Names of state bodies and organisations: found in running text, told apart, written in full.

`UBND các phường, TX` -> `Ủy ban nhân dân các phường, thị xã`: abbreviations are written out, and the words of place behind a
name belong to it. A group such as `các sở` is one name, in lower case.
"""

from normalizers.agencies.identity import kind, level, slug
from normalizers.agencies.mention import Mention
from normalizers.agencies.mentions import find, split
from normalizers.agencies.naming import canonical
from normalizers.agencies.predicates import makes_word, opens_clause

__all__ = ["Mention", "canonical", "find", "kind", "level", "makes_word", "opens_clause", "slug", "split"]
