"""Which lines of a page are its article's body, and what the others are.

A page is read as a head, a body with interruptions, and a tail. The most likely such reading of the lines is found with
Viterbi's algorithm; then each line outside the body gets the kind that its wording, its markup or its place gives it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from summitry.model.text import BlockKind
from summitry.pages import headlines
from summitry.pages.lines import Line, Look, look

HEAD, BODY, BREAK, TAIL = range(4)

_STEPS = {
    # (from, to): log-odds. Set by hand, tuned on the even half of the clipped pages:
    # a lone short line between paragraphs stays a subheading, two teasers are a break, a break of many lines is an end.
    (HEAD, HEAD): 0.0,
    (HEAD, BODY): -0.5,
    (BODY, BODY): 0.0,
    (BODY, BREAK): -1.6,
    (BREAK, BREAK): -0.45,
    (BREAK, BODY): 0.0,
    (BODY, TAIL): 0.0,
    (TAIL, TAIL): 0.0,
}
_AGAINST_BODY = {"aside": 2.5, "break": 8.0, "close": 10.0, "end": 40.0}
_AGAINST_BREAK = {"aside": 0.0, "break": 0.0, "close": 6.0, "end": 40.0}
_PLAIN_IN_BREAK = 0.5
"""A line of a few words that nothing tells against is as likely the subheading at an edge of the break."""
_PROSE_IN_HEAD = 0.15
"""Part of its odds that prose costs above the body: of two stretches of prose the article is the upper one, unless the
other is clearly longer; comments often are somewhat."""
_ASKING = ("?", "!", "？", "！", "؟")
_BYLINE_IN_BREAK = 2.5
"""An article has its bylines and times above or below it; one between two paragraphs is more often a teaser's."""


def kinds(lines: Sequence[Line], title: str | None) -> list[BlockKind]:
    """The kind of each line. `title`: the page's title where it is known from elsewhere."""
    if not lines:
        return []
    looks = [look(line) for line in lines]
    odds = _in_context(looks)
    states = _best_states(looks, odds)
    return _named(looks, states, headlines.choose(looks, [s == BODY for s in states], title))


def _in_context(looks: Sequence[Look]) -> list[float]:
    """The log-odds of each line for the body, from its look, its markup, its cues and its neighbours."""
    times = Counter(seen.key for seen in looks if seen.size >= 4)
    shouting_page = sum(seen.words.shouting for seen in looks) > len(looks) / 2
    odds = []
    opening = next((at for at, seen in enumerate(looks[:4]) if not seen.cues), None)
    for at, seen in enumerate(looks):
        score = seen.words.prose + seen.line.bias - sum(_AGAINST_BODY[cue.effect] for cue in seen.cues)
        if seen.words.shouting and not shouting_page:
            score -= 2.5 if seen.size >= 5 else 0.2  # a teaser; two or three words are a subheading
        if at == opening and seen.size <= 22 and seen.line.text.endswith(_ASKING):
            score -= 2.5  # an article seldom begins with a question; its headline does
        if times[seen.key] > 1:
            score -= 1.0 if seen.sentence and seen.size > 16 else 2.5
        if at and _is_credit_line(looks[at - 1]) and seen.size < 60:
            score -= 1.0  # a caption often follows its credit
        if at + 1 < len(looks) and seen.size < 60 and _is_credit_line(looks[at + 1]):
            score -= 2.0  # and more often precedes it
        odds.append(score)
    return odds


def _is_credit_line(seen: Look) -> bool:
    return seen.size <= 10 and not seen.sentence and _told(seen) == "caption"


def _best_states(looks: Sequence[Look], odds: Sequence[float]) -> list[int]:
    """The likeliest states of the lines; a page ends in its head (no body), its body or its tail."""
    never = float("-inf")
    best = [0.0, odds[0], never, never]
    came_from: list[tuple[int, ...]] = []
    for at in range(1, len(odds)):
        in_break = -sum(_AGAINST_BREAK[cue.effect] for cue in looks[at].cues)
        in_break -= _BYLINE_IN_BREAK * any(cue.kind == "byline" and cue.effect == "break" for cue in looks[at].cues)
        in_break -= _PLAIN_IN_BREAK * (not looks[at].cues and looks[at].size <= 5 and not looks[at].line.bias)
        emitted = (-_PROSE_IN_HEAD * max(0.0, odds[at]), odds[at], in_break, 0.0)
        step = [never] * 4
        back = [HEAD] * 4
        for (source, target), cost in _STEPS.items():
            score = best[source] + cost + emitted[target]
            if score > step[target]:
                step[target], back[target] = score, source
        best = step
        came_from.append(tuple(back))
    state = max((HEAD, BODY, TAIL), key=lambda s: best[s])
    states = [state]
    for back_pointers in reversed(came_from):
        state = back_pointers[state]
        states.append(state)
    return states[::-1]


def _named(looks: Sequence[Look], states: Sequence[int], heads: frozenset[int]) -> list[BlockKind]:
    named: list[BlockKind] = []
    last_head = max((at for at in heads if states[at] == HEAD), default=-1)
    section: BlockKind = "boilerplate"
    for at, (seen, state) in enumerate(zip(looks, states, strict=True)):
        kind: BlockKind
        told = _told(seen)
        if at in heads:
            kind = "headline"
        elif state == BODY:
            kind, section = "body", "boilerplate"
        elif told is not None:
            # an agency's name under a photograph, or under the whole article
            kind = "byline" if told == "caption" and state == TAIL and seen.size <= 2 else told
            if kind in {"comment", "related", "paywall", "boilerplate"} and seen.size < 14:
                section = kind
        elif _beside_credit(looks, at):
            kind = "caption"
        elif state == HEAD and 0 <= last_head < at and seen.size >= 6 and not seen.cues:
            kind = "headline"
        elif section == "comment":
            kind = "comment"
        elif section == "related":
            kind = "related"
        elif seen.name and (state == HEAD or named[-1] in {"body", "byline"}):
            kind = "byline"
        else:
            kind = "related" if state != HEAD and seen.size >= 6 else "boilerplate"
        named.append(kind)
    return named


def _told(seen: Look) -> BlockKind | None:
    """The kind that markup or the strongest cue gives a line outside the body."""
    if seen.line.kind is not None:
        return seen.line.kind
    if not seen.cues:
        return None
    return max(seen.cues, key=lambda cue: _AGAINST_BODY[cue.effect]).kind


def _beside_credit(looks: Sequence[Look], at: int) -> bool:
    if looks[at].size > 70:
        return False
    return any(0 <= near < len(looks) and _is_credit_line(looks[near]) for near in (at - 1, at + 1))
