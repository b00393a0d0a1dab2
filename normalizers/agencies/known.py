"""Known names, matched token by token: accents may be lost, connectors vary, any part may be abbreviated.

`Sở VH-TT&DL`, `Sở Văn hóa, Thể thao & Du lịch`, `phòng Nông nghiệp & PTNT` are looked up in one tree of
syllables: a word matches a syllable, an abbreviation matches the first letters of the syllables that follow.
"""

from functools import cache

from normalizers import vocabulary
from normalizers.agencies.spelling import expansions
from normalizers.agencies.tokens import Token, tokenize
from normalizers.plain import fold

_LONGEST_ABBREVIATION = 10
CONNECTORS = {"-", "–", "—", "&", "va"}


class _Node:
    __slots__ = ("children", "folded", "joined", "rows")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.folded: dict[str, list[_Node]] = {}
        self.joined = False  # a connector stands before this syllable in some name
        self.rows: list[dict[str, str]] = []


@cache
def tree() -> _Node:
    """All known names and their aliases."""
    root = _Node()
    for row in vocabulary.rows("agencies"):
        for name in [row["name"], *filter(None, row["aliases"].split("|"))]:
            _add(root, name, row)
    return root


def _add(node: _Node, name: str, row: dict[str, str]) -> None:
    joined = False
    for token in tokenize(name):
        if token.folded in CONNECTORS or token.text == ",":
            joined = True
            continue
        node = _child(node, token)
        node.joined |= joined
        joined = False
    node.rows.append(row)


def _child(node: _Node, token: Token) -> _Node:
    syllable = token.text.lower()
    if syllable not in node.children:
        child = node.children[syllable] = _Node()
        node.folded.setdefault(token.folded, []).append(child)
    return node.children[syllable]


def match(tokens: list[Token], start: int, head: str = "") -> tuple[int, dict[str, str]] | None:
    """The longest known name from `tokens[start]` on: (index after its last token, its row), or None.

    `head` is taken as read before: `match(tokens of "Y tế", 0, "Sở")` finds Sở Y tế.
    """
    states = [tree()]
    for syllable in head.lower().split():
        states = [child for state in states for child in state.folded.get(fold(syllable), ())]
    best, position, pending = None, start, False
    while position < len(tokens) and states:
        token = tokens[position]
        if token.folded in CONNECTORS or token.text == ",":
            if pending or position == start:
                break
            if token.text == "," and not any(child.joined for state in states for child in state.children.values()):
                break
            pending, position = True, position + 1
            continue
        states = _step(states, token)
        pending, position = False, position + 1
        rows = [row for state in states for row in state.rows]
        if rows:
            best = (position, _likeliest(rows, tokens[start:position]))
    return best


def _likeliest(rows: list[dict[str, str]], tokens: list[Token]) -> dict[str, str]:
    """Of names that the tokens abbreviate alike, the one with the same connectors and words; else the first listed."""
    if len(rows) == 1:
        return rows[0]
    printed = {token.text.lower().replace("–", "-").replace("&", "và") for token in tokens}
    in_full = not any(token.text.isupper() and len(token.text) > 1 for token in tokens)

    def distance(row: dict[str, str]) -> tuple[int, int]:
        words = {token.text.lower() for token in tokenize(row["name"])}
        marks = sum((mark in printed) != (mark in words) for mark in ("-", "và", ","))
        dash_alone = "-" in printed and "và" not in printed and "-" not in words
        return (marks if in_full else dash_alone), -len(printed & words)

    return min(rows, key=distance)


def similar(head: str, letters: str) -> dict[str, str] | None:
    """The one name under the head whose initials differ from the letters by a single slip (`KHH&DT`); else None."""
    wanted = fold("".join(c for c in letters if c.isalpha()))
    if len(wanted) < 4:
        return None
    rows = [row for row in vocabulary.rows("agencies")
            if row["name"].startswith(f"{head} ") and _one_slip(wanted, _first_letters(row["name"], head))]
    return rows[0] if len(rows) == 1 else None


def _first_letters(name: str, head: str) -> str:
    words = tokenize(name.removeprefix(head))
    return "".join(word.folded[0] for word in words if word.is_word and word.folded not in CONNECTORS)


def _one_slip(left: str, right: str) -> bool:
    if abs(len(left) - len(right)) > 1 or len(right) < 4:
        return False
    if len(left) == len(right):
        return sum(a != b for a, b in zip(left, right, strict=True)) == 1
    longer, shorter = sorted((left, right), key=len, reverse=True)
    return any(longer[:i] + longer[i + 1:] == shorter for i in range(len(longer)))


def _step(states: list[_Node], token: Token) -> list[_Node]:
    reached = [child for state in states for child in state.folded.get(token.folded, ())]
    if not token.is_word:  # HIV/AIDS
        return reached
    if token.text == "TT" and states == [tree()]:  # `TT Y tế huyện`
        return [child for state in tree().folded["trung"] for child in state.folded["tam"]]
    if reached or not token.text.isupper():
        return reached
    spelled = states if token.text in expansions() else []
    for word in tokenize(expansions().get(token.text, "")):
        if word.folded not in CONNECTORS and word.is_word:
            spelled = [child for state in spelled for child in state.folded.get(word.folded, ())]
    return [*spelled, *(_initials(states, token.text) if len(token.text) <= _LONGEST_ABBREVIATION else [])]


def _initials(states: list[_Node], letters: str) -> list[_Node]:
    if tree() in states:
        return []
    for letter in letters.lower():
        states = [
            child
            for state in states
            for syllable, child in state.children.items()
            if syllable[0] == letter or (letter == "d" and syllable[0] == "đ") or fold(syllable[0]) == letter != "d"
        ]
    return states
