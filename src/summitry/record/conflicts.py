"""Where claims on one encounter cannot all hold, or hold at different precision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from summitry.lexicon.people import normal
from summitry.model.claims import Claim, Conflict, ConflictKind, Participant
from summitry.model.windows import Window
from summitry.record import spans
from summitry.record.context import in_context
from summitry.record.ledger import Known
from summitry.record.parties import identity, is_role, same_name
from summitry.record.spans import Told
from summitry.record.status import AHEAD, BEHIND, OFF, status_of

Values = dict[str, list[Claim]]


def conflicts(claims: Sequence[Claim], encounter: str, known: Known, floor: str | None = None) -> list[Conflict]:
    """All conflicts of one encounter, by field and kind; values in order of text, their claims in order of id.
    `floor`: the first day on which it can have been, or None."""
    found = []
    for field, kind, values in (
        *_dates(claims, known, in_context(claims, floor)),
        *_single("city", claims, _city, known),
        *_single("country", claims, _country, known),
        *_single("transport", claims, lambda c: c.transport, known),
        *_status(claims),
        *_names(claims),
    ):
        rows = tuple((value, tuple(sorted({c.id for c in said}))) for value, said in sorted(values.items()))
        found.append(Conflict(encounter, field, kind, rows))
    return sorted(found, key=lambda c: (c.field, c.kind, c.values))


Found = Iterable[tuple[str, ConflictKind, Values]]


def _dates(claims: Sequence[Claim], known: Known, context: Mapping[str, Told]) -> Found:
    """Days told of it, apart for what is told as ahead and as past: a date that moved is no conflict with the day it
    took place."""
    for ahead in (True, False):
        values: Values = {}
        told: dict[str, Window] = {}
        for claim in claims:
            said = context.get(claim.id) or Told.of(claim)
            span = said.span
            if span is not None and (spans.phase(claim) == "ahead") == ahead and status_of(claim) not in OFF:
                name = date_words(said)
                values.setdefault(name, []).append(claim)
                told[name] = span
        if len(values) < 2:
            continue
        windows = list(told.values())
        meet = all(a.meets(b) for a in windows for b in windows)
        yield "dates", "imprecise" if meet else _kind(values, known), values


def date_words(told: Told) -> str:
    """Days as a value: "2018-03-26", "2018-03-25/2018-03-28", or "../2018-05-31" for a window."""
    if told.start is not None or told.end is not None:
        if told.end is None or told.start == told.end:
            return told.start or ".."
        return f"{told.start or '..'}/{told.end}"
    span = told.window or Window(None, None)
    return f"{span.start or '..'}/{span.end or '..'}"


def _single(field: str, claims: Sequence[Claim], value: Callable[[Claim], str | None], known: Known) -> Found:
    values: Values = {}
    shown: dict[str, str] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        got = value(claim)
        if got is not None:
            values.setdefault(shown.setdefault(normal(got), got), []).append(claim)
    if len(values) > 1:
        yield field, _kind(values, known), values


def _status(claims: Sequence[Claim]) -> Found:
    """A denial of what others tell or expect, and words that call it off in different ways."""
    by_status: dict[str, list[Claim]] = {}
    for claim in claims:
        said = status_of(claim)
        if said is not None:
            by_status.setdefault(said, []).append(claim)
    held: Values = {s: by_status[s] for s in (*AHEAD, *BEHIND) if s in by_status}
    if "denied" in by_status and held:
        yield "status", "denial", {"denied": by_status["denied"], **held}
    off: Values = {s: by_status[s] for s in ("lapsed", "postponed", "cancelled", "declined") if s in by_status}
    if len(off) > 1:
        yield "status", "disagreement", off
    behind: Values = {s: by_status[s] for s in ("reported", "confirmed") if s in by_status}
    if "lapsed" in by_status and behind:
        yield "status", "disagreement", {"lapsed": by_status["lapsed"], **behind}


def _names(claims: Sequence[Claim]) -> Found:
    """Names taken for one person that are not spelt the same, told under the name that the record shows; and one person
    told as of two states."""
    people: dict[str, list[tuple[Participant, Claim]]] = {}
    for claim in claims:
        for one in claim.participants:
            if one.kind == "person" and not is_role(one):
                people.setdefault(identity(one), []).append((one, claim))
    known = [key for key in people if not key.startswith("name:")]
    for key in sorted(known):
        values: Values = {}
        for other, told in people.items():
            if other == key or (other.startswith("name:") and _misspelt(key, other)):
                for one, claim in told:
                    values.setdefault(one.name, []).append(claim)
        if len({normal(v) for v in values}) > 1:
            yield "participants", "disagreement", values
    for key in sorted(people):
        states: Values = {}
        for one, claim in people[key]:
            if one.country is not None:
                states.setdefault(f"{one.name} ({one.country})", []).append(claim)
        if len({v.rpartition(" ")[2] for v in states}) > 1:
            yield "participants", "disagreement", states


def _misspelt(key: str, other: str) -> bool:
    words = other.partition(":")[2].split()
    return len(words) > 1 and same_name(key, other)


def _kind(values: Values, known: Known) -> ConflictKind:
    """correction where one source gives one value after another; copy where a reprint changed what its original says;
    else disagreement."""
    originals: dict[str, set[str]] = {}
    spoken: dict[str, dict[str, set[str]]] = {}
    for value, claims in values.items():
        for claim in claims:
            originals.setdefault(known.sourcing.originals[claim.article], set()).add(value)
            for origin in known.sourcing.origins(claim):
                spoken.setdefault(origin.id, {}).setdefault(value, set()).add(known.time(claim))
    if all(len(given) == len(values) for given in spoken.values()) and _one_after_another(spoken):
        return "correction"
    copied = any(len(given) == len(values) for given in originals.values())
    articles = {c.article for claims in values.values() for c in claims}
    return "copy" if copied and len(articles) > 1 else "disagreement"


def _one_after_another(spoken: Mapping[str, Mapping[str, set[str]]]) -> bool:
    for given in spoken.values():
        first = [min(times) for times in given.values()]
        if "" in first or len(set(first)) < len(first):
            return False
    return bool(spoken)


def _city(claim: Claim) -> str | None:
    return claim.place.city if claim.place is not None else None


def _country(claim: Claim) -> str | None:
    return claim.place.country if claim.place is not None else None
