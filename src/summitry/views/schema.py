"""Schema 1: the rows that leave the record, field by field. docs/schema.md is written from this file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypedDict

VERSION = 1


class WindowRow(TypedDict):
    """Closed range of days."""

    start: Annotated[str | None, "ISO day, or null where that side is open"]
    end: Annotated[str | None, "ISO day, or null where that side is open"]


class QuoteRow(TypedDict):
    """The evidence for a value: `text[start:end] == quote` in the article."""

    start: Annotated[int, "first code point of the quote in the article's text"]
    end: Annotated[int, "code point after its last"]
    quote: Annotated[str, "the exact words"]


class CitedRow(QuoteRow):
    """A quote with the article that it stands in."""

    article: Annotated[str, "the article"]


class CandidateRow(TypedDict):
    """A reading of when an article was written, kept or rejected."""

    window: Annotated[WindowRow, "the days it allows"]
    basis: Annotated[str, "given, url, metadata, dateline, inferred or none"]
    kept: Annotated[bool, "whether the article's date rests on it"]
    reason: Annotated[str, "why it was kept or rejected"]
    quote: Annotated[QuoteRow | None, "its words, or null where it comes from outside the text"]


class PublishedRow(TypedDict):
    """When an article was written."""

    value: Annotated[str | None, "ISO prefix: all days of the window, or its likeliest day, or null"]
    window: Annotated[WindowRow, "the days it must lie in"]
    basis: Annotated[str, "given, url, metadata, dateline, inferred or none"]
    candidates: Annotated[list[CandidateRow], "rival readings, kept and rejected"]


class BlockRow(TypedDict):
    """A labelled stretch of an article."""

    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after its last"]
    kind: Annotated[
        str,
        "headline, byline, dateline, body, caption, related, comment, advert, paywall or boilerplate",
    ]


class ArticleRow(TypedDict):
    """The visible text of a page."""

    article: Annotated[str, "the page's id as given on input: its relative path, or the `id` of its JSON line"]
    url: Annotated[str | None, "its address, or null"]
    outlet: Annotated[str | None, "who published it, or null"]
    title: Annotated[str | None, "its title, or null"]
    published: Annotated[PublishedRow, "when it was written"]
    language: Annotated[str | None, "ISO 639-1 code, or null"]
    text: Annotated[str, "the visible text, whole; left out with --no-text"]
    blocks: Annotated[list[BlockRow], "what each stretch of the text is"]
    sha256: Annotated[str, "of the page's bytes"]


class ParticipantRow(TypedDict):
    """Who takes part."""

    name: Annotated[str, "as the record writes it"]
    country: Annotated[str | None, "ISO 3166-1 alpha-3, or null"]
    office: Annotated[str | None, "the office held then, or null"]
    role: Annotated[str, "visitor, host, attendee or mediator"]
    kind: Annotated[str, "person, state or organisation"]


class PlaceRow(TypedDict):
    """Where; any part may be null."""

    venue: Annotated[str | None, "building or site"]
    city: Annotated[str | None, "city"]
    country: Annotated[str | None, "ISO 3166-1 alpha-3"]
    lat: Annotated[float | None, "degrees north"]
    lon: Annotated[float | None, "degrees east"]


class LinkRow(TypedDict):
    """One link of a chain of attribution."""

    source: Annotated[str, "who says it"]
    kind: Annotated[str, "author, outlet, agency, named_person, named_organisation or unnamed"]
    anonymous: Annotated[bool, "whether the source is not named"]
    cue: Annotated[str | None, "the word that attributes, or null"]
    quote: Annotated[QuoteRow | None, "the source's words in the article; null for the author and the outlet"]


class MakerRow(TypedDict):
    """What made a claim."""

    finder: Annotated[str, "its name"]
    version: Annotated[str, "its version"]
    rule: Annotated[str, "the rule within it"]


class ClaimRow(TypedDict):
    """One source's word, in one article, on one encounter."""

    claim: Annotated[str, "id: the hash of its content"]
    article: Annotated[str, "the article that holds it"]
    encounter: Annotated[str, "the encounter it is judged to be about"]
    type: Annotated[str, "visit, meeting, summit, call, talks or multilateral"]
    participants: Annotated[list[ParticipantRow], "who takes part, by its words"]
    place: Annotated[PlaceRow | None, "where, by its words"]
    start: Annotated[str | None, "ISO prefix: `2018-05` has the precision of a month"]
    end: Annotated[str | None, "ISO prefix"]
    precision: Annotated[str, "day, week, month, season, quarter, half, year, decade, window or unknown"]
    date_basis: Annotated[str, "what its dates rest on"]
    polarity: Annotated[str, "pos or neg"]
    certainty: Annotated[str, "certain, probable, possible or unknown; of its source"]
    modality: Annotated[str, "asserted, planned, predicted or hypothetical"]
    tense: Annotated[str, "past, present or future"]
    attribution: Annotated[list[LinkRow], "who says so, through whom; outermost first"]
    evidence: Annotated[list[QuoteRow], "the words; the first is the clause that says it"]
    maker: Annotated[MakerRow, "finder, version and rule"]


class AccountRow(TypedDict):
    """What one article as a whole says of one encounter, as of its date."""

    article: Annotated[str, "the article"]
    encounter: Annotated[str, "the encounter"]
    parent: Annotated[str | None, "the encounter that it is part of, or null"]
    type: Annotated[str, "visit, meeting, summit, call, talks or multilateral"]
    participants: Annotated[list[ParticipantRow], "who takes part"]
    place: Annotated[PlaceRow | None, "where"]
    start: Annotated[str | None, "ISO prefix"]
    end: Annotated[str | None, "ISO prefix"]
    precision: Annotated[str, "day, week, month, season, quarter, half, year, decade, window or unknown"]
    status: Annotated[str, "as of that article (docs/statuses.md)"]
    transport: Annotated[str | None, "how they travelled, or null"]
    evidence: Annotated[list[QuoteRow], "the words"]


class StepRow(TypedDict):
    """One step of an encounter's history."""

    status: Annotated[str, "from this step on"]
    record_time: Annotated[str | None, "ISO day on which it could be known, or null where the article is undated"]
    claim: Annotated[str, "the claim that brought it about"]
    said_by: Annotated[str, "who says so, through whom"]


class EncounterRow(TypedDict):
    """Claims judged to be about one visit, meeting, summit, call or talks."""

    encounter: Annotated[str, "id"]
    parent: Annotated[str | None, "the encounter that it is part of, or null"]
    type: Annotated[str, "visit, meeting, summit, call, talks or multilateral"]
    participants: Annotated[list[ParticipantRow], "who takes part"]
    place: Annotated[PlaceRow | None, "where"]
    start: Annotated[str | None, "ISO prefix"]
    end: Annotated[str | None, "ISO prefix"]
    precision: Annotated[str, "day, week, month, season, quarter, half, year, decade, window or unknown"]
    window: Annotated[WindowRow | None, "the days it may fall on, for what is still ahead"]
    status: Annotated[str, "docs/statuses.md"]
    overdue: Annotated[bool, "whether its window passed without a word on what came of it"]
    status_history: Annotated[list[StepRow], "in record time"]
    transport: Annotated[str | None, "how they travelled, or null"]
    n_articles: Annotated[int, "articles that tell of it"]
    n_outlets: Annotated[int, "outlets among them"]
    n_origins: Annotated[int, "origins they go back to: articles that repeat one origin count once"]
    source_reliability: Annotated[str, "A to F (NATO scale)"]
    source_reliability_rule: Annotated[str, "the rule that gave it"]
    information_credibility: Annotated[int, "1 to 6 (NATO scale)"]
    information_credibility_rule: Annotated[str, "the rule that gave it"]
    merge: Annotated[str, "why these claims are one encounter"]
    evidence: Annotated[list[CitedRow], "the words of each account, with the article they stand in"]


class LikelihoodRow(TypedDict):
    """A band of ICD 203."""

    band: Annotated[str, "its name"]
    low: Annotated[int, "lower bound, per cent"]
    high: Annotated[int, "upper bound, per cent"]
    words: Annotated[str | None, "the words that gave it; null for a bare future"]


class ForecastRow(TypedDict):
    """A claim about what is ahead, and what came of it."""

    forecast: Annotated[str, "id"]
    claim: Annotated[str, "the claim it is"]
    encounter: Annotated[str, "the encounter it is about"]
    forecaster: Annotated[str, "who forecast it"]
    window: Annotated[WindowRow | None, "when, by the forecast; null where it gives no time"]
    likelihood: Annotated[LikelihoodRow, "how likely, by the forecast"]
    made_on: Annotated[str | None, "ISO day or prefix, or null"]
    outcome: Annotated[str, "open, fulfilled, late, missed, unresolved or void"]
    resolved_on: Annotated[str | None, "ISO day, or null"]
    evidence: Annotated[list[QuoteRow], "the words"]


class ValueRow(TypedDict):
    """One of the values that stand against each other."""

    value: Annotated[str, "the value"]
    claims: Annotated[list[str], "the claims that give it"]


class ConflictRow(TypedDict):
    """Claims on one encounter whose values for a field cannot both hold, or hold at different precision."""

    encounter: Annotated[str, "the encounter"]
    field: Annotated[str, "the field"]
    kind: Annotated[str, "imprecise, disagreement, correction, denial or copy"]
    values: Annotated[list[ValueRow], "the values and who gives them"]


class RepeatRow(TypedDict):
    """One article that repeats another's words."""

    article: Annotated[str, "the article that repeats"]
    repeats: Annotated[str, "the article or source that it repeats"]


class SourceRow(TypedDict):
    """Somebody whose word the record holds: an outlet, an agency, a person, an organisation."""

    source: Annotated[str, "id"]
    name: Annotated[str, "as the record writes it"]
    kind: Annotated[str, "author, outlet, agency, named_person, named_organisation or unnamed"]
    family: Annotated[str, "sources of one family speak with one voice: a government and its state media, one owner"]
    country: Annotated[str | None, "ISO 3166-1 alpha-3, or null"]
    reliability: Annotated[str, "A to F (NATO scale), F where it cannot be judged"]
    reliability_rule: Annotated[str, "the rule that gave it"]
    settled: Annotated[int, "how many of its claims others settled later, or time did"]
    borne_out: Annotated[int, "how many of these proved right"]
    articles: Annotated[list[str], "the articles that rest on its word"]
    repeats: Annotated[list[RepeatRow], "whom it repeats, article by article"]


class ShownRow(TypedDict):
    """All on one encounter, as `show --json` gives it."""

    encounter: Annotated[EncounterRow, "the encounter"]
    accounts: Annotated[list[AccountRow], "what each article says of it"]
    claims: Annotated[list[ClaimRow], "its claims"]
    conflicts: Annotated[list[ConflictRow], "where they disagree"]
    forecasts: Annotated[list[ForecastRow], "what was forecast of it"]
    parts: Annotated[list[str], "ids of the encounters within it"]


class HitRow(TypedDict):
    """An article that holds what was searched for, as `search --json` gives it."""

    article: Annotated[str, "the article"]
    title: Annotated[str | None, "its title, or null"]
    quote: Annotated[QuoteRow, "a stretch around the first place"]
    encounters: Annotated[list[str], "ids of the encounters that the article tells of"]


TABLES: Mapping[str, type] = {
    "articles": ArticleRow,
    "claims": ClaimRow,
    "accounts": AccountRow,
    "encounters": EncounterRow,
    "forecasts": ForecastRow,
    "conflicts": ConflictRow,
    "sources": SourceRow,
}
"""The kind of row in each file of an export."""
