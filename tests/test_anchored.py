"""Encounters dated by other encounters, and the order in which they came. The sentences are ours."""

from __future__ import annotations

import pytest

from summitry import pages, pipeline
from summitry.model.claims import Claim


def read(text: str, published: str = "2018-07-02") -> tuple[Claim, ...]:
    return pipeline.read_article(
        pages.article_of_row({"id": "page", "text": text, "published": published}, "row")
    ).claims


def with_(claims: tuple[Claim, ...], *names: str) -> Claim:
    """The first claim in which all of these take part."""
    return next(c for c in claims if set(names) <= {p.name for p in c.participants})


SUMMIT = "North Korean leader Kim Jong Un and US President Donald Trump held a summit in Singapore on June 12.\n\n"


@pytest.mark.parametrize(
    ("text", "names", "start", "window"),
    [
        ("South Korean President Moon Jae-in called Trump the day before the summit.",
         ("Moon Jae-in", "Donald Trump"), "2018-06-11", ("2018-06-11", "2018-06-11")),
        ("Kim visited Beijing a week after the summit.",
         ("Kim Jong Un", "China"), "2018-06", ("2018-06-18", "2018-06-24")),
        ("Kim visited China several days before the summit.",
         ("Kim Jong Un", "China"), None, ("2018-06-02", "2018-06-11")),
        ("Two days after the summit, Kim met Chinese President Xi Jinping.",
         ("Kim Jong Un", "Xi Jinping"), "2018-06-14", ("2018-06-14", "2018-06-14")),
    ],
)  # fmt: skip
def test_an_encounter_is_counted_from_one_that_the_article_dates(
    text: str, names: tuple[str, ...], start: str | None, window: tuple[str, str]
) -> None:
    claim = with_(read(SUMMIT + text), *names)
    assert claim.start == start
    assert claim.window is not None
    assert (claim.window.start, claim.window.end) == window
    assert claim.date_basis == "stated"


def test_without_a_date_of_the_event_no_day_is_claimed() -> None:
    claim = with_(
        read("South Korean President Moon Jae-in called Donald Trump the day before the summit."), "Moon Jae-in"
    )
    assert (claim.start, claim.window) == (None, None)


def test_the_day_of_the_telling_dates_no_meeting_to_come() -> None:
    claim = with_(
        read(
            "Donald Trump said on Friday he would hold a summit with Kim Jong Un on June 12 in Singapore.", "2018-06-02"
        ),
        "Donald Trump",
        "Kim Jong Un",
    )
    assert claim.start == "2018-06-12"


def test_a_day_of_another_verb_is_not_that_of_a_visit_it_speaks_of() -> None:
    text = (
        "After hosting Angela Merkel on Friday, Donald Trump complained on Saturday of the coverage the visit received."
    )
    assert "2017-03-18" not in {c.start for c in read(text, "2017-03-18")}


def test_talks_on_the_margins_take_the_days_of_the_meeting() -> None:
    claims = read(
        "The G-20 summit will be held in Osaka on June 28-29.\n\n"
        "Chinese President Xi Jinping and US President Donald Trump will meet at the G-20 summit.",
        "2019-06-20",
    )
    claim = with_(claims, "Xi Jinping", "Donald Trump")
    assert (claim.start, claim.end) == ("2019-06-28", "2019-06-29")


@pytest.mark.parametrize(
    ("text", "earlier", "later"),
    [
        ("Kim Jong Un met Russian Foreign Minister Sergei Lavrov in Pyongyang ahead of his summit with Donald Trump.",
         "Sergey Lavrov", "Donald Trump"),
        ("After meeting Donald Trump, Kim Jong Un held talks with Singapore's Prime Minister Lee Hsien Loong.",
         "Donald Trump", "Lee Hsien Loong"),
        ("Vladimir Putin will visit Beijing before his summit with Donald Trump.", "China", "Donald Trump"),
    ],
)  # fmt: skip
def test_prepositions_tell_which_came_first(text: str, earlier: str, later: str) -> None:
    claims = read(text)
    first, second = with_(claims, earlier), with_(claims, later)
    assert second.id in first.before or first.id in second.after


def test_what_is_called_off_came_neither_before_nor_after() -> None:
    claims = read("Donald Trump called off his talks with Hassan Rouhani before his summit with Vladimir Putin.")
    assert not any(c.before or c.after for c in claims)
