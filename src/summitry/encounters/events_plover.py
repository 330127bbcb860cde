"""The PLOVER event of a sentence: its uppermost predicate that the lexicon codes, turned by what is done to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from summitry.encounters.factuality import Reading
from summitry.encounters.factuality_governors import infinitive
from summitry.lexicon import plover
from summitry.lexicon.cues import lemma, part
from summitry.lexicon.plover import HARSH, KIND, PERSON, TRAVELLER, WITH, Code
from summitry.model.trees import Tree

OBJECTS = ("dobj", "obj", "nsubjpass", "oprd", "dative")
TAILS = ("prt", "prep", "advmod", "agent", "dative")
DEMANDING = frozenset({"must", "should", "ought"})
COURTESIES = frozenset(
    {"discuss", "congratulate", "greet", "exchange", "convey", "condole", "thank", "brief", "felicitate", "review"}
)  # fmt: skip
"""What a caller does at a call: "called on the president to discuss the matter" asks for nothing."""
PEOPLE = frozenset(
    {"president", "minister", "king", "queen", "prince", "leader", "chancellor", "premier", "ambassador", "envoy",
     "delegation", "counterpart", "secretary", "chief", "official", "pope", "emir", "sultan", "general",
     "commander", "representative", "diplomat", "governor", "chairman", "head", "emperor", "monarch", "dignitary",
     "guest", "visitor"}
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Coded:
    """A token with its root code and mode."""

    index: int
    root: str
    mode: str | None


def coded(tree: Tree) -> Iterator[Coded]:
    """The coded predicates of a sentence as they stand, uppermost first, then from left to right."""
    depth = {i: sum(1 for _ in tree.up(i)) for i in range(len(tree))}
    for i in sorted(depth, key=lambda k: (depth[k], k)):
        found = code_of(tree, i)
        if found is not None:
            yield Coded(i, found.root, found.mode)


def code_of(tree: Tree, index: int) -> Code | None:
    """The row that a predicate and its objects fit, or None."""
    kind = part(tree, index)
    if kind not in ("verb", "adjective") or tree[index].pos == "AUX":
        return None
    if tree[index].dep in ("amod", "compound"):
        return None
    word = lemma(tree, index)
    tails = [c for c in tree.children(index, *TAILS) if c > index]
    keyed: list[tuple[Code, list[int]]] = []
    for tail in tails:
        objects = [*_objects(tree, index), *_pobj(tree, tail)]
        keyed += [(code, objects) for code in plover.codes(f"{word} {lemma(tree, tail)}", kind)]
    objects = [*_objects(tree, index), *(o for t in tails for o in _pobj(tree, t))]
    keyed += [(code, objects) for code in plover.codes(word, kind)]
    keyed.sort(key=lambda pair: pair[0].needs == "")
    return next((code for code, found in keyed if _fits(tree, index, code, found)), None)


def turned(tree: Tree, event: Coded, below: Coded | None, reading: Reading) -> str:
    """The root code once polarity and modality have had their say.

    `below`: the next coded predicate that this one governs ("agreed to strike"), or None.
    """
    root = event.root
    bearers = [event.index, *([tree[event.index].head] if part(tree, event.index) == "adjective" else [])]
    modals = {lemma(tree, a) for b in bearers for a in tree.children(b, "aux") if tree[a].tag == "MD"}
    if modals & DEMANDING and root in KIND | {"AGREE"}:
        return "REQUEST"
    if root == "AGREE" and below is not None and below.root in HARSH:
        return "THREATEN"
    if root not in KIND | HARSH:
        return root
    if root in HARSH:
        ahead = reading.modality in ("planned", "predicted") and reading.polarity == "pos" and root != "PROTEST"
        return "THREATEN" if ahead else root
    if reading.polarity == "neg":
        return "REJECT"
    ahead = reading.modality in ("planned", "predicted") or ("would" in modals and not reading.shifted)
    return "AGREE" if ahead else root


def governed(tree: Tree, event: Coded, others: list[Coded]) -> Coded | None:
    """The first coded predicate in the complement of another."""
    for child in tree.children(event.index, "xcomp", "ccomp", "advcl", "prep"):
        inside = set(tree.subtree(child))
        if tree[child].dep == "advcl" and not infinitive(tree, child):
            continue
        found = next((o for o in others if o.index in inside), None)
        if found is not None:
            return found
    return None


def _objects(tree: Tree, index: int) -> list[int]:
    found: list[int] = []
    for o in tree.children(index, *OBJECTS):
        found += _joined(tree, o)
    if tree[index].dep in ("acl", "relcl") and tree[index].tag == "VBN" and tree.head(index) is not None:
        found.append(tree[index].head)
    return found


def _joined(tree: Tree, index: int) -> list[int]:
    """A noun with those joined to it or beside it, and those it measures or is of the kind of ("rounds of talks")."""
    found = [index]
    for c in tree.children(index, "conj", "appos"):
        found += _joined(tree, c)
    for p in tree.children(index, "prep"):
        if lemma(tree, p) == "of":
            found += _pobj(tree, p)
    return [*found, *tree.children(index, "compound", "amod", "nmod")]


def _pobj(tree: Tree, preposition: int) -> list[int]:
    return [k for o in tree.children(preposition, "pobj") for k in _joined(tree, o)]


def _fits(tree: Tree, index: int, code: Code, objects: list[int]) -> bool:
    if code.needs == "":
        return True
    if code.needs == PERSON:
        asked = tree.child(index, "xcomp", "ccomp")
        if tree.child(index, "oprd") is not None or (asked is not None and not infinitive(tree, asked)):
            return False
        courtesy = asked is not None and lemma(tree, asked) in COURTESIES
        if asked is not None and not courtesy and any(lemma(tree, p) == "on" for p in tree.children(index, "prep")):
            return False
        return any(_personal(tree, o) for o in objects)
    if code.needs == TRAVELLER:
        subject = tree.child(index, "nsubj")
        return subject is not None and _personal(tree, subject)
    if code.needs == WITH:
        return any(lemma(tree, p) == "with" for p in _preps(tree, index))
    return any(lemma(tree, o) in code.objects for o in objects)


def _personal(tree: Tree, index: int) -> bool:
    return tree[index].ent == "PERSON" or lemma(tree, index) in PEOPLE


def _preps(tree: Tree, index: int) -> list[int]:
    found = tree.children(index, "prep")
    for o in tree.children(index, "dobj"):
        found = [*found, *(p for p in tree.subtree(o) if tree[p].dep == "prep")]
    return found
