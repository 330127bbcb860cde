"""Articles that tell of one piece of news share its rare words: what an undated one shares with dated ones dates it.

Each article is a vector of its most telling words, weighed by how often it uses them and how few others do (tf-idf;
Salton and Buckley 1988), as trackers of news events compare stories (Allan 2002). Figures are measured on
`allsides_stories.dev`: 222 stories of 2016 and 2017, one article of each dated, 282 to be dated.
"""

from __future__ import annotations

import bisect
import collections
import dataclasses
import datetime
import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence

from summitry.model.claims import Filed
from summitry.model.text import Article, Quote
from summitry.model.windows import Window, shift_day
from summitry.record import wording
from summitry.record.wording import Bag, Vector

FEWEST = 30
"""Articles that a record must hold before it can tell rare words from common ones: with 47 articles of 20 stories
21 of 22 days came out within two; below 20 articles single words decide."""

WORDS = 100
"""Most telling words kept of an article: 64 and 200 did no better."""

ALIKE = 0.22
"""Least cosine of two articles on one piece of news: 63 % of articles find such a dated one, and 98 % of those
were written within `APART` days of it; where the record holds no dated article on the same news, 1 in 8 finds one all
the same, on what is akin."""

RIVAL = 0.65
"""Share of the best cosine from which on another dated article's day counts as well: with .85 97 % lie inside, with 1
only 95 %."""

APART = 3
"""Days between two articles on one piece of news: 93 % within one, 99 % within three."""

WIDEST = 62
"""Days over which the likest dated articles may be spread; what is told for longer is a topic and no news."""

COMMON = 1000
"""Dated articles that may hold a word by which likeness is counted: commoner words say little and cost most."""

DATED_DAYS = 3
"""Widest window of an article that dates others: a dateline leaves two days, and clocks differ by one."""

SHOWN = 4
"""Shared words that a reason names."""

_WORD = re.compile(r"\w+")


@dataclasses.dataclass(frozen=True)
class Shared:
    """What the news of others says of an article's date: days within which it lies, the likeliest of them where the
    others lie within `APART` days, why, and the place of the most telling shared word."""

    window: Window
    day: str | None
    reason: str
    quote: Quote | None


def shared_news(filed: Sequence[Filed]) -> Mapping[str, Shared]:
    """By id, the articles not known to the month that others date. A function of the set of articles.

    Each is compared with the dated ones that share a telling word with it and lie within its own window, so the work
    grows with the number of articles times `COMMON` at most.
    """
    open_ones = [f for f in filed if _width(f) > WIDEST and f.date.basis in ("none", "inferred")]
    dated = sorted((f for f in filed if _width(f) <= DATED_DAYS), key=lambda f: (_middle(f), f.article.id))
    if len(filed) < FEWEST or not open_ones or not dated:
        return {}
    counts = {f.article.id: wording.bag((_told(f.article), 1)) for f in filed}
    holders = collections.Counter(word for found in counts.values() for word in found)
    rarity = {word: math.log(len(filed) / held) for word, held in holders.items() if held > 1}
    vectors = {name: _vector(found, rarity) for name, found in counts.items()}
    postings: dict[str, list[int]] = collections.defaultdict(list)
    for place, one in enumerate(dated):
        for word in vectors[one.article.id]:
            postings[word].append(place)
    days = [_middle(one) for one in dated]
    found: dict[str, Shared] = {}
    for one in open_ones:
        mine = vectors[one.article.id]
        alike: dict[int, float] = collections.defaultdict(float)
        first, end = _reach(one.date.window, days)
        for word, weight in mine.items():
            held = postings.get(word, ())
            near = held[bisect.bisect_left(held, first) : bisect.bisect_left(held, end)]
            for place in near if len(near) <= COMMON else ():
                alike[place] += weight * vectors[dated[place].article.id][word]
        likest = sorted(((round(cosine, 6), place) for place, cosine in alike.items()), key=lambda x: (-x[0], x[1]))
        shared = _dated_by(one.article, likest, dated, vectors)
        if shared is not None:
            found[one.article.id] = shared
    return found


def _dated_by(
    article: Article,
    likest: Sequence[tuple[float, int]],
    dated: Sequence[Filed],
    vectors: Mapping[str, Vector],
) -> Shared | None:
    if not likest or likest[0][0] < ALIKE:
        return None
    near = [dated[place] for cosine, place in likest if cosine >= RIVAL * likest[0][0]]
    days = sorted(_middle(one) for one in near)
    window = Window(shift_day(days[0], -APART), shift_day(days[-1], APART))
    if (window.days or 0) > WIDEST:
        return None
    best = near[0]
    mine, theirs = vectors[article.id], vectors[best.article.id]
    words = sorted((w for w in mine if w in theirs), key=lambda w: (-mine[w] * theirs[w], w))[:SHOWN]
    others = "" if len(near) == 1 else f", like {len(near) - 1} more"
    reason = (
        f"tells of the same news as {best.article.id} of {_middle(best)}{others}: "
        f"likeness {likest[0][0]:.2f}, by the words {', '.join(words)}"
    )
    day = _middle(best) if days[-1] <= shift_day(days[0], APART) else None
    return Shared(window, day, reason, next(_places(article, words), None))


def _places(article: Article, words: Sequence[str]) -> Iterator[Quote]:
    for word in words:
        for match in _WORD.finditer(article.text):
            if wording.stem(match.group()) == word:
                yield article.quote(*match.span())


def _told(article: Article) -> str:
    return " ".join(article.text[b.start : b.end] for b in article.blocks if b.kind in ("headline", "body"))


def _vector(counts: Bag, rarity: Mapping[str, float]) -> Vector:
    """The most telling words with their weights, of length 1."""
    weighed = ((word, (1 + math.log(n)) * rarity[word]) for word, n in counts.items() if word in rarity)
    kept = sorted(weighed, key=lambda item: (-item[1], item[0]))[:WORDS]
    length = math.sqrt(math.fsum(weight * weight for _, weight in kept)) or 1.0
    return {word: weight / length for word, weight in kept}


def _reach(window: Window, days: Sequence[str]) -> tuple[int, int]:
    """The dated articles, as a range of places in their days, that lie within a window or `APART` days of it."""
    first = bisect.bisect_left(days, shift_day(window.start, -APART)) if window.start else 0
    end = bisect.bisect_right(days, shift_day(window.end, APART)) if window.end else len(days)
    return first, end


def _width(filed: Filed) -> int:
    days = filed.date.window.days
    return WIDEST + 1 if days is None else days


@functools.lru_cache(maxsize=65536)
def _middle_of(window: Window) -> str:
    start, end = (datetime.date.fromisoformat(str(day)).toordinal() for day in (window.start, window.end))
    return datetime.date.fromordinal((start + end) // 2).isoformat()


def _middle(filed: Filed) -> str:
    """The day of a dated article; of several the middle one."""
    return _middle_of(filed.date.window)
