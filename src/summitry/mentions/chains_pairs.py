"""Two sides of one encounter, told of together: what "they" and "the two leaders" mean next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summitry.mentions.chains_clauses import above, is_trigger, root, subject_of, verb_over
from summitry.mentions.chains_scene import Actor, identity
from summitry.model.notes import Mention, Referent, Token

_WITH = frozenset({"with", "to", "by", "between", "of", "from", "for", "alongside", "and"})


def one_person(mention: Mention) -> Referent | None:
    """The one person that a mention refers to, unless it only qualifies another word."""
    if mention.form == "adjective" or len(mention.referents) != 1:
        return None
    return mention.referents[0] if mention.referents[0].kind == "person" else None


def stands_for_state(mention: Mention, who: Referent) -> bool:
    """Whether somebody can be one of two leaders: not who is told of merely as the head of an organisation."""
    return mention.form != "title" or not (who.country or "").startswith("org:")


def partners(tokens: Sequence[Token], actors: Sequence[Actor], *, asides: bool = True) -> Iterator[tuple[Actor, ...]]:
    """The people who are the sides of a word of encounter ("X met Y", "talks between X and Y"), where there are two or
    more; the last such word first. `asides`: also of words in relative clauses ("Rome, where X expects Y")."""
    for at in range(len(tokens) - 1, -1, -1):
        if not is_trigger(tokens[at]) or (not asides and is_aside(tokens, at)):
            continue
        heads = {root(tokens, k) for k in _sides(tokens, at)}
        found: dict[str, Actor] = {}
        for actor in actors:
            who = one_person(actor.mention)
            if who is None or actor.head is None or not stands_for_state(actor.mention, who):
                continue
            if root(tokens, actor.head) in heads:
                found.setdefault(identity(who), actor)
        if len(found) > 1:
            yield tuple(found.values())


def is_aside(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word stands in a relative clause."""
    return any(tokens[k].dep == "relcl" for k in (i, *above(tokens, i)))


def _sides(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """The heads of what stands around a word as its sides."""
    subject_needed = True
    for k, token in enumerate(tokens):
        if token.head != at or k == at:
            continue
        if token.dep in {"dobj", "dative", "poss"}:
            yield k
            subject_needed = subject_needed and token.dep != "poss"
        elif token.dep in {"prep", "agent"} and token.lemma.lower() in _WITH:
            yield from (n for n, t in enumerate(tokens) if t.head == k and t.dep == "pobj")
            subject_needed = subject_needed and token.lemma.lower() != "between"
    verb = at if tokens[at].pos == "VERB" else verb_over(tokens, at)
    if subject_needed and verb is not None:
        subject = subject_of(tokens, verb)
        if subject is not None and subject != at:
            yield subject


def linked(tokens: Sequence[Token], one: Actor, other: Actor) -> bool:
    """Whether two actors are parts of one verb, or joined by "and"."""
    if one.head is None or other.head is None:
        return False
    first, second = root(tokens, one.head), root(tokens, other.head)
    if first == second:
        return True
    verb = verb_over(tokens, second)
    return verb is not None and first == subject_of(tokens, verb) and tokens[second].dep in {"dobj", "dative", "pobj"}
