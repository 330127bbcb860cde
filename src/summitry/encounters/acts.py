"""What a sentence does to an encounter by speaking of it, and on whose word."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence

from summitry.encounters.drafts import Draft, Phase
from summitry.encounters.factuality import Governor, Reading
from summitry.encounters.phases import phase_of, pioneer
from summitry.encounters.tree import Tree
from summitry.encounters.who import party_of
from summitry.lexicon.cues import SPEECH
from summitry.lexicon.outlets import outlet_named
from summitry.lexicon.words import frame_words
from summitry.model.claims import Act, Link
from summitry.model.notes import Attribution
from summitry.model.text import Article
from summitry.model.windows import Window

_STRONG: dict[str, Act] = {
    "cancel": "cancel", "postpone": "postpone", "decline": "decline", "deny": "deny", "silence": "silence",
    "invite": "propose", "accept": "accept", "propose": "propose", "request": "propose", "ask": "propose",
}  # fmt: skip
"""What classes of governing predicate (cues.tsv) do to the encounter they govern."""
_BY_FRAME: dict[str, Act] = {"invite": "propose", "invitation": "propose", "expected": "plan"}
"""What triggers do by themselves, where nothing governs them."""
_UNTHINKABLE = frozenset(frame_words("unthinkable"))
_BROKE_UP = frozenset(frame_words("broke_up"))
"""Ends of an encounter that took place."""
_AHEAD_ACTS = frozenset({"cancel", "postpone", "decline", "propose", "accept"})
_REFUSALS = frozenset({"refusal", "rejection", "refrain", "abstain", "forgo", "unwilling"})
_LEADING_ON = frozenset({"able", "likely", "due", "ready", "set"})
"""Adjectives that say of an infinitive that it comes, not what it is worth."""
_TRANSPARENT = frozenset({"say", "know", "occur", "manage", "plan"})
_GUESSES = frozenset({"predict", "think", "rumour", "doubt", "possible", "want", "fear", "seem"})
"""Classes of governing predicate (cues.tsv) under which what is ahead is no more than expected."""
_EXPECTING = re.compile(r"\b(?:expect|anticipat)(?:e|es|ed|s|ing)?\Z")


@dataclasses.dataclass(frozen=True)
class Saying:
    """What is said of a draft. `act` is None where nothing is claimed; `why` then says why not.

    `shifted`: what was ahead is seen from a past moment ("had been due to", "were going to").
    """

    act: Act | None
    phase: Phase
    reading: Reading
    chain: tuple[Link, ...]
    party: bool
    shifted: bool
    why: str = ""


def chain_of(article: Article, draft: Draft, attributions: Sequence[Attribution]) -> tuple[Link, ...]:
    """The links of attribution over a trigger, outermost first; the first is the article's own voice."""
    own = Link(article.outlet or "the author", "outlet" if article.outlet else "author", False, None, None)
    over = [a for a in attributions if _tells(a) and _covers(a, draft.start)]
    over.sort(key=lambda a: (-_breadth(a, draft.start), a.start, a.id))
    depth = {a.id: _depth(a, {o.id: o for o in over}) for a in over}
    over.sort(key=lambda a: depth[a.id])
    links = [
        Link(a.name, a.kind, a.anonymous, a.cue.text if a.cue else None, a.source, a.entity, a.country) for a in over
    ]
    return (own, *links)


def _tells(attribution: Attribution) -> bool:
    """Whether it reports words or beliefs, an expectation that somebody holds ("analysts expect") among them."""
    cue = attribution.cue.text.casefold() if attribution.cue is not None else ""
    return attribution.act in SPEECH or (attribution.source is not None and bool(_EXPECTING.search(cue)))


def _covers(attribution: Attribution, at: int) -> bool:
    """Whether a place stands in what is said, or in the words for a nameless source ("people who know of the call")."""
    said = attribution.contents or ((attribution.content,) if attribution.content else ())
    known = (attribution.source,) if attribution.source is not None and attribution.anonymous else ()
    return any(quote.start <= at < quote.end for quote in (*said, *known))


def _breadth(attribution: Attribution, at: int) -> int:
    return max(
        (c.end - c.start for c in attribution.contents or (attribution.content,) if c and c.start <= at < c.end),
        default=0,
    )


def _depth(attribution: Attribution, over: dict[str, Attribution]) -> int:
    depth, seen = 0, {attribution.id}
    while attribution.parent in over and attribution.parent not in seen:
        seen.add(attribution.parent)
        attribution = over[attribution.parent]
        depth += 1
    return depth


def is_party(link: Link, parties: set[str]) -> bool:
    """Whether a link is the word of a side: a named official, a spokesman or a body of a party, or its state media."""
    if link.anonymous or link.kind == "author":
        return False
    if link.kind in ("outlet", "agency"):
        outlet = outlet_named(link.source)
        return (outlet is not None and outlet.state_of in parties) or (
            link.country in parties and link.kind == "agency" and outlet is None
        )
    return link.country in parties or link.entity in parties


def say(draft: Draft, tree: Tree, reading: Reading, chain: tuple[Link, ...], dct: Window | None) -> Saying:
    """What the sentence does to the draft's encounter."""
    parties = {party_of(s.participant) for s in draft.sides}
    if draft.place is not None and draft.place.country is not None and draft.trigger.type == "visit":
        parties.add(draft.place.country)
    party = any(is_party(link, parties) for link in chain[1:])
    phase = phase_of(draft, tree, reading, dct)
    act, why = _act(draft, tree, reading, phase)
    if act in ("plan", "tell"):
        act = _sourced(act, chain[1:], reading, party=party)
    if act == "announce" and _on_condition(tree, draft.index):
        act = "plan"
    if act in _AHEAD_ACTS or draft.trigger.frame == "expected":
        phase = "ahead"
    return Saying(act, phase, reading, chain, party, reading.shifted or _was_going_to(tree, draft.index), why)


def _on_condition(tree: Tree, index: int) -> bool:
    """Whether the trigger stands in a condition, or in what depends on one ("if he comes, he will meet her")."""
    around = (index, *tree.up(index))
    clauses = {c for k in around for c in (k, *tree.children(k, "advcl"))}
    return any(tree.lemma(m) in ("if", "unless", "provided") for c in clauses for m in tree.children(c, "mark"))


def _was_going_to(tree: Tree, index: int) -> bool:
    going = (a for a in tree.up(index) if tree.lemma(a) == "go")
    return any(tree.tokens[k].tag == "VBD" for a in going for k in tree.children(a, "aux"))


def _act(draft: Draft, tree: Tree, reading: Reading, phase: Phase) -> tuple[Act | None, str]:
    if draft.forerunner or (phase == "past" and pioneer(tree, draft.index)):
        return "tell", ""
    if any(g.lemma in _UNTHINKABLE for g in reading.governors) or _only_weighed(tree, draft.index):
        return None, "weighed, not told"
    strong = _strong(draft, reading)
    if strong is not None:
        return strong, ""
    by_frame = _BY_FRAME.get(draft.trigger.frame)
    if by_frame is not None and reading.polarity == "pos":
        return by_frame, ""
    if reading.modality == "hypothetical":
        return _supposed(draft, reading)
    if reading.polarity == "neg":
        return _negative(draft, tree, reading)
    if phase == "ahead":
        unsure = reading.certainty == "possible" or reading.rumour or any(g.kind in _GUESSES for g in reading.governors)
        return ("predict" if unsure else "plan"), ""
    unsure = reading.certainty in ("possible", "unknown") or (reading.certainty == "probable" and _believed(reading))
    return ("rumour" if unsure else "tell"), ""


def _supposed(draft: Draft, reading: Reading) -> tuple[Act | None, str]:
    """A wish or a chance foretells; a definite encounter that "would have" been, or "had it taken place", was none."""
    if reading.polarity == "neg" and reading.shifted and draft.pointing:
        return "lapse", ""
    wished = any(g.kind == "want" and not g.negated for g in reading.governors)
    supposed = not wished and (reading.shifted or reading.certainty == "unknown")
    return (None, "only supposed") if supposed else ("predict", "")


def _believed(reading: Reading) -> bool:
    """Whether it is only what somebody takes to be so: "is believed to have met", "appears to have gone"."""
    return any(g.kind in ("think", "seem") and not g.negated for g in reading.governors[:1])


def _strong(draft: Draft, reading: Reading) -> Act | None:
    """What the nearest governing predicate that does something to the encounter does; what is done to an offer
    ("accepted the invitation", "rejected the proposal") counts before the offer."""
    offered: Act | None = None
    for governor in reading.governors:
        act = _done_by(governor, reading)
        if act == "propose":
            offered = offered or act
        elif act is not None:
            return act
        elif offered is not None and governor.kind not in _TRANSPARENT:
            break
    if offered is None and draft.trigger.lemma in ("skip", "boycott"):
        return "decline"
    return offered


def _done_by(governor: Governor, reading: Reading) -> Act | None:
    act = _STRONG.get(governor.kind)
    if governor.kind == "fail" and governor.lemma in _REFUSALS:
        act = "decline"
    if act is None or governor.lemma in _BROKE_UP or (act == "deny" and reading.polarity == "pos"):
        return None
    if governor.negated and act != "silence":
        return "decline" if act == "accept" else None
    return act


def _only_weighed(tree: Tree, index: int) -> bool:
    """Whether an infinitive is only judged by an adjective with "would": "it would be unusual for X to meet Y"; or the
    trigger stands under such a one ("... without seeing Z")."""
    verbs = [k for k in (index, *tree.up(index)) if tree.tokens[k].pos in ("VERB", "AUX")]
    for verb, above in itertools.pairwise(verbs):
        judged = tree.children(above, "acomp", "attr") if tree.lemma(above) == "be" else []
        infinitive = any(tree.tokens[k].tag == "TO" for k in tree.children(verb, "aux"))
        if infinitive and judged and not any(tree.lemma(k) in _LEADING_ON for k in judged):
            return any(tree.lemma(k) in ("would", "could") for k in tree.children(above, "aux"))
        if not infinitive and tree.tokens[verb].dep != "pcomp":
            return False
    return False


def _negative(draft: Draft, tree: Tree, reading: Reading) -> tuple[Act | None, str]:
    verb = tree.clause(draft.index)
    words = {tree.lemma(k) for k in tree.children(verb)} | {tree.lemma(k) for k in tree.children(draft.index)}
    if words & {"never", "yet", "ever"} or _nobody(tree, verb):
        return None, "denied of all, not of one encounter"
    failed = reading.modality in ("planned", "predicted") and any(g.kind == "fail" for g in reading.governors)
    return ("lapse" if failed else "deny"), ""


def _nobody(tree: Tree, verb: int) -> bool:
    """Whether the subject is everybody of a kind: "no leader of an allied state had come"."""
    return any(
        tree.lemma(k) in ("no", "none", "any") for s in tree.subject(verb) for k in (s, *tree.children(s, "det"))
    )


def _sourced(act: Act, links: Sequence[Link], reading: Reading, *, party: bool) -> Act:
    """What the source makes of a plain plan or report: a party announces or confirms, an outsider predicts."""
    if act == "plan":
        if party or any(g.kind in ("confirm", "announce") and not g.negated for g in reading.governors):
            return "announce"
        last = links[-1:]
        outsider = any(k.kind == "named_person" or (k.kind == "unnamed" and k.anonymous) for k in last)
        expected = any(k.quote is not None and k.cue and _EXPECTING.search(k.cue.casefold()) for k in last)
        scheduled = any(g.kind == "plan" for g in reading.governors) and not expected
        return "predict" if outsider and not scheduled else "plan"
    confirmed = any(g.kind == "confirm" and not g.negated for g in reading.governors)
    return "confirm" if party or confirmed else "tell"
