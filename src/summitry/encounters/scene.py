"""A parsed sentence with the article's mentions, and what a frame finds in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from summitry.encounters.drafts import Side, Spot
from summitry.encounters.tree import Tree
from summitry.encounters.where import spots_of
from summitry.encounters.who import Cast, Found
from summitry.lexicon.states import state
from summitry.lexicon.words import frame_words
from summitry.model.claims import Place, Role
from summitry.model.text import Quote

_SPOT_NOUNS = frozenset(frame_words("spot"))


@dataclasses.dataclass
class Arguments:
    """What a frame found: sides, places, verbs that carry the trigger, and whether a counterpart speaks for nobody."""

    sides: list[Side] = dataclasses.field(default_factory=list)
    spots: list[Spot] = dataclasses.field(default_factory=list)
    hosts: list[Side] = dataclasses.field(default_factory=list)
    support: list[int] = dataclasses.field(default_factory=list)
    stranger: bool = False

    def add(self, found: Found, *, places: bool = False) -> None:
        self.sides.extend(found.sides)
        self.stranger = self.stranger or found.stranger
        if places:
            self.spots.extend(s for m in found.mentions for s in spots_of(m))


@dataclasses.dataclass(frozen=True)
class Scene:
    """A sentence's parse with the article's mentions."""

    tree: Tree
    cast: Cast
    home: Spot | None = None
    """Where the article is datelined, which is its "here"."""

    def who(self, indices: Iterable[int], role: Role = "attendee") -> Found:
        return self.cast.find(self.tree, indices, role)

    def places(self, indices: Iterable[int]) -> list[Spot]:
        """Places at the tokens, and those that say where they lie ("the Kremlin in Moscow", "the capital of Peru")."""
        found: list[Spot] = []
        for i in indices:
            mention = self.cast.at(self.tree, i)
            here = spots_of(mention) if mention is not None else []
            found.extend(here or self._capital(i))
            if not here and self.tree.lemma(i) not in _SPOT_NOUNS:
                found.extend(self.places(self.tree.children(i, "appos")))
                continue
            for k in self.tree.children(i, "appos", "npadvmod", "nmod", "compound", "poss", "prep"):
                if self.tree.tokens[k].dep != "prep":
                    found.extend(self.places([k]))
                elif self.tree.lemma(k) in ("in", "at", "of", "on", "near", "between"):
                    found.extend(self.places(self.tree.pobj(k)))
        return found

    def _capital(self, i: int) -> list[Spot]:
        """The city meant by a state's capital ("the Pakistani capital", "the capital of Peru")."""
        tree = self.tree
        if tree.lemma(i) != "capital":
            return []
        of = [k for prep, p in tree.preps(i) if prep == "of" for k in tree.pobj(p)]
        for k in [*tree.children(i, "amod", "compound", "nmod", "poss"), *of]:
            mention = self.cast.at(tree, k)
            countries = {r.country for r in mention.referents} if mention is not None else set()
            country = countries.pop() if len(countries) == 1 else None
            if mention is not None and country is not None and ":" not in country:
                place = Place(city=state(country).capital, country=country)
                return [Spot(place, Quote(tree.tokens[i].start, tree.tokens[i].end, tree.tokens[i].text))]
        return []
