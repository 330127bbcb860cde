"""Each kind of conflict arises from what makes it one, and from nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from makers import Page
from summitry.model.claims import Filed
from summitry.record.fold import fold

LONG = " ".join(f"word{n} stands in this report of the visit" for n in range(60))


def told(name: str, day: str, outlet: str, act: str = "tell", body: str = "", **given: Any) -> Filed:
    page = Page(name, day, outlet=outlet, body=body)
    page.say(act, "kim*,xi", "visit", city="beijing", **{"start": "2018-03-26", **given})
    return page.filed()


@pytest.mark.parametrize(
    ("kind", "field", "pages"),
    [
        ("disagreement", "transport", (
            told("a", "2018-03-28", "A", transport="train"), told("b", "2018-03-28", "B", transport="plane"))),
        ("correction", "transport", (
            told("a", "2018-03-28", "A", transport="train"), told("b", "2018-03-29", "A", transport="plane"))),
        ("copy", "transport", (
            told("a", "2018-03-28", "A", body=LONG, transport="train"),
            told("b", "2018-03-28", "B", body=LONG, transport="plane"))),
        ("imprecise", "dates", (
            told("a", "2018-03-28", "A"), told("b", "2018-03-28", "B", start="2018-03"))),
        ("denial", "status", (
            told("a", "2018-03-28", "A"), told("b", "2018-03-28", "B", act="deny"))),
    ],
)  # fmt: skip
def test_each_kind(kind: str, field: str, pages: tuple[Filed, ...]) -> None:
    record = fold(pages)
    assert len(record.encounters) == 1
    assert [(c.field, c.kind) for c in record.conflicts if c.field == field] == [(field, kind)]
    assert {claim for c in record.conflicts for _, claims in c.values for claim in claims} <= set(record.claim_of)


def test_none_where_all_say_the_same() -> None:
    assert fold([told("a", "2018-03-28", "A"), told("b", "2018-03-28", "B")]).conflicts == ()
