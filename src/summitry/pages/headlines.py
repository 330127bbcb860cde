"""Which lines of a page are its headline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from summitry.pages import cues, languages
from summitry.pages.lines import Look

LONGEST = 32
"""Words in the longest line taken for a headline; printed ones rarely pass 25."""


def choose(looks: Sequence[Look], in_body: Sequence[bool], title: str | None) -> frozenset[int]:
    """The places of the lines that are the headline, its repeats included; empty where none reads like one.

    With a `title`, lines that say it. Else the line before the body that shares most of its words with the article,
    stands near the body, and is no furniture. A line of the body is never one, unless it says the title.
    """
    if title:
        said = _saying(title, looks)
        if said:
            return said
    first_body = next((at for at, inside in enumerate(in_body) if inside), len(looks))
    lead = Counter(word for at in range(first_body, min(first_body + 6, len(looks))) for word in looks[at].key)
    eligible = [at for at in range(first_body) if _may_be(looks[at], lead) and (not title or looks[at].line.heading)]
    if not eligible:
        return frozenset()
    scores = {at: _score(looks, at, first_body, lead) for at in eligible}
    if eligible[0] <= 2:
        scores[eligible[0]] += 1.2  # a page clipped from its headline on
    best = max(eligible, key=lambda at: (scores[at], -at))
    if scores[best] <= 0:
        return frozenset()
    said = _saying(looks[best].line.text, looks)
    return frozenset(at for at in said | {best} if not in_body[at] or looks[at].key == looks[best].key)


def _may_be(seen: Look, lead: Counter[str]) -> bool:
    furniture = any(cue.effect != "aside" for cue in seen.cues) or seen.line.kind not in (None, "headline")
    # a writer's or an outlet's name, which the article does not speak of
    named = (seen.name or seen.words.shouting) and seen.size <= 4 and not any(word in lead for word in seen.key)
    return 2 <= seen.size <= LONGEST and not furniture and not named


def _score(looks: Sequence[Look], at: int, first_body: int, lead: Counter[str]) -> float:
    seen = looks[at]
    content = [word for word in set(seen.key) if len(word) > 3 and word not in languages.all_little()]
    shared = sum(1 for word in content if word in lead) / (len(content) + 1)
    score = 0.4 + 2.0 * shared + min(seen.size, 12) / 12
    score += 1.5 * seen.line.heading
    score += 0.7 if any(looks[other].key == seen.key for other in range(max(0, at - 8), at)) else 0.0
    score -= 0.9 if seen.line.text.rstrip().endswith((".", "。")) else 0.0
    return score - 0.04 * min(first_body - at, 40)


def _saying(title: str, looks: Sequence[Look]) -> frozenset[int]:
    """Lines that say the title, or nearly all of it (a site's name is often added to one of the two)."""
    wanted = cues.words(title)
    if not wanted:
        return frozenset()
    said = []
    for at, seen in enumerate(looks):
        if not 0.6 * len(wanted) <= len(seen.key) <= 1.4 * len(wanted) + 4:
            continue
        shared = sum((Counter(wanted) & Counter(seen.key)).values())
        if shared >= 0.85 * len(seen.key) and shared >= 0.6 * len(wanted) and shared >= min(3, len(wanted)):
            said.append(at)
    return frozenset(said)
