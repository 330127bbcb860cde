"""Notes on one article as rows: what `annotate` and `dates` give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, TypedDict

from summitry.model.notes import ArticleDate, Attribution, Event, Mention, Note, Timex
from summitry.model.text import Article, Quote
from summitry.views.rows import published_row, window_row
from summitry.views.schema import PublishedRow, WindowRow

Range = Annotated[list[int], "first code point, and the code point after the last"]


class TimexRow(TypedDict):
    """A time expression."""

    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after its last"]
    type: Annotated[str, "DATE, TIME, DURATION or SET"]
    value: Annotated[str, "TIMEX3 value"]
    anchor: Annotated[
        str, "dct, none, event (`rests_on` names it), or `start:end` of the time expression that it is relative to"
    ]
    mod: Annotated[str | None, "TIMEX3 mod, or null"]


class AttributionRow(TypedDict):
    """Somebody's words in the article; a part that the text leaves out is an empty list."""

    id: Annotated[str, "id"]
    source: Annotated[list[Range], "who says it"]
    cue: Annotated[list[Range], "the word that attributes"]
    content: Annotated[list[Range], "what is said: several stretches where it is split"]
    parent: Annotated[str | None, "id of the attribution that it stands in, or null"]
    name: Annotated[str, "the source as the record shows it"]
    kind: Annotated[str, "author, outlet, agency, named_person, named_organisation or unnamed"]
    anonymous: Annotated[bool, "whether the source is not named"]


class EventRow(TypedDict):
    """What a word says of the world, and how surely."""

    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after its last"]
    polarity: Annotated[str, "pos or neg"]
    certainty: Annotated[str, "certain, probable, possible or unknown"]
    factuality: Annotated[float, "-3 (certainly not) to 3 (certainly so)"]
    modality: Annotated[str, "asserted, planned, predicted or hypothetical"]
    plover: Annotated[str | None, "PLOVER root code, or null"]
    mode: Annotated[str | None, "PLOVER mode, or null"]
    participants: Annotated[list[str], "who takes part"]
    place: Annotated[str | None, "where, or null"]
    time: Annotated[str | None, "when, or null"]


class EntityRow(TypedDict):
    """A mention and what it refers to."""

    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after its last"]
    kind: Annotated[str, "person, office, state, organisation, place or group"]
    form: Annotated[str, "name, title, nominal, pronoun, metonym or adjective"]
    actor: Annotated[bool, "whether a place or state name stands for its government"]
    referents: Annotated[list[ReferentRow], "none where the reference is open, several for a plural"]


class ReferentRow(TypedDict):
    """Who or what a mention refers to."""

    name: Annotated[str, "as the record writes it"]
    entity: Annotated[str | None, "lexicon id, or null"]
    country: Annotated[str | None, "ISO 3166-1 alpha-3, or null"]
    office: Annotated[str | None, "the office held then, or null"]


class AnnotationRow(TypedDict):
    """What `annotate` writes for each text."""

    id: Annotated[str, "the text's id"]
    timexes: list[TimexRow]
    attributions: list[AttributionRow]
    events: list[EventRow]
    entities: list[EntityRow]


class ExplainedTimexRow(TimexRow):
    """A time expression with how it was read."""

    text: Annotated[str, "the words"]
    window: Annotated[WindowRow | None, "the days it denotes, or null"]
    relation: Annotated[str, "in, on, by, before, after, since, until, around or from"]
    precision: Annotated[str, "day, week, month, season, quarter, half, year, decade, window or unknown"]
    rule: Annotated[str, "the rule that read it"]
    rests_on: Annotated[list[str], "more words that it rests on: an event, when it was said, the ends of a range"]


class DatesRow(TypedDict):
    """What `dates` explains of one page."""

    article: Annotated[str, "the page's id"]
    published: PublishedRow
    timexes: list[ExplainedTimexRow]


def annotation_row(article: Article, notes: Sequence[Note]) -> AnnotationRow:
    """Every note on an article, for scoring any stage without a record."""
    anchors = _places(notes)
    return {
        "id": article.id,
        "timexes": [row for note in notes if isinstance(note, Timex) for row in timex_rows(note, anchors)],
        "attributions": [attribution_row(note) for note in notes if isinstance(note, Attribution)],
        "events": [event_row(note) for note in notes if isinstance(note, Event)],
        "entities": [entity_row(note) for note in notes if isinstance(note, Mention)],
    }


def dates_row(article: Article, notes: Sequence[Note]) -> DatesRow:
    """The article's date with its candidates, and each time expression with its rule. `notes` hold one ArticleDate."""
    anchors = _places(notes)
    date = next(note for note in notes if isinstance(note, ArticleDate))
    return {
        "article": article.id,
        "published": published_row(date),
        "timexes": [explained_row(note, anchors) for note in notes if isinstance(note, Timex)],
    }


def timex_row(timex: Timex, anchors: dict[str, str]) -> TimexRow:
    """`anchors`: where the notes stand that a time expression may be relative to, by id."""
    return {
        "start": timex.start,
        "end": timex.end,
        "type": timex.type,
        "value": timex.value,
        "anchor": anchors.get(timex.anchor, timex.anchor),
        "mod": timex.mod,
    }


def timex_rows(timex: Timex, anchors: dict[str, str]) -> list[TimexRow]:
    """A row for each end of a range ("from 25 to 28 March"), as TIMEX3 has it; one row for anything else."""
    whole = timex_row(timex, anchors)
    return [{**whole, "start": quote.start, "end": quote.end, "value": value} for quote, value in timex.ends]


def explained_row(timex: Timex, anchors: dict[str, str]) -> ExplainedTimexRow:
    return {
        **timex_row(timex, anchors),
        "text": timex.quotes[0].text,
        "window": window_row(timex.window) if timex.window else None,
        "relation": timex.relation,
        "precision": timex.precision,
        "rule": timex.maker.rule,
        "rests_on": [quote.text for quote in timex.quotes[1:]],
    }


def attribution_row(attribution: Attribution) -> AttributionRow:
    contents = attribution.contents or ((attribution.content,) if attribution.content else ())
    return {
        "id": attribution.id,
        "source": _ranges((attribution.source,)),
        "cue": _ranges((attribution.cue,)),
        "content": _ranges(contents),
        "parent": attribution.parent,
        "name": attribution.name,
        "kind": attribution.kind,
        "anonymous": attribution.anonymous,
    }


def event_row(event: Event) -> EventRow:
    return {
        "start": event.start,
        "end": event.end,
        "polarity": event.polarity,
        "certainty": event.certainty,
        "factuality": event.factuality,
        "modality": event.modality,
        "plover": event.plover,
        "mode": event.mode,
        "participants": list(event.participants),
        "place": event.place,
        "time": event.time,
    }


def entity_row(mention: Mention) -> EntityRow:
    return {
        "start": mention.start,
        "end": mention.end,
        "kind": mention.kind,
        "form": mention.form,
        "actor": mention.actor,
        "referents": [
            {"name": one.name, "entity": one.entity, "country": one.country, "office": one.office}
            for one in mention.referents
        ],
    }


def _places(notes: Iterable[Note]) -> dict[str, str]:
    return {note.id: f"{note.start}:{note.end}" for note in notes if isinstance(note, Timex)}


def _ranges(quotes: Iterable[Quote | None]) -> list[list[int]]:
    return [[quote.start, quote.end] for quote in quotes if quote is not None]
