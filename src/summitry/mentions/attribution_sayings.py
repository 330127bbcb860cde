"""Sayings in one parsed sentence: the cue, whose words they are, and the words."""

from __future__ import annotations

from collections.abc import Iterator

from summitry.lexicon import cues
from summitry.lexicon.cues import Cue, cue_at, lemma
from summitry.mentions.attribution_grammar import (
    ATTITUDE_ABOUT,
    EXPLETIVES,
    NOUN_ABOUT,
    VOICING,
    Range,
    Saying,
    infinitive,
    source_head,
    source_range,
    subject_of,
)
from summitry.mentions.attribution_verbs import verb_saying
from summitry.model.trees import Tree

ACTS = frozenset({"invite", "try"})
"""Classes of cues whose subject does something and says nothing."""
ANYBODY = frozenset({"you", "anyone", "anybody"})


def sayings(tree: Tree) -> Iterator[Saying]:
    """Every saying of a sentence, in the order of their cues."""
    for i, token in enumerate(tree.tokens):
        found: Saying | None = None
        if token.text.casefold() == "according":
            found = _according(tree, i)
        elif token.pos == "VERB":
            found = verb_saying(tree, i)
        elif token.pos == "NOUN":
            found = _noun(tree, i)
        elif token.pos == "ADJ":
            found = _adjective(tree, i)
        elif token.pos == "ADV":
            found = _adverb(tree, i)
        if found is not None and _of_somebody(tree, found):
            yield found


def _of_somebody(tree: Tree, saying: Saying) -> bool:
    """Whether a saying is words or a stance of somebody: not an act ("invited him"), not anybody's ("you know", "anyone
    wanting"), not of an expletive ("it is hard to imagine", "it goes without saying")."""
    if saying.row.kind in ACTS:
        return False
    if saying.head is None:
        return True
    source, cue = tree[saying.head].text.casefold(), tree[saying.at]
    if source in ANYBODY:
        return False
    return source != "it" or cue.tag in ("VBD", "VBZ", "VBP", "VBN") or cue.pos != "VERB" or cue.dep == "ROOT"


def _according(tree: Tree, i: int) -> Saying | None:
    """ "According to X": its words are the rest of the clause that it stands in."""
    row = cues.cue("say", "verb")
    if i + 2 >= len(tree) or tree[i + 1].text.casefold() != "to" or row is None:
        return None
    head = tree.child(i + 1, "pobj")
    low, high = i + 2, tree.edges(head)[1] if head is not None else i + 2
    verb = tree.head(i)
    lost = verb is None or head is None
    if lost:
        high = _phrase_end(tree, low)
        head = high if head is None or not low <= head <= high else head
    else:
        high = max(high, tree.edges(i)[1])
    apart = i == 0 or tree[i - 1].text == ","
    first, last = (0, len(tree) - 1) if apart or lost or verb is None or tree.head(verb) is None else tree.edges(verb)
    contents = [r for r in ((first, i - 1), (high + 1, last)) if r[0] <= r[1] and _has_words(tree, r)]
    if len(contents) > 1 and not any(tree[k].tag in ("VBD", "VBZ", "VBP", "MD") for k in range(high + 1, last + 1)):
        high, contents = contents[1][1], contents[:1]
    if head is None:
        return None
    return Saying((i, i + 1), i, row, "according to", (low, high), head, tuple(contents))


def _phrase_end(tree: Tree, low: int) -> int:
    """Where a source ends whose parse went wrong: before the next comma, or with the sentence."""
    stop = next((k for k in range(low, len(tree)) if tree[k].text in (",", ".", ";", "—", "–")), len(tree))
    return max(low, stop - 1)


def _has_words(tree: Tree, span: Range) -> bool:
    return any(tree[k].text[:1].isalnum() for k in range(span[0], span[1] + 1))


def _noun(tree: Tree, i: int) -> Saying | None:
    """ "The claim that", "speculation about", "a plan to"."""
    row = cue_at(tree, i, "clause")
    attitude = cue_at(tree, i, "object")
    if attitude is not None and attitude.takes == "p" and tree.child(i, "poss") is not None:
        return _attitude(tree, i, attitude)
    if row is None or not row.takes:
        return None
    content: Range | None = None
    for c in tree.children(i, "acl", "ccomp", "relcl"):
        that = any(lemma(tree, m) == "that" for m in tree.children(c, "mark"))
        if c > i and ((that and "c" in row.takes) or ("i" in row.takes and infinitive(tree, c))):
            content = tree.edges(c)
            break
    if content is None and "o" in row.takes:
        for p in tree.children(i, "prep"):
            if lemma(tree, p) in NOUN_ABOUT and tree.edges(p)[1] > p:
                content = (p + 1, tree.edges(p)[1])
                break
    if content is None:
        return None
    head = _noun_source(tree, i)
    if head is None and (row.kind not in cues.SPEECH or row.kind in ("confirm", "know")):
        return None
    source = source_range(tree, head, i, [content]) if head is not None else None
    return Saying((i, i), i, row, "noun", source, head, ((max(content[0], i + 1), content[1]),))


def _attitude(tree: Tree, i: int, row: Cue) -> Saying | None:
    """ "Her support for the bill": somebody's attitude, and what it is about."""
    owner = tree.child(i, "poss")
    for p in tree.children(i, "prep"):
        low, high = p + 1, tree.edges(p)[1]
        if owner is not None and lemma(tree, p) in ATTITUDE_ABOUT and low <= high:
            return Saying((i, p), i, row, "attitude", source_range(tree, owner, i, []), owner, ((low, high),))
    return None


def _noun_source(tree: Tree, i: int) -> int | None:
    owner = tree.child(i, "poss")
    if owner is not None:
        return owner
    for p in tree.children(i, "prep"):
        if lemma(tree, p) in ("by", "from"):
            return tree.child(p, "pobj")
    verb = tree.head(i)
    if verb is not None and tree[i].dep == "dobj" and lemma(tree, verb) in VOICING:
        return source_head(tree, verb)
    return max((c for c in tree.children(i, "compound", "nmod") if tree[c].pos == "PROPN"), default=None)


def _adjective(tree: Tree, i: int) -> Saying | None:
    """ "He is confident that"."""
    child = tree.child(i, "ccomp", "xcomp")
    copula = tree.head(i)
    if child is None and tree[i].dep == "acomp" and copula is not None:
        return _leaning(tree, i, copula)
    if child is None and copula is not None and lemma(tree, copula) == "make":
        child = next((c for c in tree.children(copula, "ccomp") if c > i), None)
    if child is None or child < i or copula is None:
        return None
    if tree[i].dep != "acomp" and lemma(tree, copula) != "make":
        return None
    row = cue_at(tree, i, "infinitive" if infinitive(tree, child) else "clause")
    if row is None or ("i" if infinitive(tree, child) else "c") not in row.takes:
        return None
    head = tree.child(copula, "nsubj")
    if head is None or lemma(tree, head) in EXPLETIVES:
        return None
    content = tree.edges(child)
    return Saying((i, i), i, row, "adjective", source_range(tree, head, i, [content]), head, (content,))


def _leaning(tree: Tree, i: int, copula: int) -> Saying | None:
    """ "She is critical of the bill"."""
    row, head = cue_at(tree, i, "object"), subject_of(tree, copula)
    if row is None or "o" not in row.takes or head is None or lemma(tree, head) in EXPLETIVES:
        return None
    for p in tree.children(i, "prep"):
        low, high = p + 1, tree.edges(p)[1]
        if lemma(tree, p) in ATTITUDE_ABOUT and low <= high:
            return Saying((i, p), i, row, "attitude", source_range(tree, head, i, []), head, ((low, high),))
    return None


def _adverb(tree: Tree, i: int) -> Saying | None:
    """ "Reportedly": somebody says so, nobody is named."""
    row = cues.cue(lemma(tree, i), "adverb")
    verb = tree.head(i)
    if row is None or not row.takes or verb is None or tree[i].dep != "advmod":
        return None
    low, high = tree.edges(verb)
    contents = tuple(r for r in ((low, i - 1), (i + 1, high)) if r[0] <= r[1] and _has_words(tree, r))
    return Saying((i, i), i, row, "adverb", None, None, contents)
