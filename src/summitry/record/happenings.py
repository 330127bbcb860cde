"""Mentions of events across articles: which of them tell of one event."""

from __future__ import annotations

import collections
import dataclasses
import functools
import math
import statistics
from collections.abc import Iterator, Mapping, Sequence

from summitry.lexicon.happenings import event_kinds, is_light
from summitry.record import wording
from summitry.record.linkage import Pair, trees
from summitry.record.stories import Telling
from summitry.record.themes import themes
from summitry.record.wording import Vector

_KIND, _PART, _SAID, _LIKE, _WHO, _WHAT, _ELSE, _BESIDE, _BASE = -0.85, -0.5, -1.9, 2.1, 1.2, 1.7, 1.0, -2.5, 0.1
"""The log-odds that two mentions of one theme tell of one event, where they share a head word: less where they share
only another word (_PART) or a kind of event (_KIND), where both are words of saying, where they stand in one sentence;
more for like sentences (the square root of the cosine), subjects, objects and other words beside the head. Logistic
regression over pairs of 1,245 mentions, each of eight topics predicted by the other seven: CoNLL .80, LEA .72; .76 and
.65 without kinds of event, .79 and .70 without those of a third of the words."""
_UNLIKE = -3.0
"""The log-odds for two that share none of these; same data, flat from -3 to -5."""
LEAST = -0.75
"""The mean log-odds from which mentions are put together; same data, flat from -1 to -.5."""

WORDY = 2.0
"""Words a mention, on the mean of a theme, from which mentions are phrases that name what all speak of (1.1 where every
trigger word is marked, 3.5 where phrases are)."""
SHARED, TOUCHED, TOGETHER = 0.9, 0.3, 0.3
"""Links of phrases: verbs with one object; the share of other words in common counts TOUCHED of one head word or kind.
Phrases are put together from the mean link TOGETHER."""
MAIN = 0.08
"""Share of a theme's phrases that a group must hold to stand by itself; the rest join the group that they are most
like, or else the largest. 241 phrases on 4 themes: CoNLL .86, .84 at .05, .89 at .15; one group a theme has .69."""

_PRONOUNS = frozenset({"it", "this", "that", "which", "these", "those"})


@dataclasses.dataclass(frozen=True, order=True)
class EventMention:
    """A stretch of an article that tells of an event: where it stands, its words and those beside its head, as lemmas.

    `start`: its place in the article; `opening`: that of its sentence, `context`; `part`: part of speech of the head.
    """

    article: str
    start: int
    id: str
    opening: int
    context: str
    head: str
    part: str
    lemmas: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class _Traits:
    """What a mention is compared by: stems of its head and of all words that say something, kinds of event, context."""

    head: str
    words: frozenset[str]
    kinds: frozenset[str]
    sentence: Vector


def same_events(mentions: Sequence[EventMention], tellings: Sequence[Telling]) -> Mapping[str, str]:
    """Mention id -> id of its event, which is that of the event's first mention by article, place and id.

    Only mentions in articles on one theme are put together. The same mentions in any order give the same events.
    """
    theme = themes(tellings)
    ordered = sorted(mentions)
    sentences = wording.vectors([wording.bag((one.context, 1)) for one in ordered])
    by_theme: dict[str, list[tuple[EventMention, _Traits]]] = collections.defaultdict(list)
    last: tuple[str, _Traits] | None = None
    for one, sentence in zip(ordered, sentences, strict=True):
        stands_for = last[1] if last and last[0] == one.article and _is_pronoun(one) else None
        traits = dataclasses.replace(stands_for, sentence=sentence) if stands_for else _traits(one, sentence)
        last = one.article, traits
        by_theme[theme.get(one.article, one.article)].append((one, traits))
    found: dict[str, str] = {}
    for told in by_theme.values():
        wordy = statistics.fmean(len(one.lemmas) for one, _ in told) >= WORDY
        for members in _topics(told) if wordy else _events(told):
            found.update((told[m][0].id, told[members[0]][0].id) for m in members)
    return found


def _is_pronoun(one: EventMention) -> bool:
    return len(one.lemmas) == 1 and one.lemmas[0] in _PRONOUNS


def _traits(one: EventMention, sentence: Vector) -> _Traits:
    telling = [lemma for lemma in one.lemmas if not is_light(lemma)]
    whole = " ".join(one.lemmas)
    kinds = event_kinds(whole) | event_kinds(whole.replace(" - ", "-"))
    if not kinds:
        looked_up = telling if is_light(one.head) else [one.head]
        kinds = frozenset(kind for lemma in looked_up for kind in event_kinds(lemma))
    head = wording.stem(one.head)
    words = frozenset(word for lemma in telling for word in wording.words(lemma))
    return _Traits(head, words or frozenset({head} if telling else ()), kinds, sentence)


def _events(told: Sequence[tuple[EventMention, _Traits]]) -> Iterator[tuple[int, ...]]:
    """Groups of mentions that are words for events: by what their words, sentences and arguments share."""
    links = {pair: max(_UNLIKE, _log_odds(told[pair[0]], told[pair[1]])) for pair in _touching([t for _, t in told])}
    return (tree.members for tree in trees(len(told), links, _UNLIKE, LEAST))


def _touching(traits: Sequence[_Traits]) -> list[Pair]:
    holders: dict[tuple[str, str], list[int]] = collections.defaultdict(list)
    found: set[Pair] = set()
    for b, one in enumerate(traits):
        keys = {*(("word", word) for word in one.words), *(("kind", kind) for kind in one.kinds)}
        for key in sorted(keys):
            found.update((a, b) for a in holders[key])
            holders[key].append(b)
    return sorted(found)


def _log_odds(left: tuple[EventMention, _Traits], right: tuple[EventMention, _Traits]) -> float:
    (a, mine), (b, other) = left, right
    odds = _BASE
    if mine.head != other.head:
        odds += _PART if mine.words & other.words else _KIND
    if "say" in mine.kinds and "say" in other.kinds:
        odds += _SAID
    if a.article == b.article and a.opening == b.opening:
        odds += _BESIDE
    odds += _LIKE * math.sqrt(wording.cosine(mine.sentence, other.sentence))
    odds += _WHO * _shared(a.subjects, b.subjects) + _WHAT * _shared(a.objects, b.objects)
    return odds + _ELSE * _shared(a.others, b.others)


def _shared(left: Sequence[str], right: Sequence[str]) -> float:
    """The share of the smaller side's words that the other has; none where either has none."""
    mine, other = _stems(left), _stems(right)
    return len(mine & other) / min(len(mine), len(other)) if mine and other else 0.0


@functools.lru_cache(maxsize=100_000)
def _stems(lemmas: Sequence[str]) -> frozenset[str]:
    return frozenset(wording.stem(lemma) for lemma in lemmas)


def _topics(told: Sequence[tuple[EventMention, _Traits]]) -> Iterator[tuple[int, ...]]:
    """Groups of mentions that are phrases: few, since each names something that the articles speak of throughout."""
    links = {pair: _phrase_link(told[pair[0]], told[pair[1]]) for pair in _touching([t for _, t in told])}
    groups = sorted((tree.members for tree in trees(len(told), links, 0.0, TOGETHER)), key=lambda g: (-len(g), g))
    main = [group for group in groups if len(group) >= MAIN * len(told)] or groups[:1]
    joined = {group: list(group) for group in main}
    for group in groups[len(main) :]:
        joined[max(main, key=lambda other: (_mean_link(links, group, other), len(other)))].extend(group)
    return (tuple(sorted(members)) for members in joined.values())


def _phrase_link(left: tuple[EventMention, _Traits], right: tuple[EventMention, _Traits]) -> float:
    (a, mine), (b, other) = left, right
    if mine.head == other.head or mine.kinds & other.kinds:
        return 1.0
    common = mine.words & other.words
    if a.part == b.part == "VERB" and common - {mine.head, other.head}:
        return SHARED
    return TOUCHED * len(common) / min(len(mine.words), len(other.words)) if common else 0.0


def _mean_link(links: Mapping[Pair, float], group: Sequence[int], other: Sequence[int]) -> float:
    between = math.fsum(links.get((min(a, b), max(a, b)), 0.0) for a in group for b in other)
    return between / (len(group) * len(other))
