"""Suggestions: what solving a table's contradictions gives, told to a clerk."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.checks.figure import decimals, scaled, written
from extractors.checks.finding import SUSPECT
from extractors.checks.matrix import Matrix
from extractors.checks.repair import EFFORT, LARGEST, Repairs, families, fewest, repair
from extractors.checks.repair.effects import Move
from extractors.checks.repair.readings import readings
from extractors.checks.repair.relations import Relation, Scaled

_LARGE = 1_000
"""Figures of a family above which not all of them are tried."""
_MOST_TRIED = 2_000
"""Figures of violated relations above which none is."""


@dataclass(frozen=True, slots=True)
class Advice:
    """`suggestion` is None where no single repair is the smallest. `suspects`: figures that every smallest repair changes."""

    suggestion: str | None
    message: str
    suspects: tuple[int, ...] = ()


def advise(matrix: Matrix, read: Sequence[Scaled], relations: Sequence[Relation]) -> dict[int, Advice]:
    """Advice for each violated relation, by its index. One effort for all families of the table, the smallest first."""
    advice: dict[int, Advice] = {}
    effort = EFFORT
    usual = _usual_decimals(matrix)
    for members in sorted(families(relations, read), key=len):
        own = [relations[n] for n in members]
        repairs = _solved(matrix, read, own, usual, effort)
        effort = repairs.effort
        for n in members:
            if not relations[n].holds(read):
                advice[n] = _advice(matrix, repairs, relations[n])
    return advice


def _solved(matrix: Matrix, read: Sequence[Scaled], relations: Sequence[Relation], usual: Mapping[int, int], effort: int) -> Repairs:
    """The smallest repairs of a family. Of a very large one only those with as few changes as its violated relations need at
    the least: each of these changes stands in one of them, so that the other figures are not tried."""
    violated = [r for r in relations if not r.holds(read)]
    keys, least = _keys(relations), fewest(violated)
    if least > LARGEST:
        return Repairs((), LARGEST, True, effort)
    if len(keys) > _LARGE and len(_keys(violated)) > _MOST_TRIED:
        return Repairs((), least, False, effort)
    found = repair(read, _Moves(matrix, read, keys, usual), relations, LARGEST if len(keys) <= _LARGE else least, effort)
    return found if found.solutions or len(keys) <= _LARGE else replace(found, complete=False)


def _keys(relations: Sequence[Relation]) -> set[int]:
    return {k for r in relations for k in r.operands}


def _usual_decimals(matrix: Matrix) -> dict[int, int]:
    """Figure -> the most decimals that its column prints (a doubtful dot makes none)."""
    usual = {}
    for column in matrix.numeric:
        keys = [k for row in matrix.keys if (k := row[column.index]) is not None]
        most = max([matrix.figures[k].decimals for k in keys if "," in matrix.figures[k].text], default=0)
        usual |= dict.fromkeys(keys, most)
    return usual


class _Moves(Mapping[int, Sequence[Move]]):
    """The slips of a family's figures (`keys`), and their exchanges with neighbours among them; each worked out when it is asked for."""

    def __init__(self, matrix: Matrix, read: Sequence[Scaled], keys: set[int], usual: Mapping[int, int]):
        self._matrix, self._read, self._keys, self._usual = matrix, read, keys, usual
        self._exchanges: dict[int, list[Move]] = {}
        for a, b in sorted(_neighbours(matrix, keys)):
            if read[a] != read[b]:
                for k in (a, b):
                    self._exchanges.setdefault(k, []).append(((a, read[b]), (b, read[a])))

    def __iter__(self) -> Iterator[int]:
        return iter(sorted(self._keys))

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, k: int) -> list[Move]:
        if k not in self._keys:
            raise KeyError(k)
        figure, places = self._matrix.figures[k], self._matrix.places
        printed = figure.value if self._read[k] == self._matrix.scaled[k] else Decimal(self._read[k][0]).scaleb(-places).to_integral_value()
        found = readings(printed, figure.exact, self._usual.get(k, 0))
        return [((k, scaled(v, places, figure.exact)),) for v in found if decimals(v) < places] + self._exchanges.get(k, [])


def _neighbours(matrix: Matrix, keys: set[int]) -> set[tuple[int, int]]:
    """Figures beside and below each other, among `keys`, the left or upper one first."""
    found = set()
    for r, row in enumerate(matrix.keys):
        under = matrix.keys[r + 1] if r + 1 < len(matrix.keys) else []
        last = None
        for c, key in enumerate(row):
            if key is None:
                continue
            found |= {(one, other) for one, other in ((last, key), (key, under[c] if under else None)) if one in keys and other in keys}
            last = key
    return found


def _advice(matrix: Matrix, repairs: Repairs, relation: Relation) -> Advice:
    if not repairs.solutions:
        reason = "Không tìm được cách sửa nào chỉ đổi một vài ô." if repairs.complete else "Có quá nhiều cách sửa có thể."
        return Advice(None, reason)
    suspects = tuple(sorted(set.intersection(*(set(s) for s in repairs.solutions)))) if repairs.complete else ()
    chosen = _only(matrix, repairs)
    if chosen is None:
        many = f"Có {len(repairs.solutions)} cách sửa nhỏ như nhau" if repairs.complete else "Có nhiều cách sửa nhỏ như nhau"
        where = f", đều đổi ô {'; '.join(matrix.figures[k].name for k in suspects)}" if suspects else ""
        return Advice(None, f"{many}{where}: không đề xuất.", suspects)
    own = {k: v for k, v in chosen.items() if k in relation.operands} or chosen
    told = "; ".join(_change(matrix, k, v) for k, v in sorted(own.items()))
    rest = "; ".join(_change(matrix, k, v) for k, v in sorted(chosen.items()) if k not in own)
    more = f" Đi cùng: {rest}." if rest else ""
    return Advice(told, f"Cách sửa nhỏ nhất duy nhất làm mọi tổng và tỷ lệ liên quan cùng khớp: {told}.{more}", suspects)


def _only(matrix: Matrix, repairs: Repairs) -> dict[int, Scaled] | None:
    """The only smallest repair; of several the only one that changes nothing but figures that were hard to read."""
    if not repairs.complete:
        return None
    if len(repairs.solutions) == 1:
        return repairs.solutions[0]
    weak = [s for s in repairs.solutions if all(matrix.figures[k].confidence < SUSPECT for k in s)]
    return weak[0] if len(weak) == 1 else None


def _change(matrix: Matrix, key: int, value: Scaled) -> str:
    figure = matrix.figures[key]
    number = Decimal(value[0]).scaleb(-matrix.places)
    half = value[1]
    places = 0 if half == 0 else max(0, matrix.places - len(str(half)))
    return f"{figure.name}: {figure.text} → {written(number, places)}"
