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
_ELSEWHERE = frozenset({"after", "before", "since", "ahead", "following", "amid", "despite", "as", "until"})
"""Prepositions whose object has a time of its own: "comes a week before elections in May"."""
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "csubj", "parataxis", "pcomp"})


def words_of(tree: Tree, verb: int) -> list[int]:
    """The tokens of a verb's own clause, without the clauses under it, and what has a time of its own."""
    found, queue, met = [], [verb], {verb}
    while queue:
        at = queue.pop()
        found.append(at)
        for c in tree.children(at):
            beside = tree[c].dep == "prep" and lemma(tree, c) in _ELSEWHERE and bool(tree.children(c, "pobj", "prep"))
            if c not in met and tree[c].dep not in _CLAUSES and not (beside and not _bare_time(tree, c)):
                met.add(c)
                queue.append(c)
    return sorted(found)


def _bare_time(tree: Tree, preposition: int) -> bool:
    return any(tree[o].text.casefold() in WEEKDAYS | MONTHS for o in tree.children(preposition, "pobj"))


def in_a_while(tree: Tree, i: int) -> bool:
    """A word that puts a present in the future: "next week", "tomorrow", "in a month"."""
    word = tree[i].text.casefold()
    lead = word == "in" and any(lemma(tree, o) in SPANS for o in tree.children(i, "pobj"))
    return word in AHEAD_WORDS or lead


def scheduled(tree: Tree, verb: int, *, headline: bool) -> bool:
    """Whether a verb in the present tense tells of a date ahead: one "next week" or, but in headlines and captions,
    which tell of what was, a bare weekday or month. Not where the year stands beside it, what happens "every Monday",
    nor what is said."""
    if tree.children(verb, "ccomp"):
        return False
    own = words_of(tree, verb)
    words = {tree[i].text.casefold() for i in own}
    if words & (HABIT | BEHIND) or any(_YEAR.match(w) for w in words):
        return False
    after = [i for i in own if i > verb]
    if any(in_a_while(tree, i) for i in after):
        return True
    return not headline and any(_dated(tree, i, running=tree[verb].tag == "VBG") for i in own)


def _dated(tree: Tree, i: int, *, running: bool) -> bool:
    """A bare day or month: "on Monday", "Monday", "in June", "on 3 June"; not "Monday's talks" or "on Mondays".
    `running`: beside a progressive, whose weekday is as often the day of the report ("is hosting him on Monday")."""
    word, head = tree[i].text.casefold(), tree.head(i)
    if head is None or tree[i].tag not in ("NNP", "NN", "CD"):
        return False
    on = lemma(tree, head) if tree[i].dep == "pobj" else None
    if word in WEEKDAYS and running:
        return False
    if word in WEEKDAYS:
        return tree[i].dep == "npadvmod" or on in ("on", "from", "until", "before", "by")
    return word in MONTHS and tree[i].text[:1].isupper() and on in ("on", "in", "from")
