"""Where a speaker goes on to say something else: "said he would come, adding that", "said no, though he noted that"."""

from __future__ import annotations

from summitry.lexicon.cues import cue_at, lemma
from summitry.mentions.attribution_grammar import CLAUSE_SUBJECTS
from summitry.model.trees import Tree

LINKS = frozenset({"though", "although", "but", "and", "while", "however", "yet"})
STOPS = frozenset({",", "—", "–", "--"})
SPEAKERS = frozenset({"he", "she", "they"})
ADDING = frozenset({"say", "warn", "announce"})
"""Classes of cues (cues.tsv) with which a speaker goes on."""


def resumed(tree: Tree, saying: int, low: int, high: int) -> int:
    """The last token of what the verb `saying` reports in `low` to `high`: before the comma with which its speaker goes
    on to say something else, else `high`."""
    for k in range(low + 2, high):
        if tree[k].text in STOPS and _goes_on(tree, saying, k + 1, high):
            return k - 1
    return high


def _goes_on(tree: Tree, saying: int, start: int, high: int) -> bool:
    at = start
    while at < high and (tree[at].pos in ("ADV", "SCONJ", "CCONJ") and tree[at].tag != "WRB"):
        at += 1
    linked = {tree[k].text.casefold() for k in range(start, at)} & LINKS
    if linked and tree[at].text.casefold() in SPEAKERS:
        verb = next((v for v in tree.up(at) if v > at), None)
        return verb is not None and verb <= at + 3 and tree[verb].tag != "VBG" and _says(tree, verb)
    return resumer(tree, at) == saying


def resumer(tree: Tree, verb: int) -> int | None:
    """The saying verb whose speaker goes on with a participle ("said the visit was off, adding that"), or None."""
    if tree[verb].tag != "VBG" or tree.children(verb, *CLAUSE_SUBJECTS) or not _says(tree, verb):
        return None
    before = verb - 1
    while before > 0 and tree[before].pos == "ADV":
        before -= 1
    head = tree.head(verb)
    if before < 0 or tree[before].text not in STOPS or head is None:
        return None
    for above in tree.up(verb):
        if above < verb and any(above < c <= before for c in tree.children(above, "ccomp", "xcomp")):
            row = cue_at(tree, above, "clause")
            if row is not None and row.kind in ADDING and "c" in row.takes:
                return above
        if _speaks(tree, above):
            return None
    return None


def _says(tree: Tree, verb: int) -> bool:
    """Whether a verb of saying has a clause of its own behind it."""
    row = cue_at(tree, verb, "clause")
    told = [c for c in tree.children(verb, "ccomp", "advcl", "xcomp") if c > verb]
    return row is not None and row.kind in ADDING and "c" in row.takes and bool(told)


def _speaks(tree: Tree, verb: int) -> bool:
    """Whether a verb tells of somebody else who may be speaking: "said that Xi called, saying he would come"."""
    row = cue_at(tree, verb, "clause") or cue_at(tree, verb, "object")
    subject = tree.child(verb, "nsubj")
    own = subject is not None and tree[subject].text.casefold() in SPEAKERS
    telling = (row is not None and row.takes != "") or lemma(tree, verb) in ("call", "write", "phone", "meet", "speak")
    return telling and not own
