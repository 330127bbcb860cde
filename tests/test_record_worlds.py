"""Made-up worlds: what happened, and how pages might have told of it; the folds must find out what happened."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makers import CITIES, PEOPLE, Page, link
from summitry.model.claims import Claim, Filed
from summitry.model.windows import Window, shift_day
from summitry.record.fold import fold

PAIRS = [pair for pair in itertools.combinations(sorted(PEOPLE), 2) if set(pair) != {"trump", "pompeo"}]
FATES = ("held", "cancelled", "held later", "refused", "only rumoured", "never heard of again")


@dataclasses.dataclass(frozen=True)
class Fact:
    """An encounter as it was: who, when planned, where, and what became of it."""

    people: str
    city: str
    day: str
    fate: str


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """Facts about pairs of people, each pair's a year or more apart, as a date may be put off that far."""
    found = []
    for pair in draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=4, unique=True)):
        city = draw(st.sampled_from(("hanoi", "singapore", "moscow", "beijing")))
        for turn in range(draw(st.integers(1, 2))):
            day = shift_day("2018-01-15", 480 * turn + draw(st.integers(0, 60)))
            found.append(Fact(", ".join(pair), city, day, draw(st.sampled_from(FATES))))
    return found


def tell(draw: st.DrawFn, fact: Fact, number: int) -> list[Filed]:
    """Pages on one fact: announced before, told after, on a wrong day, by copies, in the words of others."""
    pages = itertools.count()
    sent: list[Filed] = []

    def page(shift: int, act: str, **given: Any) -> Claim:
        made = Page(
            f"{number}.{next(pages)}", shift_day(fact.day, shift), outlet=draw(st.sampled_from(("A", "B", "C")))
        )
        claim = made.say(act, fact.people, "summit", city=fact.city, **given)
        sent.append(made.filed())
        return claim

    if fact.fate == "refused":
        page(-30, "propose")
        page(-20, "decline", tense="future")
        return sent
    if fact.fate == "only rumoured":
        for _ in range(draw(st.integers(1, 3))):
            page(draw(st.integers(0, 2)), "rumour", certainty="possible", start=fact.day)
        return sent
    page(-26, "announce", **draw(st.sampled_from(({"start": fact.day}, {"start": fact.day[:7]}))))
    for _ in range(draw(st.integers(0, 2))):
        page(-draw(st.integers(10, 25)), "announce", **draw(st.sampled_from(({}, {"start": fact.day}))))
    if fact.fate == "never heard of again":
        return sent
    if fact.fate == "cancelled":
        page(-draw(st.integers(1, 8)), "cancel", tense="future", start=fact.day)
        return sent
    held = fact.day
    if fact.fate == "held later":
        page(-draw(st.integers(1, 8)), "postpone", tense="future", start=fact.day)
        held = shift_day(fact.day, 50)
    for _ in range(draw(st.integers(1, 4))):
        off = draw(st.sampled_from((0, 0, 0, 1)))
        told = draw(st.sampled_from(({"start": shift_day(held, off)}, {"start": held}, {})))
        shift = 50 if fact.fate == "held later" else 0
        by = draw(st.sampled_from(((), (link("Reuters", "agency"),))))
        page(shift + draw(st.integers(1, 3)), "tell", by=by, **told)
    return sent


WANTED = {
    "held": {"confirmed", "reported"},
    "held later": {"confirmed", "reported"},
    "cancelled": {"cancelled"},
    "refused": {"declined"},
    "only rumoured": {"rumoured"},
    "never heard of again": {"announced"},
}
OUTCOMES = {
    "held": {"fulfilled", "late", "unresolved"},  # late, where nobody told the right day
    "held later": {"late", "fulfilled", "unresolved"},
    "cancelled": {"void"},
    "refused": {"void"},
    "never heard of again": {"open", "unresolved"},
}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_record_finds_out_what_happened(data: st.DataObject) -> None:
    world = data.draw(facts())
    by_fact: dict[str, Fact] = {}
    filed = []
    for number, fact in enumerate(world):
        pages = data.draw(st.composite(tell)(fact, number))
        by_fact.update({p.article.id: fact for p in pages})
        filed.extend(pages)
    record = fold(filed)
    assert len(record.encounters) == len(world)
    for one in record.encounters:
        told = {by_fact[a] for a in one.articles}
        assert len(told) == 1, one.merge
        fact = told.pop()
        assert one.status in WANTED[fact.fate], (fact, one.status_history)
        assert one.place is not None
        assert one.place.city == CITIES[fact.city].city
        outcomes = {f.outcome for f in record.forecasts if f.encounter == one.id}
        assert outcomes <= OUTCOMES.get(fact.fate, set()), (fact, outcomes)
        if fact.fate == "never heard of again" and one.window is not None:
            assert one.overdue == (one.window.end is not None and one.window.end < (record.clock or ""))
        if fact.fate == "held" and one.start is not None and len(one.start) == 10:
            assert Window.of(one.start).meets(Window(fact.day, shift_day(fact.day, 1)))
