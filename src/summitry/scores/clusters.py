"""Measures of coreference: how far clusters found agree with true ones, over the same mentions."""

from __future__ import annotations

import collections
import math
from collections.abc import Hashable, Iterable, Mapping, Sequence

from summitry.scores.measures import Figures, f1

Clusters = Mapping[str, Hashable]
"""Cluster by mention."""
_Sizes = collections.Counter[tuple[Hashable, Hashable]]


def coreference(true: Clusters, found: Clusters) -> Figures:
    """F1 by MUC (Vilain et al. 1995), B cubed (Bagga and Baldwin 1998), CEAF-e (Luo 2005), LEA (Moosavi and Strube
    2016) and CoNLL, the mean of the first three; None for all where there is no true mention.

    Mentions found that are not true ones are left out; a true one that was not found stands alone.
    """
    if not true:
        return dict.fromkeys(("muc_f1", "b_cubed_f1", "ceaf_e_f1", "lea_f1", "conll_f1"))
    both = _Sizes((true[name], found.get(name, ("alone", name))) for name in sorted(true))
    back = _Sizes({(b, a): count for (a, b), count in both.items()})
    muc, b_cubed, lea = (_harmonic(part(both), part(back)) for part in (_muc, _b_cubed, _lea))
    ceaf = f1(_best_match(both), *(len(set(side)) for side in zip(*both, strict=True)))
    figures = {"muc_f1": muc, "b_cubed_f1": b_cubed, "ceaf_e_f1": ceaf, "lea_f1": lea}
    return {**figures, "conll_f1": (muc + b_cubed + ceaf) / 3}


def _harmonic(left: float, right: float) -> float:
    return 2 * left * right / (left + right) if left + right else 0.0


def _sizes(both: _Sizes) -> collections.Counter[Hashable]:
    total: collections.Counter[Hashable] = collections.Counter()
    for (own, _), count in both.items():
        total[own] += count
    return total


def _muc(both: _Sizes) -> float:
    """The share of the links that hold the first side's clusters together which the other side keeps."""
    links = both.total() - len(_sizes(both))
    return (both.total() - len(both)) / links if links else 0.0


def _b_cubed(both: _Sizes) -> float:
    sizes = _sizes(both)
    return math.fsum(count * count / sizes[own] for (own, _), count in both.items()) / both.total()


def _lea(both: _Sizes) -> float:
    """The share of each cluster's links that the other side keeps, by its size; one alone links with itself."""
    sizes, others = _sizes(both), _sizes(_Sizes({(b, a): count for (a, b), count in both.items()}))
    kept = 0.0
    for (own, other), count in both.items():
        if sizes[own] == 1:
            kept += others[other] == 1
        else:
            kept += count * (count - 1) / (sizes[own] - 1)
    return kept / both.total()


def _best_match(both: _Sizes) -> float:
    """The greatest sum of 2 |A and B| / (|A| + |B|) over matches one to one, by connected parts."""
    sizes = _sizes(both), _sizes(_Sizes({(b, a): count for (a, b), count in both.items()}))
    total = 0.0
    for part in _parts(both):
        own = {name: at for at, name in enumerate(dict.fromkeys(a for a, _ in part))}
        other = {name: at for at, name in enumerate(dict.fromkeys(b for _, b in part))}
        worth = [[0.0] * len(other) for _ in own]
        for a, b in part:
            worth[own[a]][other[b]] = 2 * both[a, b] / (sizes[0][a] + sizes[1][b])
        total += assignment(worth)
    return total


def _parts(both: _Sizes) -> Iterable[list[tuple[Hashable, Hashable]]]:
    group: dict[tuple[int, Hashable], tuple[int, Hashable]] = {}

    def top(one: tuple[int, Hashable]) -> tuple[int, Hashable]:
        while group.setdefault(one, one) != one:
            group[one] = one = group[group[one]]
        return one

    for a, b in both:
        group[top((0, a))] = top((1, b))
    found: dict[tuple[int, Hashable], list[tuple[Hashable, Hashable]]] = {}
    for a, b in both:
        found.setdefault(top((0, a)), []).append((a, b))
    return found.values()


def assignment(worth: Sequence[Sequence[float]]) -> float:
    """The greatest sum of worths, one at most of each row and each column; the worths are not negative.

    The Hungarian algorithm with potentials (Kuhn 1955, Munkres 1957), rows times rows times columns steps.
    """
    rows = worth if len(worth) <= len(worth[0]) else [list(column) for column in zip(*worth, strict=True)]
    height, width = len(rows), len(rows[0])
    row_price, column_price = [0.0] * (height + 1), [0.0] * (width + 1)
    holder = [0] * (width + 1)
    for row in range(1, height + 1):
        holder[0] = row
        least, came, done = [math.inf] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        column = 0
        while holder[column]:
            done[column] = True
            at, step, after = holder[column], math.inf, 0
            for j in range(1, width + 1):
                if not done[j]:
                    cost = -rows[at - 1][j - 1] - row_price[at] - column_price[j]
                    if cost < least[j]:
                        least[j], came[j] = cost, column
                    if least[j] < step:
                        step, after = least[j], j
            for j in range(width + 1):
                if done[j]:
                    row_price[holder[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            column = after
        while column:
            holder[column] = holder[came[column]]
            column = came[column]
    return math.fsum(rows[holder[j] - 1][j - 1] for j in range(1, width + 1) if holder[j])
