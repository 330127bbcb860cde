"""What the rest of a sentence does to a wish or a report, without naming its event again: "hoped to meet him, but he
refused", "is said to have met him, which Delhi denies"."""

from __future__ import annotations

from summitry.encounters.factuality_governors import Step, infinitive, leader
from summitry.encounters.factuality_subjects import occurrence
from summitry.lexicon import cues
from summitry.lexicon.cues import cue_at, lemma, part
from summitry.model.trees import Tree

OPEN = frozenset({"want", "propose", "request", "invite", "ask", "plan", "try"})
"""Classes of governing predicates that leave their event open, for a later clause to close."""
CLOSING = frozenset({"decline", "cancel", "postpone"})
RECEIVING = frozenset({"receive", "see", "meet", "host", "welcome", "admit"})
POINTERS = frozenset({"it", "they", "them", "he", "him", "she", "her", "that", "this"})
REPORTED = frozenset({"claim", "report", "something", "allegation", "assertion", "charge", "account", "story"})
"""Nouns for all that was just said: "a claim that Delhi denies"."""
OFFERS = frozenset({"offer", "request", "invitation", "proposal", "overture", "bid", "plea", "idea"})


def closing(tree: Tree, wish: int) -> Step | None:
    """The later clause that refuses, calls off or accepts what a wish or a plan was for, leaving it out or pointing to
    it."""
    joined = [*tree.children(wish, "conj", "parataxis"), *_over(tree, wish)]
    for verb in joined:
        if verb <= wish or part(tree, verb) != "verb":
            continue
        if (unheld := _unheld(tree, verb)) is not None:
            return unheld
        row = cue_at(tree, verb, "object", "") or cue_at(tree, verb, "infinitive")
        if row is None or row.kind not in CLOSING | {"accept"} or tree.children(verb, "neg"):
            continue
        if _points_back(
            tree, verb, passive=bool(tree.children(verb, "nsubjpass")), called_off=row.kind not in ("decline", "accept")
        ):
            return Step(verb, "object", row)
    return None


def _unheld(tree: Tree, verb: int) -> Step | None:
    """ "But it did not happen", "but did not": the wish came to nothing."""
    if not tree.children(verb, "neg"):
        return None
    if lemma(tree, verb) == "do" and not tree.children(verb, "dobj", "xcomp", "ccomp", "advcl"):
        return Step(verb, "infinitive", cues.cue("fail", "verb", "infinitive"))
    subjects = tree.children(verb, "nsubj")
    pointing = bool(subjects) and all(tree[s].text.casefold() in ("it", "that", "this") for s in subjects)
    row = cue_at(tree, verb, "subject") if pointing else None
    return Step(verb, "subject", row) if row is not None and occurrence(tree, verb) is not None else None


def _over(tree: Tree, wish: int) -> list[int]:
    """The clause that a wish stands beside as if within it ("X asked for talks; Y turned him down")."""
    head = tree.head(wish)
    if head is None or tree[wish].dep != "ccomp" or head < wish:
        return []
    between = {tree[i].text for i in range(wish, head)}
    return [head] if between & {";", "but", "—", "–"} else []


def _points_back(tree: Tree, verb: int, *, passive: bool, called_off: bool) -> bool:
    """Whether a verb's object is left out, points back, or is to receive somebody. `passive`: its subject is its
    object; `called_off`: it is said of an event, whose object is not left out."""
    things = tree.children(verb, "nsubjpass") if passive else tree.children(verb, "dobj")
    if things:
        return all(lemma(tree, t) in POINTERS | OFFERS or tree[t].text.casefold() in POINTERS for t in things)
    inner = tree.children(verb, "xcomp", "ccomp")
    if inner:
        return not called_off and all(lemma(tree, c) in RECEIVING for c in inner)
    return not called_off and not tree.children(verb, "prep")


def denied_beside(tree: Tree, index: int) -> Step | None:
    """The clause that denies a report as a whole: "is said to have met him, which Delhi denies"."""
    if part(tree, index) != "verb":
        return None
    low, high = tree.edges(leader(tree, index))
    for verb in range(max(index + 1, low), len(tree)):
        if tree[verb].dep != "relcl" or verb > high + 1:
            continue
        noun, row = tree.head(verb), cue_at(tree, verb, "object", "")
        if noun is None or row is None or row.kind != "deny" or infinitive(tree, verb):
            continue
        which = [c for c in tree.children(verb, "dobj") if tree[c].text.casefold() in ("which", "that")]
        told = lemma(tree, noun) in REPORTED and not (tree.children(verb, "dobj") and not which)
        first = tree.edges(noun)[0] if told else which[0] if which else 0
        named = told or tree[noun].pos in ("PROPN", "PRON", "VERB", "AUX")
        if named and index < first and tree[first - 1].text in (",", "—", "–"):
            return Step(verb, "object", row)
    return None
