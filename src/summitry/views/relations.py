"""How two sides dealt with each other over time, by what took place between them."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, TypedDict

from rich.text import Text

from summitry.lexicon.people import normal
from summitry.lexicon.states import country_code, state
from summitry.model.claims import Encounter
from summitry.model.errors import UsageError
from summitry.model.windows import Window
from summitry.record import Record
from summitry.views.exports.plover import INTENSITIES, ROOTS, mode_of
from summitry.views.queries import by_time, days_of
from summitry.views.text import STYLES, clean, counted, headline, when

TOOK_PLACE = frozenset({"reported", "confirmed"})


@dataclasses.dataclass(frozen=True)
class Side:
    """A state, or a person by some words of the name. `home`: the state's code; a person's as the record has it."""

    name: str
    home: str | None
    words: frozenset[str] = frozenset()

    def takes_part(self, encounter: Encounter) -> bool:
        """Whether it takes part; a state does so too as the host of a visit, met or not."""
        if self.words:
            return any(self.words <= set(normal(who.name).split()) for who in encounter.participants)
        hosts = encounter.type == "visit" and encounter.place is not None and encounter.place.country == self.home
        return hosts or any(who.country == self.home for who in encounter.participants)


@dataclasses.dataclass(frozen=True)
class Gap:
    """A stretch without any encounter: days from the end of one (its id) to the start of the next."""

    days: int
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class Code:
    """A PLOVER root with its mode, how many encounters it codes, and its score on Goldstein's scale, -10 to 10."""

    root: str
    mode: str | None
    count: int
    score: float


@dataclasses.dataclass(frozen=True)
class Relation:
    """What took place between two sides, those within others left out: by time. `years`: how many began in each year,
    from the first to the last; `undated`: those of no known year. `travels`: how many on whose ground: the one's, the
    other's, a third's, and where nobody travels (calls) or nothing is said. `gaps`: the longest first, between those
    known to the day, `first_gap` among the first two. `codes`: of what took place and of what was planned, asked for or
    refused. `ahead`: what is still to come."""

    one: Side
    other: Side
    encounters: tuple[Encounter, ...]
    years: Mapping[int, int]
    undated: int
    travels: Mapping[str, int]
    first_gap: Gap | None
    gaps: tuple[Gap, ...]
    codes: tuple[Code, ...]
    ahead: tuple[Encounter, ...]
    since_last: int | None

    @property
    def last(self) -> Encounter | None:
        """The last that took place, or None."""
        return self.encounters[-1] if self.encounters else None


def relations(record: Record, one: str, other: str) -> Relation:
    """How two sides dealt with each other: states by name or ISO 3166 code, people by words of their names.

    Raises UsageError on a name that is no state's and nobody's in the record, or on one side named twice.
    """
    sides = [side(record, one), side(record, other)]
    if sides[0] == sides[1]:
        raise UsageError(f"relations: expected two sides, got {one!r} and {other!r}, which are one")
    shared = [e for e in record.encounters if all(s.takes_part(e) for s in sides)]
    held = _tops(e for e in shared if e.status in TOOK_PLACE)
    days = [(e, days_of(e)) for e in held]
    years = collections.Counter(int(d.start[:4]) for _, d in days if d is not None and d.start)
    gaps = list(_gaps(days))
    last = next((d.end for _, d in reversed(days) if d is not None and d.end), None)
    return Relation(
        one=sides[0],
        other=sides[1],
        encounters=tuple(held),
        years={year: years[year] for year in range(min(years), max(years) + 1)} if years else {},
        undated=len(held) - years.total(),
        travels=_travels(held, *sides),
        first_gap=gaps[0] if gaps else None,
        gaps=tuple(sorted(gaps, key=lambda gap: -gap.days)),
        codes=_codes(_tops(e for e in shared if e.status in ROOTS)),
        ahead=tuple(_tops(e for e in shared if e.window is not None and not e.overdue and e.status in _AHEAD)),
        since_last=_between(last, record.clock) if last and record.clock else None,
    )


_AHEAD = frozenset({"predicted", "proposed", "planned", "announced", "postponed"})


def side(record: Record, name: str) -> Side:
    """The side of a name. Raises UsageError where there is none."""
    code = country_code(name) or country_code(name.upper())
    if code is not None:
        return Side(state(code).name, code)
    words = frozenset(normal(name).split())
    found = collections.Counter(
        (who.name, who.country)
        for e in record.encounters
        for who in e.participants
        if who.kind == "person" and words and words <= set(normal(who.name).split())
    )
    if not found:
        raise UsageError(f"relations: expected a state's name or code, or somebody in the record, got {name!r}")
    best = min(found, key=lambda who: (-found[who], str(who)))
    return Side(best[0], best[1], words)


def _tops(found: Iterable[Encounter]) -> list[Encounter]:
    """Encounters by time, without those within another of them."""
    held = list(found)
    ids = {e.id for e in held}
    return sorted((e for e in held if e.parent not in ids), key=by_time)


def _gaps(held: Sequence[tuple[Encounter, Window | None]]) -> Iterator[Gap]:
    """The stretches between one known to the day and the next, where the one was over before the other began."""
    sharp = [(e, d) for e, d in held if d is not None and d.start and d.end and len(e.start or "") == len("2018-03-28")]
    over: tuple[str, str] | None = None
    for e, days in sharp:
        if over is not None and str(days.start) > over[0]:
            yield Gap(_between(over[0], str(days.start)), over[1], e.id)
        if over is None or str(days.end) > over[0]:
            over = (str(days.end), e.id)


def _between(first: str, last: str) -> int:
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def _travels(held: Iterable[Encounter], one: Side, other: Side) -> dict[str, int]:
    counts = dict.fromkeys(("to_one", "to_other", "third", "call", "unknown"), 0)
    for e in held:
        where = e.place.country if e.place is not None else None
        if e.type == "call":
            counts["call"] += 1
        elif where is None:
            counts["unknown"] += 1
        elif where in (one.home, other.home):
            counts["to_one" if where == one.home else "to_other"] += 1
        else:
            counts["third"] += 1
    return counts


def _codes(found: Iterable[Encounter]) -> tuple[Code, ...]:
    def code(e: Encounter) -> tuple[str, str | None]:
        root = ROOTS[e.status]
        return root, mode_of(e) if root == "CONSULT" else None

    counts = collections.Counter(code(e) for e in found)
    ordered = sorted(counts, key=lambda key: (-counts[key], key[0], key[1] or ""))
    return tuple(Code(root, mode, counts[root, mode], INTENSITIES[root, mode]) for root, mode in ordered)


class YearRow(TypedDict):
    """Encounters that began in a year."""

    year: Annotated[int, "the year"]
    encounters: Annotated[int, "how many"]


class TravelsRow(TypedDict):
    """Who travelled to whom."""

    to_one: Annotated[int, "encounters on the ground of the first side"]
    to_other: Annotated[int, "on the ground of the second"]
    third: Annotated[int, "on that of neither"]
    call: Annotated[int, "calls"]
    unknown: Annotated[int, "nothing says where"]


class GapRow(TypedDict):
    """A stretch without any encounter."""

    days: Annotated[int, "from the last day of one to the first of the next"]
    before: Annotated[str, "id of the encounter before it"]
    after: Annotated[str, "id of the one after it"]


class CodeRow(TypedDict):
    """Encounters of one PLOVER code."""

    root: Annotated[str, "CONSULT, AGREE, REQUEST or REJECT"]
    mode: Annotated[str | None, "visit, third-party, multilateral, phone or null"]
    encounters: Annotated[int, "how many"]
    score: Annotated[float, "on Goldstein's scale, -10 to 10"]


class RelationRow(TypedDict):
    """How two sides dealt with each other, as `relations --json` gives it."""

    one: Annotated[str, "the first side"]
    other: Annotated[str, "the second side"]
    took_place: Annotated[int, "encounters that took place, those within others left out"]
    years: Annotated[list[YearRow], "how many began in each year, from the first to the last"]
    undated: Annotated[int, "those of no known year"]
    first: Annotated[str | None, "id of the first that took place, or null"]
    last: Annotated[str | None, "id of the last, or null"]
    days_since_last: Annotated[int | None, "from its last day to the record's latest day, or null"]
    travels: TravelsRow
    first_gap: Annotated[GapRow | None, "between the first two known to the day, or null"]
    longest_gap: Annotated[GapRow | None, "the longest of all, or null"]
    plover: Annotated[list[CodeRow], "codes, the commonest first"]
    mean_score: Annotated[float | None, "the mean of their scores, or null"]
    ahead: Annotated[list[str], "ids of what is still to come"]


def relation_row(found: Relation) -> RelationRow:
    """A relation as a row."""
    return {
        "one": found.one.name,
        "other": found.other.name,
        "took_place": len(found.encounters),
        "years": [{"year": year, "encounters": n} for year, n in found.years.items()],
        "undated": found.undated,
        "first": found.encounters[0].id if found.encounters else None,
        "last": found.last.id if found.last else None,
        "days_since_last": found.since_last,
        "travels": {
            "to_one": found.travels["to_one"], "to_other": found.travels["to_other"],
            "third": found.travels["third"], "call": found.travels["call"], "unknown": found.travels["unknown"],
        },
        "first_gap": _gap_row(found.first_gap),
        "longest_gap": _gap_row(found.gaps[0] if found.gaps else None),
        "plover": [{"root": c.root, "mode": c.mode, "encounters": c.count, "score": c.score} for c in found.codes],
        "mean_score": mean_score(found.codes),
        "ahead": [e.id for e in found.ahead],
    }  # fmt: skip


def mean_score(codes: Sequence[Code]) -> float | None:
    """The mean score of all encounters coded, to two places; None for none."""
    total = sum(c.count for c in codes)
    return round(sum(c.count * c.score for c in codes) / total, 2) if total else None


def _gap_row(gap: Gap | None) -> GapRow | None:
    return None if gap is None else {"days": gap.days, "before": gap.before, "after": gap.after}


def relation_lines(found: Relation) -> Iterator[Text]:
    """What took place, year by year, then who travels, the gaps, the codes, and what is ahead."""
    one, other = clean(found.one.name), clean(found.other.name)
    yield Text(f"{one} and {other}: {counted(len(found.encounters), 'encounter')} took place", "bold")
    for year, count in found.years.items():
        yield Text(f"  {year}  {count or '-'}")
    if found.undated:
        yield Text(f"  undated  {found.undated}")
    by_id = {e.id: e for e in found.encounters}
    for name, e in (("first", next(iter(found.encounters), None)), ("last", found.last)):
        if e is not None:
            yield _line(name, f"{when(e)}  {headline(e)}  {e.id}")
    if found.since_last is not None:
        yield _line("since", f"{counted(found.since_last, 'day')} up to the record's latest day")
    words: tuple[tuple[str, Callable[[int], str]], ...] = (
        ("to_one", lambda n: f"{n} in {one}'s country"), ("to_other", lambda n: f"{n} in {other}'s country"),
        ("third", lambda n: f"{n} elsewhere"), ("call", lambda n: counted(n, "call")),
        ("unknown", lambda n: f"{n} nobody says where"),
    )  # fmt: skip
    told = [word(found.travels[key]) for key, word in words if found.travels[key]]
    if told:
        yield _line("where", ", ".join(told))
    for name, gap in itertools.zip_longest(("first gap", "longest"), (found.first_gap, *found.gaps[:1])):
        if gap is not None:
            yield _line(name, f"{counted(gap.days, 'day')}, {when(by_id[gap.before])} to {when(by_id[gap.after])}")
    for code in found.codes:
        mode = f" ({code.mode})" if code.mode else ""
        yield _line("PLOVER", f"{code.root}{mode}  {code.count}, score {code.score}")
    if found.codes:
        yield _line("mean", f"score {mean_score(found.codes)}")
    for e in found.ahead:
        yield Text("  ahead      ", "dim").append(f"{when(e)}  {e.status}  ", STYLES[e.status]).append(headline(e))


def _line(name: str, value: str) -> Text:
    return Text().append(f"  {name:<10} ", "dim").append(value)
