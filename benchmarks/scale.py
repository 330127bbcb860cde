#!/usr/bin/env python3
"""How building a record grows with its size: made-up claims linked from scratch, then pages added one at a time.

    python3 benchmarks/scale.py [--claims 100000 1000000] [--adds 40] [--undated 0.0] [--folder DIR]

The made-up world has the leaders of the lexicon meet while they are in office, from 2000 on; pages tell of each
encounter before and after it, on right and wrong days, and mention others of the same people. Nothing is parsed.
For each size a line of JSON gives the seconds of one core taken to file the pages and to link and fold all of them,
the peak memory of the process in MB, and the milliseconds taken by each page added afterwards, its claims linked and
folded, by reading all encounters, and by showing one.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import functools
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from summitry.lexicon.offices import Tenure
from summitry.lexicon.people import people, person, tenures
from summitry.lexicon.states import state, states
from summitry.model.claims import Claim, Filed, Link, Participant, Place
from summitry.model.notes import ArticleDate, Maker
from summitry.model.text import Article, Block, Quote
from summitry.model.windows import Window, shift_day
from summitry.record.store import Store
from summitry.views.queries import open_record, show

MAKER = Maker("scale", "1", "made up")
YEARS = range(2000, 2026)
OUTLETS = ("Xinhua", "Reuters", "CNN", "BBC", "TASS", *(f"Daily {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
KINDS = ("visit", "meeting", "summit", "talks", "call")
LEADING = frozenset({"head_of_state", "head_of_government", "monarch", "foreign_minister"})
PAGES_AN_ENCOUNTER = 6
CLAIMS_A_PAGE = 3.4
"""As measured on what this generator makes; sizes are met within a few per cent."""


@dataclasses.dataclass(frozen=True)
class Fact:
    """An encounter as it was: who went to whom, on which ISO day, of which kind."""

    guest: Tenure
    host: Tenure
    day: str
    kind: Any


class World:
    """Encounters and the pages on them; the same for the same size and seed."""

    def __init__(self, claims: int, seed: int = 1, undated: float = 0.0) -> None:
        self.random = random.Random(seed)
        self.undated = undated
        self.number = 0
        held = _held()
        rank = {t: 1.0 / (2 + self.random.paretovariate(0.7)) for year in YEARS for t in held[year]}
        count = max(2, round(claims / CLAIMS_A_PAGE / PAGES_AN_ENCOUNTER))
        self.facts = [self._fact(held, rank) for _ in range(count)]
        self.facts.sort(key=lambda f: (f.day, f.guest.person, f.host.person))
        self.of: dict[str, list[Fact]] = {}
        for fact in self.facts:
            self.of.setdefault(fact.guest.person, []).append(fact)

    def _fact(self, held: dict[int, list[Tenure]], rank: dict[Tenure, float]) -> Fact:
        year = self.random.choice(YEARS)
        there = held[year]
        weights = [rank[t] for t in there]
        while True:
            guest, host = self.random.choices(there, weights, k=2)
            if guest.country != host.country:
                break
        day = datetime.date(year, 1, 1) + datetime.timedelta(days=self.random.randrange(365))
        return Fact(guest, host, day.isoformat(), self.random.choice(KINDS))

    def pages(self) -> Iterator[Filed]:
        """Every page of the world, in order of encounter: not in that of their dates or ids."""
        for fact in self.facts:
            for _ in range(self.random.randint(1, 2 * PAGES_AN_ENCOUNTER - 1)):
                yield self.page(fact)

    def page(self, fact: Fact | None = None) -> Filed:
        """One more page, on some encounter."""
        fact = fact or self.random.choice(self.facts)
        self.number += 1
        before = self.random.random() < 0.3
        shift = -self.random.randint(3, 40) if before else self.random.randint(0, 6)
        told = _Told(f"page {self.number}", shift_day(fact.day, shift), self.random.choice(OUTLETS))
        lead = told.say(fact, *(self._ahead(fact) if before else self._past(fact)))
        for _ in range(self.random.randint(0, 2)):
            told.say(fact, *(("plan", None) if before else ("tell", None)), same_as=(lead.id,))
        for _ in range(self.random.choice((0, 1, 1, 2, 3))):
            other = self.random.choice(self.of[fact.guest.person])
            days = (datetime.date.fromisoformat(other.day) - datetime.date.fromisoformat(told.day)).days
            if -1500 < days < -20:
                told.say(other, "tell", self.random.choice((other.day, other.day[:7], other.day[:4])), bare=True)
            elif 10 < days < 60:
                told.say(other, "plan", other.day[:7], bare=True)
            else:
                told.say(fact, "plan" if before else "tell", None, same_as=(lead.id,), bare=True)
        return told.filed(undated=self.random.random() < self.undated)

    def _ahead(self, fact: Fact) -> tuple[str, str | None]:
        return self.random.choice(("announce", "plan", "propose")), self.random.choice((fact.day, fact.day[:7], None))

    def _past(self, fact: Fact) -> tuple[str, str | None]:
        wrong = shift_day(fact.day, 1)
        return self.random.choice(("tell", "tell", "confirm")), self.random.choice((fact.day, fact.day, wrong, None))


class _Told:
    """A page under construction."""

    def __init__(self, name: str, day: str, outlet: str) -> None:
        self.name, self.day, self.outlet = name, day, outlet
        self.text = f"Report {name} of {outlet}."
        self.claims: list[Claim] = []

    def say(self, fact: Fact, act: Any, start: str | None, *, bare: bool = False, same_as: tuple[str, ...] = ()) -> Any:
        """Adds a claim; `bare`: without the place and the host's name."""
        who = [_participant(fact.guest, "visitor"), _participant(fact.host, "host")]
        words = f"{who[0].name} and {who[1].name}: {act} {fact.kind} {len(self.claims)}."
        at = len(self.text) + 1
        self.text += " " + words
        if bare:
            who[1] = Participant(state(fact.host.country).name, fact.host.country, None, "host", "state")
        ahead = act in ("announce", "plan", "propose")
        city = None if bare or fact.kind == "call" else state(fact.host.country).capital
        claim = Claim(
            article=self.name, type=fact.kind, act=act, participants=tuple(who),
            place=Place(None, city, fact.host.country) if city else None,
            start=start, end=start, window=None, precision="unknown", date_basis="stated", polarity="pos",
            certainty="certain", modality="planned" if ahead else "asserted", tense="future" if ahead else "past",
            attribution=(Link(self.outlet, "outlet", anonymous=False, cue=None, quote=None),),
            evidence=(Quote(at, at + len(words), words),), maker=MAKER, party=act in ("announce", "confirm"),
            same_as=same_as,
        )  # fmt: skip
        self.claims.append(claim)
        return claim

    def filed(self, *, undated: bool) -> Filed:
        """The page, with the day it is of, or without."""
        window = Window(None, None) if undated else Window.of(self.day)
        date = ArticleDate(
            quotes=(Quote(0, 1, self.text[:1]),), maker=MAKER, value=None if undated else self.day, window=window,
            basis="none" if undated else "given",
        )  # fmt: skip
        blocks = (Block(0, len(self.text), "body"),)
        return Filed(
            Article(self.name, self.text, blocks, f"sha {self.name}", outlet=self.outlet), date, tuple(self.claims)
        )


def _participant(one: Tenure, role: Any) -> Participant:
    return Participant(person(one.person).name, one.country, one.title, role, "person", one.person)


def _held() -> dict[int, list[Tenure]]:
    known = {s.iso3 for s in states() if s.capital}
    found = [t for p in people() for t in tenures(p.id) if t.role in LEADING and t.country in known and t.start]
    years = {year: Window.of(str(year)) for year in YEARS}
    return {year: [t for t in found if t.within(window)] for year, window in years.items()}


def measured(claims: int, folder: Path, adds: int, undated: float) -> dict[str, Any]:
    """The figures for one size."""
    world = World(claims, undated=undated)
    path = folder / f"{claims}.db"
    told = {"claims": 0, "pages": 0, "encounters told": len(world.facts)}
    with Store(path) as store:
        filing = _timed(lambda: _file(store, world, told))
        folding = _timed(store.update)
        added = []
        for _ in range(adds):
            page = world.page()
            added.append(1000 * (_timed(functools.partial(store.file, page)) + _timed(store.update)))
    with Store(path, readonly=True) as store:
        views = 1000 * _timed(store.encounters)
    record = open_record(path)
    ids = [one.id for one in record.encounters[:: max(1, len(record.encounters) // 20)]]
    shown = [1000 * _timed(functools.partial(show, record, one)) for one in ids]
    return told | {
        "file s": round(filing, 1), "fold s": round(folding, 1),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "add ms, median": round(statistics.median(added), 1) if added else None,
        "add ms, most": round(max(added), 1) if added else None,
        "encounters ms": round(views, 1), "show ms": round(statistics.median(shown), 1),
        "record MB": path.stat().st_size // 2**20,
    }  # fmt: skip


def _file(store: Store, world: World, told: dict[str, int]) -> None:
    for page in world.pages():
        store.file(page)
        told["pages"] += 1
        told["claims"] += len(page.claims)


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Measures each size that is asked for."""
    told = argparse.ArgumentParser(description="How building a record grows with its size.")
    told.add_argument("--claims", type=int, nargs="+", default=[100_000, 1_000_000])
    told.add_argument("--adds", type=int, default=40)
    told.add_argument("--undated", type=float, default=0.0, help="share of pages without a date")
    told.add_argument("--folder", type=Path, default=None, help="where to keep the records")
    given = told.parse_args()
    with tempfile.TemporaryDirectory() as made:
        for size in given.claims:
            print(json.dumps(measured(size, given.folder or Path(made), given.adds, given.undated)), flush=True)


if __name__ == "__main__":
    main()
