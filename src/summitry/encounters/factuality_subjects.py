"""What the predicate over a noun says of it as its subject: that it took place, that it is off, or nothing."""

from __future__ import annotations

from summitry.lexicon import cues
from summitry.lexicon.cues import Cue, cue_at, lemma, part
from summitry.model.trees import Tree

COPULAS = frozenset({"be", "seem", "appear", "look", "remain", "become", "stay"})
SAID_OF = frozenset({"rumour", "possible", "deny", "predict", "doubt", "cancel", "postpone", "occur"})
"""Classes of nouns that say of their subject whether it is so: "the visit was a rumour". A visit that was "an attempt
to mend ties" or "a promise kept" took place."""
ARRANGED = frozenset({"plan", "schedule", "arrange", "organise", "organize", "time", "convene", "call", "book"})
"""Verbs that arrange the very noun they stand over, whatever it is then "to mark"; others only raise it."""
COURSE = frozenset({"last", "focus", "include", "cover", "centre", "center", "feature", "wrap", "end", "conclude"})
"""Verbs of how an encounter runs: what is likely to last three days is likely to be."""
NEVER = frozenset({"fail", "collapse", "founder", "flop", "fizzle", "fall", "falter", "unravel", "stall"})
"""Verbs that leave an attempt or a plan, their subject, unfulfilled."""


def infinitive_of(tree: Tree, *heads: int) -> int | None:
    """The infinitive that a predicate, or the adjective or noun behind its copula, hands its subject to, or None."""
    for head in heads:
        for c in tree.children(head, "xcomp", "ccomp"):
            if any(tree[k].tag == "TO" for k in tree.children(c, "aux")) and not tree.children(c, "nsubj", "nsubjpass"):
                return c
    return None


def occurrence(tree: Tree, verb: int) -> Cue | None:
    """The row of a verb by which its subject takes place ("happen", "be held", "begin"), or None."""
    word = lemma(tree, verb)
    if tree.children(verb, "auxpass"):
        row = cue_at(tree, verb, "object", "")
        return row if row is not None and row.kind == "occur" else None
    thing = tree.child(verb, "dobj", "attr", "acomp")
    if word == "take" and (thing is None or lemma(tree, thing) != "place"):
        return None
    if word in ("have", "get", "make", "give", "do", "see", "lead", "pay"):
        return None
    row = cue_at(tree, verb, "subject")
    if row is None and word in COURSE:
        return cues.cue("happen", "verb", "subject")
    agent = row is not None and row.complement == "any" and thing is not None
    return row if row is not None and row.kind == "occur" and not agent else None


def said_of(tree: Tree, head: int) -> tuple[int, Cue] | None:
    """The adjective or noun behind a copula, or the particle ("off", "back on"), that says of its subject whether it
    is so, with its row; None where there is none."""
    for c in tree.children(head, "acomp", "attr", "oprd"):
        row = cue_at(tree, c, "object", "")
        if row is None:
            continue
        if part(tree, c) != "noun" or lemma(tree, head) == "remain" or row.kind in SAID_OF:
            return c, row
    particle = next((w for c in _beside(tree, head) if (w := lemma(tree, c)) in ("on", "off")), None)
    if particle is not None:
        found = cues.cue("call off" if particle == "off" else "reinstate", "verb")
        return (head, found) if found is not None else None
    row = cue_at(tree, head, "object", "")
    return (head, row) if row is not None and " " in row.word else None


def _beside(tree: Tree, head: int) -> list[int]:
    """Particles of a copula that nothing hangs on: "is off", not "is off the coast"."""
    near = tree.children(head, "prt", "advmod", "prep", "acomp")
    return [c for c in (*near, *(k for c in near for k in tree.children(c))) if not tree.children(c, "pobj", "pcomp")]


def unfulfilled(tree: Tree, noun: int) -> int | None:
    """The verb that says that an attempt or a plan, its subject, came to nothing, or None."""
    head = tree.head(noun)
    if head is None or tree[noun].dep != "nsubj":
        return None
    return head if lemma(tree, head) in NEVER and infinitive_of(tree, head) is None else None
