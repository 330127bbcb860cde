"""Articles that tell the same piece of news: one story, however many outlets tell it."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from summitry.record import wording
from summitry.record.linkage import Node, Pair, best_cut, trees
from summitry.record.wording import Vector

LEAD = 800
"""Characters of a text's beginning that count on their own: news says first what is new."""
FAR_DAYS = 7
"""Articles further apart in days tell different stories."""
KEYS = 40
"""Words of most weight by which articles find one another; with 25 pair-F1 is .01 less."""
_APART = -15.0
"""The link of two articles that share nothing; none is lower."""

_ALL, _LEADS, _TITLES, _DAY, _BASE = 16.0, 5.0, 3.0, -1.4, -4.2
"""The log-odds that two articles tell one story: weights of the square roots of three cosines, a day of distance, and a
constant. Logistic regression over pairs of articles of 2016-2017 in 222 stories of two or three; five folds of time
gave weights within a tenth of one another."""
THEME = 20.0
NEAR = 12
NEAR_DAYS = 3
"""How much the mean cosine with the NEAR articles nearest to a group, of the same NEAR_DAYS, counts against it: an
article on a theme of which all write is like many that tell another story. Same data: pair-F1 .94 at THEME from 5 to
20, .90 where single pairs are compared so, .82 without; from 15 up, stories of twenty articles hold together too (196
articles on 16 events: .80, .66 at 5)."""
LEAST = -1.0
"""The mean link, less what the theme takes, from which a group is a story; same data, flat from -2 to 0."""
_KEPT = 60
"""Nearest articles remembered of each."""


@dataclasses.dataclass(frozen=True, order=True)
class Telling:
    """An article as its story is found by. `day`: YYYY-MM-DD, further letters ignored; None where not known."""

    id: str
    day: str | None
    title: str
    text: str


def stories(tellings: Sequence[Telling]) -> Mapping[str, str]:
    """Article id -> id of its story, which is that of the story's first article by day and id.

    The same articles in any order give the same stories. Of several with one id, the first by content counts.
    """
    items = distinct(tellings)
    found: dict[str, str] = {}
    for members in _groups(items):
        first = min((items[m].day or "9999", items[m].id) for m in members)[1]
        found.update((items[m].id, first) for m in members)
    return found


def distinct(tellings: Iterable[Telling]) -> list[Telling]:
    """The articles by id, each id once: the first by content."""
    known = {one.id: one for one in sorted(tellings, key=_by_content, reverse=True)}
    return [known[name] for name in sorted(known)]


def _by_content(one: Telling) -> tuple[str, str, str, str]:
    return one.id, one.day or "", one.title, one.text


def _groups(items: Sequence[Telling]) -> Iterator[tuple[int, ...]]:
    days = [_day_number(item.day) for item in items]
    wholes = wording.vectors([wording.bag((item.text, 1), (item.title, 3)) for item in items])
    leads = wording.vectors([wording.bag((item.text[:LEAD], 1), (item.title, 2)) for item in items])
    titles = wording.vectors([wording.bag((item.title, 1)) for item in items])
    links: dict[Pair, float] = {}
    near: list[list[tuple[float, int]]] = [[] for _ in items]
    for a, b, gap in _candidates(wholes, days):
        whole = wording.cosine(wholes[a], wholes[b])
        likeness = (whole, wording.cosine(leads[a], leads[b]), wording.cosine(titles[a], titles[b]))
        links[a, b] = _log_odds(likeness, gap)
        if gap <= NEAR_DAYS:
            near[a].append((-whole, b))
            near[b].append((-whole, a))
    nearest = [sorted(one)[:_KEPT] for one in near]
    for tree in trees(len(items), links, _APART):
        yield from best_cut(tree, lambda node: _worth(node, nearest))


def _log_odds(likeness: tuple[float, float, float], gap: int) -> float:
    whole, lead, title = (math.sqrt(max(0.0, one)) for one in likeness)
    return max(_APART, _BASE + _ALL * whole + _LEADS * lead + _TITLES * title + _DAY * gap)


def _worth(node: Node, nearest: Sequence[Sequence[tuple[float, int]]]) -> float:
    """What a group is worth as a story: its links above what its theme takes, for each of its articles."""
    members = frozenset(node.members)
    near = [one for m in node.members for one in _outside(nearest[m], members)]
    theme = -math.fsum(near) / (NEAR * len(members))
    return len(members) * (node.mean - THEME * theme - LEAST)


def _outside(nearest: Sequence[tuple[float, int]], members: frozenset[int]) -> list[float]:
    return [likeness for likeness, other in nearest if other not in members][:NEAR]


def _candidates(vectors: Sequence[Vector], days: Sequence[int | None]) -> Iterator[tuple[int, int, int]]:
    """Pairs of articles within FAR_DAYS that share a word among their KEYS weightiest, and the days between them."""
    order = sorted(range(len(vectors)), key=lambda i: (days[i] is None, days[i] or 0, i))
    holders: dict[str, list[int]] = collections.defaultdict(list)
    for b in order:
        met: set[int] = set()
        for word in list(vectors[b])[:KEYS]:
            for a in holders[word][: -wording.MOST - 1 : -1]:
                if _gap(days[a], days[b]) > FAR_DAYS:
                    break
                met.add(a)
            holders[word].append(b)
        for a in sorted(met):
            yield min(a, b), max(a, b), _gap(days[a], days[b])


def _gap(a: int | None, b: int | None) -> int:
    """Days apart; none where either is not known."""
    return abs(a - b) if a is not None and b is not None else 0


def _day_number(day: str | None) -> int | None:
    try:
        return datetime.date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None
