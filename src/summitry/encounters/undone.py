"""Encounters called off without being named: "he was to fly to Delhi, but Pakistan called it off", "cancelled"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from summitry.encounters.tree import Tree
from summitry.encounters.who import Cast
from summitry.lexicon.cues import cue_at
from summitry.model.claims import Act, Claim
from summitry.model.notes import Maker, Sentence
from summitry.model.text import TELLING_KINDS, Article

_PRONOUNS = frozenset({"it", "they", "this", "that", "both"})
_ACTS: Mapping[str, Act] = {"cancel": "cancel", "postpone": "postpone"}
_EXPECTED = frozenset({"plan", "announce", "propose", "accept", "predict"})
_REACH = 400
"""Code points that what is called off may stand before the words that say so: its own sentence, or the one before."""


def undone(article: Article, sentences: Sequence[Sentence], cast: Cast, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A claim of cancellation or postponement for each verb of that sense over a pronoun that stands for no person, or
    over nothing ("but the host cancelled"): of the encounter expected last before it, here or in its own sentence."""
    ahead = sorted((c for c in claims if c.act in _EXPECTED), key=lambda c: (c.evidence[0].start, c.id))
    for sentence in sentences if ahead else ():
        if not sentence.tokens or sentence.block not in TELLING_KINDS:
            continue
        tree = Tree(sentence.tokens)
        for verb, act in _verbs(tree, cast):
            at = tree.tokens[verb].start
            reach = _REACH if tree.objects(verb) else at - sentence.start
            before = [c for c in ahead if 0 < at - c.evidence[0].start <= reach]
            if before:
                yield _called_off(article, before[-1], act, tree, verb)


def _verbs(tree: Tree, cast: Cast) -> Iterator[tuple[int, Act]]:
    for i, token in enumerate(tree.tokens):
        if token.pos != "VERB" or tree.children(i, "neg"):
            continue
        cue = cue_at(tree, i, "object", "")
        act = _ACTS.get(cue.kind) if cue is not None else None
        told = not any(tree.tokens[k].tag in ("MD", "TO") for k in tree.children(i, "aux"))
        objects = [k for k in tree.objects(i) if tree.lemma(k) in _PRONOUNS and cast.at(tree, k) is None]
        alone = token.dep == "conj" and token.tag == "VBD" and not tree.objects(i) and tree.children(i, "nsubj")
        if act is not None and (objects or alone) and told:
            yield i, act


def _called_off(article: Article, claim: Claim, act: Act, tree: Tree, verb: int) -> Claim:
    words = [tree.tokens[k] for k in (verb, *tree.subject(verb), *tree.objects(verb), *tree.children(verb, "prt"))]
    start, end = min(t.start for t in words), max(t.end for t in words)
    return dataclasses.replace(
        claim,
        act=act,
        polarity="neg",
        certainty="certain",
        modality="asserted",
        tense="future",
        evidence=(article.quote(start, end), *claim.evidence),
        maker=Maker(claim.maker.finder, claim.maker.version, "undone"),
        same_as=(*claim.same_as, claim.id),
        apart_from=(),
        before=(),
        after=(),
    )
