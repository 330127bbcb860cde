"""States, capitals, organisations, venues and cities by themselves: what each mention of one is."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from summitry.mentions.names_scan import Item, Row
from summitry.mentions.names_states import acts, place_referent, qualifies, state_referents
from summitry.model.notes import MentionForm, MentionKind, Referent

_DIRECTIONS = frozenset({"North", "South", "East", "West", "Peninsula"})
"""Words that the model takes for places and that name none."""


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """What a name by itself refers to."""

    kind: MentionKind
    form: MentionForm
    referents: tuple[Referent, ...]
    rule: str
    actor: bool = False


def organisation_referent(item: Item) -> Referent:
    """The organisation of an item, with a country where it acts for one; unknown ones keep their name as written."""
    if item.value is None or not hasattr(item.value, "id"):
        return Referent(" ".join(item.text.split()), "organisation")
    return Referent(item.value.name, "organisation", item.value.id, item.value.country)


class Placer:
    """Tells actors from places in one article. `known`: the states that it names."""

    def __init__(self, text: str, known: Collection[str]) -> None:
        self._text = text
        self._known = known

    def plain(self, row: Row, i: int) -> Plain | None:
        """What item `i` of a row refers to, or None where it is no name."""
        item = row.items[i]
        if item.code in "nacx":
            return self._state(row, i)
        if item.code == "k":
            return self._capital(row, i)
        if item.code == "o":
            actor = acts(row.sentence, item.start, item.end, self._text)
            return Plain("organisation", "name", (organisation_referent(item),), "organisation", actor)
        if item.code == "e":
            return None
        if item.code in "vl" and item.text not in _DIRECTIONS:
            return Plain("place", "name", (self._place(row, i),), "place")
        return None

    def _state(self, row: Row, i: int) -> Plain:
        item = row.items[i]
        sides = state_referents(item.value, self._known)
        if item.code == "x":
            return Plain("group", "name", sides, "people")
        modifies = item.code in "ac" or row.codes[i + 1 : i + 2] == "-" or qualifies(row.sentence, item.start, item.end)
        if item.code == "c" and item.text.lower().startswith("the "):
            modifies = False
        if modifies:
            return Plain("state", "adjective", sides, "compound" if item.code == "c" else "adjective")
        return Plain("state", "name", sides, "state", acts(row.sentence, item.start, item.end, self._text))

    def _capital(self, row: Row, i: int) -> Plain:
        item = row.items[i]
        speaks = i == 0 and row.items[1:2] != () and row.items[1].text == ":"
        if speaks or (not self._opens_dateline(row, i) and acts(row.sentence, item.start, item.end, self._text)):
            return Plain("state", "metonym", state_referents(item.value, self._known), "metonym", actor=True)
        country = next((c for c in item.value.iso3 if c in self._known), item.value.iso3[0])
        place = place_referent(_name(item), country)
        if place.entity is None:  # "the Kim regime": a government that is no place
            return Plain("state", "metonym", state_referents(item.value, self._known), "metonym")
        return Plain("place", "name", (place,), "capital")

    def _opens_dateline(self, row: Row, i: int) -> bool:
        """Whether item `i` is in capitals in a sentence that is not ("SEOUL, Dec. 30 (Yonhap)")."""
        return row.items[i].text.isupper() and len(row.items[i].text) > 3 and not row.shouted

    def _place(self, row: Row, i: int) -> Referent:
        """A city or venue, of the state named right behind it where one is ("Hanoi, Vietnam")."""
        item = row.items[i]
        behind = row.items[i + 2] if row.codes[i + 1 : i + 3] in {",n", ",k"} else None
        country = behind.value.iso3[0] if behind is not None and behind.value is not None else None
        found = place_referent(_name(item), country)
        return found if found.entity or country is None else place_referent(_name(item), None)


def _name(item: Item) -> str:
    text = " ".join(item.text.split())
    return text.title() if text.isupper() and len(text) > 4 else text
