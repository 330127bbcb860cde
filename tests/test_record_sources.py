"""Who says so: copies, printed origins, families, and what they are worth."""

from __future__ import annotations

import dataclasses
import random

from makers import Page, link
from summitry.model.claims import Filed
from summitry.model.text import Credit
from summitry.record.copies import originals
from summitry.record.fold import Record, fold
from summitry.record.status import is_party

WORDS = [f"word{n}" for n in range(400)]


def body(seed: int, length: int = 300) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(length))


def told(name: str, day: str | None, text: str, outlet: str) -> Filed:
    page = Page(name, day, outlet=outlet, body=text)
    page.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03-26")
    return page.filed()


def one(record: Record) -> tuple[int, int, int]:
    assert len(record.encounters) == 1
    e = record.encounters[0]
    return e.n_articles, e.n_outlets, e.n_origins


def test_reprints_count_once_whatever_stands_around_them() -> None:
    text = body(1)
    wire = told("wire", "2018-03-28", text, "Associated Press")
    reprint = told("reprint", "2018-03-29", "By our own staff. " + text.upper() + " Read more here.", "The Daily")
    own = told("own", "2018-03-29", body(2), "Le Monde")
    world = [own, reprint, wire]
    assert originals(world) == {"own": "own", "wire": "wire", "reprint": "wire"}
    record = fold(world)
    assert one(record) == (3, 3, 2)
    daily = next(s for s in record.sources if s.name == "The Daily")
    assert daily.repeats == (("reprint", "wire"),)


def test_stories_of_their_own_on_one_event_are_no_copies() -> None:
    shared = body(3, 40)
    world = [told(f"p{n}", "2018-03-28", body(10 + n) + " " + shared, f"Paper {n}") for n in range(4)]
    assert set(originals(world).values()) == {"p0", "p1", "p2", "p3"}


def test_the_original_is_the_earliest_in_any_order() -> None:
    text = body(5)
    world = [told(f"p{n}", f"2018-03-{28 - n}", text, f"Paper {n}") for n in range(4)]
    for mixed in (world, world[::-1]):
        assert set(originals(mixed).values()) == {"p3"}


def test_printed_sources_are_origins() -> None:
    filed = told("page", "2018-03-28", body(6), "Reprint Weekly")
    printed = tuple(Credit(name, filed.article.quote(0, 1)) for name in ("Some Agency", "Other Daily"))
    record = fold([Filed(dataclasses.replace(filed.article, credits=printed), filed.date, filed.claims)])
    assert {"Some Agency", "Other Daily", "Reprint Weekly"} <= {s.name for s in record.sources}
    assert one(record) == (1, 1, 2)
    weekly = next(s for s in record.sources if s.name == "Reprint Weekly")
    assert weekly.repeats == (("page", "Other Daily"), ("page", "Some Agency"))


def test_the_media_and_officials_of_one_state_are_one_voice() -> None:
    page = Page("page", "2018-03-28", outlet="Le Monde")
    for source, kind in (("Xinhua", "agency"), ("China Daily", "outlet"), ("Foreign Ministry", "named_organisation")):
        page.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03-26", by=(link(source, kind, "CHN"),))
    record = fold([page.filed()])
    assert one(record) == (1, 1, 1)
    assert record.encounters[0].status == "confirmed"
    assert {s.family for s in record.sources if s.name != "Le Monde"} == {"state of CHN"}


def test_state_media_speak_for_a_side_and_nobody_else_does() -> None:
    page = Page("page", "2018-03-28")
    for source, kind, party in (
        ("KCNA", "agency", True),
        ("Chinese state media", "unnamed", True),
        ("Reuters", "agency", False),
        ("TASS", "agency", False),
        ("an expert", "unnamed", False),
    ):
        claim = page.say("tell", "kim*,xi", "visit", city="beijing", by=(link(source, kind),))
        assert is_party(claim) is party, source


def test_two_origins_make_it_credible_and_a_rumour_is_doubtful() -> None:
    a = told("a", "2018-03-28", body(7), "Reuters")
    b = told("b", "2018-03-28", body(8), "Unheard-of Gazette")
    both, alone = fold([a, b]).encounters[0], fold([b]).encounters[0]
    assert (both.information_credibility, alone.information_credibility) == (1, 3)
    assert both.source_reliability in "AB"
    assert alone.source_reliability == "F"
    rumour = Page("r", "2018-03-27")
    rumour.say("rumour", "kim*,CHN", "visit", city="beijing", certainty="possible")
    assert fold([rumour.filed()]).encounters[0].information_credibility == 4
