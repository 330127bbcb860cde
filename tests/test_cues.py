"""The tables of cues, hedges, modals, likelihood words, source nouns and PLOVER predicates."""

from __future__ import annotations

import pytest

from summitry.lexicon import cues, plover, tables
from summitry.lexicon.cues import COMPLEMENTS, SPEECH

EFFECTS = {"=", "U", "CT+", "CT-", "PR+", "PR-", "PS+", "PS-"}
ROOTS = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def test_cues_hold_known_values_and_no_row_twice() -> None:
    rows = tables.read("cues")
    assert len({(r["word"], r["part"], r["complement"]) for r in rows}) == len(rows)
    for row in rows:
        assert row["part"] in {"verb", "noun", "adjective", "adverb"}
        assert row["complement"] in {*COMPLEMENTS, "any"}
        assert {row["positive"], row["negative"]} <= EFFECTS
        assert set(row["takes"]) <= set("cqioap")
        assert row["modality"] in {"", "planned", "predicted", "hypothetical"}
        assert row["source"]
    assert {r["class"] for r in rows} >= SPEECH


@pytest.mark.parametrize(
    "name", ["hedges", "modals", "icd203", "source_nouns", "event_nouns", "plover", "plover_groups"]
)
def test_every_row_has_its_source(name: str) -> None:
    assert all(row["source"] for row in tables.read(name))


def test_plover_rows_name_root_codes_and_known_groups() -> None:
    groups = {row["group"] for row in tables.read("plover_groups")}
    for row in tables.read("plover"):
        assert row["root"] in ROOTS
        for name in row["object"].split("|"):
            assert not name.startswith("@") or name[1:] in groups | {"person", "with", "traveller"}
        assert plover.codes(row["word"], row["part"])


@pytest.mark.parametrize(
    ("text", "band", "low", "high"),
    [
        ("a remote chance", "almost no chance", 1, 5),
        ("very unlikely", "very unlikely", 5, 20),
        ("unlikely", "unlikely", 20, 45),
        ("a roughly even chance", "roughly even chance", 45, 55),
        ("Probably", "likely", 55, 80),
        ("highly likely to come", "very likely", 80, 95),
        ("it is all but certain", "almost certain", 95, 99),
    ],
)
def test_likelihood_words_have_their_band(text: str, band: str, low: int, high: int) -> None:
    found = cues.likelihood(text)
    assert found is not None
    assert (found.band, found.low, found.high) == (band, low, high)
    assert found.words is not None
    assert found.words in text


def test_plain_words_have_no_band() -> None:
    assert cues.likelihood("They met in Delhi.") is None


def test_a_particle_makes_another_cue() -> None:
    call, call_off = cues.cue("call", "verb"), cues.cue("call off", "verb")
    assert call is not None
    assert call_off is not None
    assert (call.kind, call_off.kind) == ("say", "cancel")
