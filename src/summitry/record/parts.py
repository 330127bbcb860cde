"""One encounter with all that folds of it: what its own claims say, apart from what only other encounters and the
record's clock decide, so that it can be kept until its claims change."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from summitry.model.claims import Account, Conflict, Encounter, Forecast, Judgement
from summitry.record import ledger
from summitry.record.conflicts import conflicts
from summitry.record.fared import Case, cases
from summitry.record.forecasts import forecasts, lapsed
from summitry.record.ledger import Known
from summitry.record.link import Cluster


@dataclasses.dataclass(frozen=True)
class Part:
    """An encounter, its accounts by article, its forecasts by day made, its conflicts by field, and what came of its
    sources' words."""

    encounter: Encounter
    accounts: tuple[Account, ...]
    forecasts: tuple[Forecast, ...]
    conflicts: tuple[Conflict, ...]
    cases: tuple[Case, ...] = ()

    def placed(self, parent: str | None, clock: str | None) -> Part:
        """The part under the encounter that holds it (None: none), on a record whose clock shows a day."""
        one = ledger.aged(dataclasses.replace(self.encounter, parent=parent), clock)
        return Part(
            one,
            tuple(a if a.parent == parent else dataclasses.replace(a, parent=parent) for a in self.accounts),
            tuple(lapsed(f, one, clock) for f in self.forecasts),
            self.conflicts,
            self.cases,
        )


def part(cluster: Cluster, known: Known, corrections: Sequence[Judgement], floor: str | None) -> Part:
    """What folds of one cluster. `corrections`: those that hold, the latest first, of others too; `floor`: the first
    day on which it can have been, or None. Nothing holds it yet, and no clock ticks."""
    timeless = dataclasses.replace(known, clock=None)
    claims = [s.claim for s in cluster.claims]
    name = ledger.encounter_id(cluster, timeless)
    told = ledger.accounts(claims, name, None)
    mine = {name, *(c.id for c in claims)} if corrections else set()
    fixes = [j for j in corrections if j.left in mine][::-1]
    one = ledger.corrected(ledger.encounter(cluster, told, timeless, floor), fixes)
    outlets = {a.article: known.sourcing.publishers[a.article].name for a in told}
    foretold = forecasts(claims, one, timeless, outlets)
    return Part(
        one,
        told,
        tuple(sorted(foretold, key=lambda f: (f.made_on or "", f.id))),
        tuple(conflicts(claims, name, timeless, floor)),
        cases(name, claims, foretold, timeless),
    )
