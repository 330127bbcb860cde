"""What stands around a trigger, before it is known whether it makes a claim."""

from __future__ import annotations

import dataclasses
from typing import Literal

from summitry.model.claims import Participant, Place
from summitry.model.notes import Sentence, Timex, Trigger
from summitry.model.text import Quote

Phase = Literal["past", "ahead", "open"]
"""When the text sees an encounter: behind it, ahead of it, or without saying ("the summit")."""


@dataclasses.dataclass(frozen=True)
class Side:
    """A participant with the words that name it."""

    participant: Participant
    quote: Quote


@dataclasses.dataclass(frozen=True)
class Spot:
    """A place with the words that name it."""

    place: Place
    quote: Quote


@dataclasses.dataclass(frozen=True)
class Draft:
    """A trigger with what the text puts around it.

    `index`: the trigger's token in its sentence. `sides`: who takes part, in order of place, each once.
    `stranger`: the text names a counterpart that speaks for no state ("activists", "reporters").
    `counterpart`: its only side is named by "with": the other is left out.
    `definite`: the words presuppose the encounter ("the trip", "his visit"); `pointing`: they point back ("the trip").
    `series`: the recurring meeting that it is an edition of; `within`: the one on whose margins it takes place.
    `apart`: a word that sets it off from what was told before ("another", "previous"), or None;
    `again`: the words say that it was not the first.
    `forerunner`: told of only as what somebody did before ("the first since").
    `times`: the time expressions that date it, nearest first. `support`: tokens of the verbs that carry it ("held").
    """

    trigger: Trigger
    sentence: Sentence
    index: int
    sides: tuple[Side, ...] = ()
    spots: tuple[Spot, ...] = ()
    times: tuple[Timex, ...] = ()
    stranger: bool = False
    counterpart: bool = False
    definite: bool = False
    pointing: bool = False
    plural: bool = False
    apart: str | None = None
    again: bool = False
    ordinal: int | None = None
    series: str | None = None
    within: str | None = None
    transport: str | None = None
    purpose: str | None = None
    support: tuple[int, ...] = ()
    forerunner: bool = False
    block: str = "body"

    @property
    def start(self) -> int:
        return self.trigger.start

    @property
    def place(self) -> Place | None:
        return self.spots[0].place if self.spots else None

    def quotes(self) -> list[Quote]:
        """Words that the draft rests on, in order of place."""
        tokens = self.sentence.tokens
        found = [*self.trigger.quotes, *(s.quote for s in self.sides), *(s.quote for s in self.spots)]
        found += [t.quotes[0] for t in self.times]
        found += [Quote(tokens[i].start, tokens[i].end, tokens[i].text) for i in self.support]
        return sorted(set(found))
