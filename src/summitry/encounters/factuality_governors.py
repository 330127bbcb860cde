"""Which predicate acts on an event: one step up the parse from the word that evokes it."""

from __future__ import annotations

import dataclasses

from summitry.encounters.factuality_subjects import ARRANGED, COPULAS, infinitive_of, occurrence, said_of
from summitry.lexicon.cues import Cue, cue_at, lemma, part
from summitry.model.trees import Tree

OBJECTS = frozenset({"dobj", "obj", "oprd", "dative"})
CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "parataxis", "acl"})
MODIFIERS = frozenset({"compound", "nmod", "poss"})
MODIFIED = frozenset(
    {"plan", "propose", "cancel", "postpone", "possible", "rumour", "predict", "fail", "invite", "deny"}
)  # fmt: skip
"""Classes of nouns that act on an event that stands before them ("visit plans"); a "war effort" is none."""


@dataclasses.dataclass(frozen=True)
class Step:
    """From an event to what governs it: the governor's token, how the event hangs on it, and its row, if it has one."""

    index: int
    complement: str
    cue: Cue | None
    preposition: str | None = None


def step(tree: Tree, index: int) -> Step | None:
    """One step up from an event; None at a root, or where what stands above says nothing of it (a relative clause)."""
    at = _gerund_object(tree, leader(tree, index))
    head = tree.head(at)
    if head is None:
        return None
    dep = tree[at].dep
    found: Step | None = None
    if dep == "nsubjpass":
        found = _passive_step(tree, head)
    elif dep in OBJECTS:
        found = Step(head, "object", cue_at(tree, head, "object", ""))
    elif dep in CLAUSES or (dep == "relcl" and infinitive(tree, at)):
        found = _clause_step(tree, at, head)
    elif dep == "nsubj":
        found = _subject_step(tree, head)
    elif dep in ("pobj", "pcomp"):
        found = _preposition_step(tree, head)
    elif dep in MODIFIERS:
        row = cue_at(tree, head, "object") if part(tree, head) == "noun" else None
        found = Step(head, "object", row if row is not None and row.kind in MODIFIED else None, "of")
    elif dep in ("attr", "acomp", "appos"):
        found = Step(head, "same", None)
    elif dep == "advcl":
        found = Step(head, "adverbial", _adverbial_row(tree, at, head))
    return found


def _gerund_object(tree: Tree, at: int) -> int:
    """The object behind a gerund that the parser takes for part of it ("denied meeting Nehru"): it hangs as that."""
    head = tree.head(at)
    gerund = tree[at].dep == "compound" and tree[at].tag == "NN" and tree[at].text.endswith("ing")
    if head is None or not gerund or tree[head].pos != "PROPN" or tree[head].dep != "dobj":
        return at
    verb = tree.head(head)
    row = cue_at(tree, verb, "infinitive") if verb is not None else None
    return head if row is not None and row.kind in ("deny", "fail", "want", "propose", "plan") else at


def participles(tree: Tree, index: int) -> list[Step]:
    """What a noun's own clauses do to it: "a meeting planned for May", "the visit, which was cancelled"."""
    found = []
    for c in tree.children(index, "acl", "relcl"):
        passive = tree.child(c, "nsubjpass")
        reduced = tree[c].dep == "acl" and tree[c].tag == "VBN"
        if reduced or (passive is not None and tree[passive].tag in ("WDT", "WP")):
            row = cue_at(tree, c, "object", "")
            if row is not None and row.kind in ACTING:
                found.append(Step(c, "object", row))
    return found


ACTING = frozenset(
    {"plan", "propose", "cancel", "postpone", "decline", "predict", "rumour", "announce", "deny", "prevent"}
)  # fmt: skip


def leader(tree: Tree, index: int) -> int:
    """The first of the conjuncts that the token belongs to."""
    at, left = index, len(tree)
    while tree[at].dep == "conj" and tree.head(at) is not None and left:
        at, left = tree[at].head, left - 1
    return at


def infinitive(tree: Tree, index: int) -> bool:
    """Whether the verb stands with "to", alone or through the verb it is joined to."""
    return any(tree[c].tag == "TO" for c in tree.children(index, "aux"))


def bare_future(tree: Tree, index: int) -> bool:
    """Whether an infinitive hangs on a bare name that is all there is over it: a headline's "Tito, Nehru to meet"."""
    head = tree.head(index)
    if head is None or tree[index].dep not in ("acl", "relcl") or not infinitive(tree, index):
        return False
    return tree[head].pos == "PROPN" and tree.head(leader(tree, head)) is None


def _clause_step(tree: Tree, at: int, head: int) -> Step | None:
    if bare_future(tree, at):
        return None
    judged = tree.child(head, "acomp", "attr") if lemma(tree, head) == "be" and infinitive(tree, at) else None
    if judged is not None and judged != at:
        return Step(judged, "infinitive", cue_at(tree, judged, "infinitive"))
    alone = tree[at].tag in ("VB", "VBG") and not tree.children(at, "nsubj", "aux", "nsubjpass")
    bare = infinitive(tree, at) or alone
    if tree[at].dep == "acl" and not infinitive(tree, at) and not tree.children(at, "mark"):
        return _wished(tree, at, head)
    complement = "infinitive" if bare else "clause"
    row = cue_at(tree, head, complement, _for(tree, at) if bare else None)
    spent = row is not None and row.kind == "occur" and row.part == "noun" and bare
    return Step(head, complement, None if spent else row)


def _subject_step(tree: Tree, head: int) -> Step:
    """A noun as subject: of a verb that says that it takes place, at once or in the infinitive that its subject is
    handed to ("is likely to go ahead"), or of an adjective or noun through "be"."""
    said = said_of(tree, head) if lemma(tree, head) in COPULAS else None
    judged = tree.children(head, "acomp", "attr", "oprd") if lemma(tree, head) in COPULAS else []
    raised = infinitive_of(tree, head, *judged)
    if raised is not None:
        row = occurrence(tree, raised)
        return Step(raised if row is not None else head, "subject", row)
    if said is not None:
        return Step(said[0], "object", said[1])
    off = cue_at(tree, head, "object", "")
    undone = off is not None and off.kind in ("cancel", "postpone") and tree[head].tag in ("VBD", "VBN")
    if undone and not tree.children(head, *OBJECTS, "aux"):
        return Step(head, "object", off)  # a headline leaves out "was": "Talks put off"
    row = cue_at(tree, head, "subject")
    if row is not None and row.kind == "occur" and lemma(tree, head) not in COPULAS and occurrence(tree, head) is None:
        row = None
    return Step(head, "subject", row)


def _passive_step(tree: Tree, head: int) -> Step:
    """A noun as subject of a passive: its object, unless an infinitive of its own takes it up ("is expected to
    dominate the agenda")."""
    raised = infinitive_of(tree, head)
    if raised is None or lemma(tree, head) in ARRANGED:
        return Step(head, "object", cue_at(tree, head, "object", ""))
    row = occurrence(tree, raised)
    return Step(raised if row is not None else head, "subject", row)


def _preposition_step(tree: Tree, preposition: int) -> Step | None:
    word = lemma(tree, preposition)
    above = tree.head(preposition)
    while above is not None and tree[above].dep == "prep" and tree[above].pos in ("ADP", "SCONJ"):
        word, above = f"{lemma(tree, above)} {word}", tree.head(above)
    if above is not None and lemma(tree, above) == "instead":
        word, above = "instead of", tree.head(above)
    if above is None:
        return Step(preposition, "adverbial", None, word)
    last = word.rsplit(" ", 1)[-1]
    row = cue_at(tree, above, "object", last)
    if row is not None and (part(tree, above) == "noun" or " " in row.word or last in ("from", "of", "about")):
        return Step(above, "object", row, word)
    return Step(above, "adverbial", None, word)


def _adverbial_row(tree: Tree, at: int, head: int) -> Cue | None:
    """Parsers hang "is due to meet" as an adverbial at times: an infinitive to the right of a known governor."""
    if not infinitive(tree, at) or at < head:
        return None
    return cue_at(tree, head, "infinitive", _for(tree, at))


def _wished(tree: Tree, at: int, noun: int) -> Step | None:
    """The verb whose wish a gerund behind its object names ("supports Obama attending"), or None."""
    verb = tree.head(noun)
    if tree[at].tag != "VBG" or tree[noun].pos not in ("PROPN", "PRON") or tree[noun].dep != "dobj" or verb is None:
        return None
    row = cue_at(tree, verb, "infinitive")
    return Step(verb, "infinitive", row) if row is not None and row.modality == "hypothetical" else None


def _for(tree: Tree, at: int) -> str | None:
    """The "for" that gives an infinitive its subject ("called for him to go"), or None."""
    return "for" if any(lemma(tree, m) == "for" for m in tree.children(at, "mark")) else None
