"""The present tense for what lies ahead: "leaves on Monday", "meets him next week"."""

from __future__ import annotations

import re

from summitry.lexicon.cues import lemma
from summitry.model.trees import Tree

AHEAD_WORDS = frozenset({"tomorrow", "next", "upcoming", "soon", "later", "coming"})
SPANS = frozenset({"minute", "hour", "day", "week", "month", "year"})
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"}
)  # fmt: skip
HABIT = frozenset({"every", "each", "usually", "often", "always", "annually", "weekly", "regularly"})
BEHIND = frozenset({"last", "ago", "yesterday", "earlier", "previous", "past", "since", "former"})
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "csubj", "parataxis", "pcomp"})


def words_of(tree: Tree, verb: int) -> list[int]:
    """The tokens of a verb's own clause, without the clauses under it."""
    found, queue, met = [], [verb], {verb}
    while queue:
        at = queue.pop()
        found.append(at)
        for c in tree.children(at):
            if c not in met and tree[c].dep not in _CLAUSES:
                met.add(c)
                queue.append(c)
    return sorted(found)


def in_a_while(tree: Tree, i: int) -> bool:
    """A word that puts a present in the future: "next week", "tomorrow", "in a month"."""
    word = tree[i].text.casefold()
    lead = word == "in" and any(lemma(tree, o) in SPANS for o in tree.children(i, "pobj"))
    return word in AHEAD_WORDS or lead


def scheduled(tree: Tree, verb: int, *, headline: bool) -> bool:
    """Whether a verb in the present tense tells of a date ahead: one "next week" or, but in headlines and captions,
    which tell of what was, a bare weekday or month. Not where the year stands beside it, nor what happens "every
    Monday"."""
    own = words_of(tree, verb)
    words = {tree[i].text.casefold() for i in own}
    if words & (HABIT | BEHIND) or any(_YEAR.match(w) for w in words):
        return False
    after = [i for i in own if i > verb]
    if any(in_a_while(tree, i) for i in after):
        return True
    return not headline and any(_dated(tree, i) for i in own)


def _dated(tree: Tree, i: int) -> bool:
    """A bare day or month: "on Monday", "Monday", "in June", "on 3 June"; not "Monday's talks" or "on Mondays"."""
    word, head = tree[i].text.casefold(), tree.head(i)
    if head is None or tree[i].tag not in ("NNP", "NN", "CD"):
        return False
    on = lemma(tree, head) if tree[i].dep == "pobj" else None
    if word in WEEKDAYS:
        return tree[i].dep == "npadvmod" or on in ("on", "from", "until", "before", "by")
    return word in MONTHS and tree[i].text[:1].isupper() and on in ("on", "in", "from")
