"""Claims, and what the record folds them into."""

from __future__ import annotations

import dataclasses
import functools
from typing import Literal

from summitry.model.ids import Identified
from summitry.model.notes import (
    ArticleDate,
    Certainty,
    EncounterType,
    Maker,
    Modality,
    Polarity,
    SourceKind,
    Tense,
)
from summitry.model.text import Article, Quote
from summitry.model.windows import Window

Status = Literal[
    "predicted", "proposed", "planned", "announced", "rumoured", "reported", "confirmed",
    "denied", "declined", "postponed", "cancelled", "lapsed",
]  # fmt: skip
Role = Literal["visitor", "host", "attendee", "mediator"]
ParticipantKind = Literal["person", "state", "organisation"]


@functools.total_ordering
@dataclasses.dataclass(frozen=True)
class Participant:
    """Who takes part. `entity`: lexicon id or None; `country`: ISO 3166-1 alpha-3 or None; a role without a name
    ("the Danish prime minister") has kind "person", the office, and the office's words as its name."""

    name: str
    country: str | None
    office: str | None
    role: Role
    kind: ParticipantKind
    entity: str | None = None

    def __lt__(self, other: Participant) -> bool:
        """By name, country, office, role, kind and entity; what is None goes first."""
        return self._order() < other._order()

    def _order(self) -> tuple[str, ...]:
        return (self.name, self.country or "", self.office or "", self.role, self.kind, self.entity or "")


@dataclasses.dataclass(frozen=True)
class Place:
    """Where. Any part may be None; `country` is ISO 3166-1 alpha-3; degrees north and east."""

    venue: str | None = None
    city: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclasses.dataclass(frozen=True)
class Link:
    """One link of a chain of attribution, outermost first in a claim. `quote` is None for the author and the outlet."""

    source: str
    kind: SourceKind
    anonymous: bool
    cue: str | None
    quote: Quote | None
    entity: str | None = None
    country: str | None = None


Act = Literal[
    "tell",  # it took place, takes place
    "announce",  # ahead, said by a party
    "plan",  # ahead, treated as scheduled
    "propose",  # ahead, one side asks
    "accept",  # ahead, an invitation accepted
    "predict",  # ahead, said by an outsider
    "rumour",  # not asserted by anyone who answers for it
    "silence",  # the parties have not confirmed
    "confirm",  # a party says it took place
    "deny",
    "decline",
    "postpone",
    "cancel",
    "lapse",  # did not take place, nobody cancelled
]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Claim(Identified):
    """One source's word, in one article, on one encounter.

    `act`: what is done to the encounter by saying so; status folds over it.
    `start`, `end`: ISO prefixes or None; `window`: where the words give only a window ("in the coming weeks").
    `attribution`: outermost first; the first link is the author's or the outlet's.
    `party`: whether a source in the chain is a party to the encounter (its officials, its state media).
    `same_as`: ids of earlier claims of this article that the text treats as the same encounter;
    `apart_from`: ids that it treats as another ("again", "second summit");
    `part_of`: the claim of the visit that holds this meeting.
    `value`: the TIMEX3 value of the expression that dates it, as the article alone resolves it ("2018-WXX-2"), or None.
    `before`, `after`: ids of claims of this article on encounters that it says came later, came earlier.
    `ordinal`: 2 for "second summit", or None. `evidence[0]` is the clause that says it.
    """

    article: str
    type: EncounterType
    act: Act
    participants: tuple[Participant, ...]
    place: Place | None
    start: str | None
    end: str | None
    window: Window | None
    precision: str
    date_basis: str
    polarity: Polarity
    certainty: Certainty
    modality: Modality
    tense: Tense
    attribution: tuple[Link, ...]
    evidence: tuple[Quote, ...]
    maker: Maker
    party: bool = False
    transport: str | None = None
    purpose: str | None = None
    ordinal: int | None = None
    series: str | None = None
    likelihood: str | None = None
    same_as: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    part_of: str | None = None
    value: str | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Filed:
    """An article with its date and its claims: all that the record needs of it, and nothing of language processing."""

    article: Article
    date: ArticleDate
    claims: tuple[Claim, ...]


@dataclasses.dataclass(frozen=True)
class StatusStep:
    """One step of an encounter's history: from `record_time` (an ISO day, or None where the article is undated) on."""

    status: Status
    record_time: str | None
    claim: str
    said_by: str


@dataclasses.dataclass(frozen=True)
class Account:
    """What one article as a whole says of one encounter, as of the article's date."""

    article: str
    encounter: str
    parent: str | None
    type: EncounterType
    participants: tuple[Participant, ...]
    place: Place | None
    start: str | None
    end: str | None
    precision: str
    status: Status
    transport: str | None
    evidence: tuple[Quote, ...]
    claims: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Encounter:
    """Claims judged to be about one visit, meeting, summit, call or talks; derived, never primary."""

    id: str
    parent: str | None
    type: EncounterType
    participants: tuple[Participant, ...]
    place: Place | None
    start: str | None
    end: str | None
    precision: str
    window: Window | None
    status: Status
    overdue: bool
    status_history: tuple[StatusStep, ...]
    transport: str | None
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    n_articles: int
    n_outlets: int
    n_origins: int
    source_reliability: str
    source_reliability_rule: str
    information_credibility: int
    information_credibility_rule: str
    merge: str


@dataclasses.dataclass(frozen=True)
class Likelihood:
    """An ICD 203 band with its bounds in per cent, and the words that gave it (None: a bare future)."""

    band: str
    low: int
    high: int
    words: str | None


Outcome = Literal["open", "fulfilled", "late", "missed", "unresolved", "void"]


@dataclasses.dataclass(frozen=True)
class Forecast:
    """A claim about what is ahead: who forecast it, for when, how likely, and what came of it."""

    id: str
    claim: str
    encounter: str
    forecaster: str
    window: Window | None
    likelihood: Likelihood
    made_on: str | None
    outcome: Outcome
    resolved_on: str | None
    evidence: tuple[Quote, ...]


ConflictKind = Literal["imprecise", "disagreement", "correction", "denial", "copy"]


@dataclasses.dataclass(frozen=True)
class Conflict:
    """Claims on one encounter whose values for a field cannot both hold, or hold at different precision."""

    encounter: str
    field: str
    kind: ConflictKind
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclasses.dataclass(frozen=True)
class Judgement:
    """A person's word on two claims, on one, or a correction of a field; superseded by a later one, never deleted.

    "accept": the encounter of a claim is right as it stands; "reject": a claim tells of no encounter; "unsure" takes
    back what was said of the same pair, claim or field.
    """

    verdict: Literal["same", "different", "unsure", "correct", "accept", "reject"]
    left: str
    right: str | None
    field: str | None
    value: str | None
    by: str
    when: str
    why: str
