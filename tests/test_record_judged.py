"""Accepting and rejecting claims, and taking back what was said."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from summitry.model.claims import Claim, Judgement
from summitry.model.errors import UsageError
from summitry.record import Store
from summitry.record.fold import fold
from summitry.record.judgements import settle
from worlds import world


def said(verdict: Any, left: Claim, when: str = "2032-01-01", **given: Any) -> Judgement:
    fields: dict[str, Any] = {"right": None, "field": None, "value": None, "by": "Ada", "why": "looked"}
    return Judgement(verdict=verdict, left=left.id, when=when, **{**fields, **given})


def test_a_rejected_claim_is_of_no_encounter_until_that_is_taken_back() -> None:
    pages = world()
    wrong = pages[2].claims[0]
    rejected = said("reject", wrong)

    record = fold(pages, [rejected])

    assert wrong.id not in record.encounter_of
    assert wrong.id not in record.claim_of
    assert len(record.encounters) == len(fold(pages).encounters) - 1
    assert fold(pages, [rejected, said("unsure", wrong, "2032-01-02")]) == fold(pages)


def test_a_correction_is_taken_back() -> None:
    pages = world()
    fix = said("correct", pages[1].claims[0], field="city", value="Basel")

    undone = said("unsure", pages[1].claims[0], "2032-01-02", field="city")

    assert "Basel" in {one.place.city for one in fold(pages, [fix]).encounters if one.place}
    assert fold(pages, [fix, undone]) == fold(pages)


def test_what_is_accepted_is_told_and_changes_nothing() -> None:
    pages = world()
    right = said("accept", pages[1].claims[0])

    assert fold(pages, [right]) == fold(pages)
    assert settle([right]).accepted == {pages[1].claims[0].id}
    assert not settle([right, said("unsure", pages[1].claims[0], "2032-01-02")]).accepted


def test_a_stored_record_is_the_folded_one(tmp_path: Path) -> None:
    pages = world()
    with Store(tmp_path / "r.db") as store:
        for page in pages:
            store.file(page)
        store.refold()
        store.judge(said("reject", pages[2].claims[0]))
        made = store.refold()

        assert store.record() == made
        assert not made.articles[2].claims


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "accept", "right": "other"},
        {"verdict": "reject", "right": "other"},
        {"verdict": "unsure", "field": "colour"},
        {"verdict": "correct", "field": "status", "value": "doubtful"},
        {"verdict": "correct", "field": "type", "value": None},
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    pages = world()
    with Store(tmp_path / "r.db") as store:
        store.file(pages[0])
        with pytest.raises(UsageError, match="expected"):
            store.judge(dataclasses.replace(said("accept", pages[0].claims[0]), **change))
