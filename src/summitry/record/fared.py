"""How a source's earlier claims fared, and what letter of the Admiralty scale that earns it.

Only what could have turned out either way counts: that an encounter took place, that it did not, that it would. A claim
is settled by what others, of another family, said of it later, a forecast by its outcome.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from summitry.model.claims import Claim, Forecast
from summitry.record.ledger import Known
from summitry.record.sources import RELIABILITY_UNKNOWN, Origin, Sourcing, Weighed
from summitry.record.status import AHEAD, is_party, status_of

LEAST = 5
"""Settled claims below which a source that the lexicon does not know gets no letter: with four, one chance miss would
take it from B to C."""
LEAST_TO_MOVE = 10
"""Settled claims below which the lexicon's letter stands."""
SPOTLESS = 20
"""Settled claims, all borne out, that A takes: "a history of complete reliability"."""
SHARES = ((0.8, "B"), (0.6, "C"), (0.3, "D"), (0.0, "E"))
"""Least share of claims borne out for each letter: "valid information most of the time" (B), "in the past" (C), "not
usually" (D). The scale (NATO STANAG 2511) gives no figures; these are a convention."""
_LETTERS = "ABCDE"
_HAPPENED = ("reported", "confirmed")
_OUTCOMES = {"fulfilled": True, "missed": False, "late": False}


@dataclasses.dataclass(frozen=True, order=True)
class Case:
    """One source's first word on one encounter, settled: `borne_out` by what the record knew on `settled_on`."""

    origin: str
    encounter: str
    settled_on: str
    borne_out: bool


@dataclasses.dataclass(frozen=True)
class Worth:
    """A source's letter, why it has it, and the settled claims it rests on."""

    letter: str
    rule: str
    borne_out: int
    cases: int


def cases(encounter: str, claims: Iterable[Claim], forecasts: Iterable[Forecast], known: Known) -> tuple[Case, ...]:
    """The settled first words of named sources on one encounter, by source."""
    foretold = {f.claim: f for f in forecasts}
    mine = sorted((c for c in claims if known.time(c)), key=lambda c: (known.time(c), c.article, c.evidence[:1], c.id))
    found = []
    for origin, first in _first_words(mine, known.sourcing).items():
        settled = _foretold(first, foretold) or _told(origin, first, mine, known)
        if settled is not None:
            found.append(Case(origin.id, encounter, *settled))
    return tuple(sorted(found))


def _first_words(claims: Sequence[Claim], sourcing: Sourcing) -> Mapping[Origin, Claim]:
    first: dict[Origin, Claim] = {}
    for claim in claims:
        for origin in sourcing.origins(claim):
            if origin.kind != "unnamed" and status_of(claim) is not None:
                first.setdefault(origin, claim)
    return first


def _foretold(claim: Claim, forecasts: Mapping[str, Forecast]) -> tuple[str, bool] | None:
    forecast = forecasts.get(claim.id)
    if forecast is None or claim.act == "propose" or forecast.outcome not in _OUTCOMES or not forecast.resolved_on:
        return None
    return forecast.resolved_on, _OUTCOMES[forecast.outcome]


def _told(origin: Origin, first: Claim, claims: Sequence[Claim], known: Known) -> tuple[str, bool] | None:
    """What others said later of what a source told as past, or denied; the first who settles it counts."""
    said = status_of(first)
    if said in AHEAD or said not in (*_HAPPENED, "denied"):
        return None
    for claim in claims:
        if known.time(claim) <= known.time(first):
            continue
        if origin.family in {o.family for o in known.sourcing.origins(claim)}:
            continue
        now = status_of(claim)
        took_place = now == "confirmed"
        did_not = now == "lapsed" or (now == "denied" and is_party(claim))
        if took_place or did_not:
            return known.time(claim), took_place == (said in _HAPPENED)
    return None


def worth(origin: Origin, good: int, count: int) -> Worth:
    """What a source is worth by the lexicon's note and its settled claims, `good` of `count` borne out.

    Without a note the claims alone give the letter, from LEAST of them on; with one they move it a letter towards
    theirs, from LEAST_TO_MOVE on.
    """
    fared = f"{good} of {count} earlier claims borne out"
    noted = origin.reliability
    earned = letter(good, count)
    if noted == RELIABILITY_UNKNOWN:
        if earned is not None:
            return Worth(earned, fared, good, count)
        why = f"no note, {fared}, {LEAST} needed" if count else "no note, no earlier claim that was settled"
        return Worth(RELIABILITY_UNKNOWN, why, good, count)
    note = f"noted: {origin.note}" if origin.note else "noted in the lexicon"
    if earned is None or count < LEAST_TO_MOVE or earned == noted:
        return Worth(noted, f"{note}; {fared}" if count else note, good, count)
    at = _LETTERS.index(noted)
    moved = _LETTERS[at + 1 if earned > noted else at - 1]
    return Worth(moved, f"{note} ({noted}), moved by {fared}", good, count)


def letter(good: int, count: int) -> str | None:
    """The letter that `good` of `count` settled claims earn; None where they are fewer than LEAST."""
    if count < LEAST:
        return None
    if good == count and count >= SPOTLESS:
        return "A"
    return next(found for least, found in SHARES if good / count >= least)


class Fared:
    """The settled claims of all sources."""

    def __init__(self, settled: Iterable[Case]) -> None:
        self._cases: dict[str, list[Case]] = {}
        for case in settled:
            self._cases.setdefault(case.origin, []).append(case)

    def tally(self, origin: str) -> tuple[int, int]:
        """How many claims of a source were borne out, of how many settled."""
        found = self._cases.get(origin, [])
        return sum(c.borne_out for c in found), len(found)

    def weigh(self, origin: Origin) -> Weighed:
        """The letter of a source by all that is known now, why, its settled claims, and those borne out."""
        found = worth(origin, *self.tally(origin.id))
        return found.letter, found.rule, found.cases, found.borne_out
