"""How sources' earlier claims fared, and what that makes of their letters."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from makers import Page, link
from summitry.model.claims import Filed
from summitry.record.fared import LEAST, LEAST_TO_MOVE, SPOTLESS, Case, Fared, letter, worth
from summitry.record.fold import Record, fold
from summitry.record.sources import Origin

CITIES = ("beijing", "hanoi", "singapore", "moscow", "copenhagen", "dalian")


def visit(n: int, outlet: str, right: bool) -> list[Filed]:
    """One visit that `outlet` tells of, and what a party says the day after: that it was, or that it was not."""
    day = f"20{10 + n}-03"
    first = Page(f"{outlet}-{n}", f"{day}-10", outlet=outlet)
    first.say("tell", "kim*,xi", "visit", city=CITIES[n % 6], start=f"{day}-09", end=f"{day}-09")
    later = Page(f"party-{n}", f"{day}-11", outlet="Other Paper")
    later.say(
        "confirm" if right else "deny", "kim*,xi", "visit", city=CITIES[n % 6], start=f"{day}-09", end=f"{day}-09",
        by=(link("foreign ministry", country="CHN"),),
    )  # fmt: skip
    return [first.filed(), later.filed()]


def source(record: Record, name: str) -> tuple[str, int, int]:
    found = next(s for s in record.sources if s.name == name)
    return found.reliability, found.borne_out, found.cases


def test_an_unknown_outlet_earns_its_letter_from_what_others_said_later() -> None:
    always = [f for n in range(LEAST) for f in visit(n, "Daily Truth", right=True)]
    assert source(fold(always), "Daily Truth") == ("B", LEAST, LEAST)
    never = [f for n in range(LEAST) for f in visit(n, "Daily Fancy", right=False)]
    assert source(fold(never), "Daily Fancy") == ("E", 0, LEAST)


def test_nobody_is_judged_from_fewer_cases_than_the_rule_says() -> None:
    few = [f for n in range(LEAST - 1) for f in visit(n, "Daily Truth", right=True)]
    record = fold(few)
    assert source(record, "Daily Truth") == ("F", LEAST - 1, LEAST - 1)
    assert f"{LEAST} needed" in next(s.rule for s in record.sources if s.name == "Daily Truth")


def test_what_is_told_once_settles_nothing() -> None:
    page = Page("alone", "2018-03-28", outlet="Daily Truth")
    page.say("tell", "kim*,xi", "visit", city="beijing")
    assert source(fold([page.filed()]), "Daily Truth") == ("F", 0, 0)


def test_one_family_does_not_bear_itself_out() -> None:
    first = Page("a", "2018-03-28", outlet="Xinhua")
    first.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03-26")
    again = Page("b", "2018-03-29", outlet="People's Daily")
    again.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03-26")
    record = fold([first.filed(), again.filed()])
    assert all(s.cases == 0 for s in record.sources)


def test_forecasts_count_by_their_outcome() -> None:
    world = []
    for n in range(LEAST):
        page = Page(f"guess-{n}", f"20{10 + n}-01-05", outlet=f"Paper {n}")
        seer = link("Ann Seer", "named_person")
        page.say(
            "predict", "kim*,xi", "visit", city=CITIES[n], start=f"20{10 + n}-02", end=f"20{10 + n}-02", by=(seer,)
        )
        world += [page.filed(), *visit(n, f"Paper {n}b", right=True)]
    letter_of, good, count = source(fold(world), "Ann Seer")
    assert (letter_of, good, count) == ("E", 0, LEAST)


@given(st.permutations(range(8)), st.lists(st.booleans(), min_size=4, max_size=4))
def test_the_order_of_articles_does_not_matter(order: list[int], right: list[bool]) -> None:
    world = [f for n, was in enumerate(right) for f in visit(n, "Daily Truth", right=was)]
    mixed = [world[i] for i in order]
    assert fold(mixed).sources == fold(world).sources
    assert fold(mixed).encounters == fold(world).encounters


@given(st.integers(0, 60), st.integers(0, 60))
def test_more_that_is_borne_out_never_earns_a_worse_letter(good: int, bad: int) -> None:
    now, better = letter(good, good + bad), letter(good + 1, good + bad + 1)
    if now is not None:
        assert (better or "F") <= now
    assert (now is None) == (good + bad < LEAST)
    assert now != "A" or good >= SPOTLESS


@given(st.sampled_from("ABCDEF"), st.integers(0, 40), st.integers(0, 40))
def test_a_note_is_moved_by_one_letter_at_most_and_late(noted: str, good: int, bad: int) -> None:
    found = worth(Origin("S", "outlet", "s", None, noted, "why"), good, good + bad)
    assert found.rule
    assert (found.borne_out, found.cases) == (good, good + bad)
    if noted != "F":
        assert abs(ord(found.letter) - ord(noted)) <= (1 if good + bad >= LEAST_TO_MOVE else 0)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=12), st.randoms(use_true_random=False))
def test_claims_count_once_each_in_any_order(rows: list[tuple[str, bool]], chance: random.Random) -> None:
    cases = [Case(origin, f"e{n}", "2018-01-01", was) for n, (origin, was) in enumerate(rows)]
    mixed = Fared(chance.sample(cases, len(cases)))
    for origin in "ab":
        mine = [c.borne_out for c in cases if c.origin == origin]
        assert mixed.tally(origin) == (sum(mine), len(mine))
