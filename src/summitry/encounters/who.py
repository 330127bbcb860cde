"""From words to participants: who may take part in an encounter, and on whose behalf."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from summitry.encounters.drafts import Side
from summitry.encounters.officials import officials
from summitry.encounters.tree import Tree
from summitry.lexicon.organisations import organisation_forms
from summitry.lexicon.people import title_words
from summitry.lexicon.states import state
from summitry.model.claims import Participant, Role
from summitry.model.index import MentionIndex
from summitry.model.notes import Mention, Referent
from summitry.model.text import Quote
from summitry.model.windows import Window

_SPEAKS_ONLY = re.compile(r"\b(?:spokes|press secretary)", re.IGNORECASE)
"""Offices of those who speak for who meets."""
_SPEAKING_FOR_NOBODY = frozenset({"everyone", "nobody", "somebody", "anyone", "someone", "people", "other", "others"})


@dataclasses.dataclass(frozen=True)
class Found:
    """What stands at some tokens: sides, places mentioned there, and whether somebody stands there who is no side."""

    sides: tuple[Side, ...] = ()
    mentions: tuple[Mention, ...] = ()
    stranger: bool = False


class Cast:
    """The mentions of an article, asked by token."""

    def __init__(self, mentions: Iterable[Mention], day: Window | None = None) -> None:
        self._index = MentionIndex(mentions)
        self._day = day

    def at(self, tree: Tree, i: int) -> Mention | None:
        """The mention that the token `i` stands in, or None."""
        return self._index.covering(tree.tokens[i])

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that lie within a span, in order of place."""
        return self._index.within(start, end)

    def find(self, tree: Tree, indices: Iterable[int], role: Role = "attendee") -> Found:
        """Who stands at the tokens `indices` (heads of noun phrases)."""
        sides: list[Side] = []
        seen: list[Mention] = []
        stranger = False
        for i in self._listed(tree, list(indices)):
            mention = self.at(tree, i)
            named = self._beside(tree, i) if mention is None or _unnamed(mention) else []
            for person in named:
                seen.append(person)
                sides.extend(sides_of(person, role))
            if mention is None or named:
                titled = [] if named else self._titled(tree, i, role)
                sides.extend(titled)
                stranger = stranger or (not named and not titled and self._is_stranger(tree, i))
                continue
            seen.append(mention)
            own = sides_of(mention, role)
            if not own and mention.referents and mention.kind in ("person", "group", "office"):
                stranger = True
            sides.extend(own)
        return Found(tuple(distinct(sides)), tuple(seen), stranger)

    def _listed(self, tree: Tree, indices: list[int]) -> list[int]:
        """The tokens, and of two names that open a sentence with a comma between ("Putin, Erdogan to meet") both."""
        opening = tree.tokens[:4]
        pair = (
            [0, 2] if len(opening) == 4 and opening[1].text == "," and opening[3].pos in ("VERB", "AUX", "PART") else []
        )
        if not pair or not set(pair) & set(indices) or set(pair) <= set(indices):
            return indices
        people = [m for k in pair if (m := self.at(tree, k)) is not None and m.kind == "person"]
        return [*indices, *(k for k in pair if k not in indices)] if len(people) == len(pair) else indices

    def _titled(self, tree: Tree, i: int, role: Role) -> list[Side]:
        """The officials that a title stands for ("the foreign ministers of both countries")."""
        quote = Quote(tree.tokens[i].start, tree.tokens[i].end, tree.tokens[i].text)
        told = (participant_of(who, role) for who in officials(tree, i, self.at, self._day))
        return [Side(one, quote) for one in told if one is not None]

    def _ends_a_name(self, tree: Tree, i: int) -> bool:
        """Whether a name stands behind that of a body which the parse takes for its beginning: "the head of National
        Intelligence Jane Doe"."""
        before = (self.at(tree, k) for k in tree.children(i, "compound"))
        return any(m is not None and m.kind == "organisation" for m in before)

    def _beside(self, tree: Tree, i: int) -> list[Mention]:
        """The people named in apposition to a noun ("the then head of the service, Jane Doe"), be it that the parse
        hangs the name on the noun's last words ("the adviser on trade, Jane Doe")."""
        heads = tree.children(i, "appos", "flat")
        if not heads and tree.tokens[i].tag in ("NN", "NNP"):
            last = max(tree.subtree(i))
            behind = [last + 2] if last + 2 < len(tree.tokens) and tree.tokens[last + 1].text == "," else []
            heads = [k for k in tree.subtree(i) if k > i and tree.tokens[k].dep == "appos"][:1] or behind
        heads += [k for prep, p in tree.preps(i) if prep == "of" for k in tree.pobj(p) if self._ends_a_name(tree, k)]
        named = (self.at(tree, c) for k in heads for c in tree.conjuncts(k))
        return [m for m in named if m is not None and m.kind == "person"]

    @staticmethod
    def _is_stranger(tree: Tree, i: int) -> bool:
        token = tree.tokens[i]
        return token.pos in ("NOUN", "PROPN") and tree.lemma(i) not in _SPEAKING_FOR_NOBODY


def _unnamed(mention: Mention) -> bool:
    """Whether a mention names nobody: a title or a group without a person that the lexicon knows."""
    return mention.kind in ("group", "office") and all(r.entity is None for r in mention.referents)


def sides_of(mention: Mention, role: Role = "attendee") -> list[Side]:
    """The sides that a mention names; none where it names nobody who speaks for a state, an organisation or a party
    to a conflict."""
    found = []
    for referent in mention.referents:
        participant = participant_of(referent, role, actor=mention.actor)
        if participant is not None:
            found.append(Side(participant, mention.quotes[0]))
    return found


def participant_of(referent: Referent, role: Role, *, actor: bool = False) -> Participant | None:
    """The participant that a referent makes, or None for one who speaks for no state."""
    country, office = referent.country, referent.office
    entity = referent.entity
    if office is not None and _SPEAKS_ONLY.search(office):
        return None
    found: Participant | None = None
    if referent.kind in ("person", "office"):
        if entity or country:
            found = Participant(referent.name, country, office, role, "person", entity)
    elif referent.kind == "group":
        if entity or country:
            found = Participant(referent.name, country, office, role, "organisation", entity)
    elif referent.kind == "organisation":
        found = _organisation(referent, role)
    elif country is not None and (referent.kind == "state" or actor):
        found = Participant(state(country).name, country, None, role, "state", f"state:{country}")
    return found


def _organisation(referent: Referent, role: Role) -> Participant | None:
    known = organisation_forms().get(referent.name)
    country = referent.country
    if known is not None and known.kind == "government_body" and country is not None:
        return Participant(state(country).name, country, None, role, "state", f"state:{country}")
    if referent.entity is None:
        return None
    return Participant(referent.name, country, None, role, "organisation", referent.entity)


def distinct(sides: Iterable[Side]) -> list[Side]:
    """Each side once: a state gives way to its people, a title to the person of that state who is named beside it."""
    found: list[Side] = []
    for side in sides:
        if not any(same(side.participant, other.participant) for other in found):
            found.append(side)
    persons = {s.participant.country for s in found if s.participant.kind != "state"}
    return [s for s in found if s.participant.kind != "state" or s.participant.country not in persons]


def same(a: Participant, b: Participant) -> bool:
    """Whether two participants are one."""
    if a.entity is not None and b.entity is not None:
        return a.entity == b.entity
    return a.name.casefold() == b.name.casefold() and a.country == b.country


def stands_for(a: Participant, b: Participant) -> bool:
    """Whether one of two may stand for the other: the same, or a state or an unnamed office beside its person."""
    if same(a, b):
        return True
    if a.country is None or a.country != b.country:
        return False
    if "state" in (a.kind, b.kind):
        return True
    if a.kind == b.kind == "person" and (a.entity is None) != (b.entity is None):
        named, title = (a, b) if a.entity else (b, a)
        return named.office is None or title.office is None or _rank_of(named.office) == _rank_of(title.office)
    return False


def _rank_of(office: str) -> str:
    """An office's role, all that lead a state counted as one ("the North Korean leader" is its chairman)."""
    role = title_words().get(office.lower(), office)
    return "leader" if role in ("head_of_state", "head_of_government", "monarch", "party_leader") else role


def party_of(participant: Participant) -> str:
    """Whom a participant speaks for: a country's code, or the organisation itself."""
    return participant.country or participant.entity or participant.name
