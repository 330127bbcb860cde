"""followthemoney entities, as JSON lines, for investigative platforms: encounters as Event, with those who took part as
Person, PublicBody or Organization, and the pages that tell of them as Article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from summitry.lexicon.states import state
from summitry.model.claims import Encounter, Filed, Participant
from summitry.model.ids import content_id
from summitry.record import Record
from summitry.views import text
from summitry.views.exports import Content, Row, Told
from summitry.views.exports.lines import json_lines
from summitry.views.exports.telling import Evidence, person_key
from summitry.views.queries import timeline

_SCHEMATA = {"person": "Person", "state": "PublicBody", "organisation": "Organization"}
LONGEST_SUMMARY = 4_000
"""Code points of an event's summary: a few quotes, not a page."""


def files(record: Record, told: Told) -> Iterator[tuple[str, Content]]:
    """One file of entities: articles, participants, events."""
    yield "entities.ftm.json", json_lines(entities(record, words=told.text))


def entities(record: Record, *, words: bool = True) -> Iterator[Row]:
    """Every entity once; those who take part in several encounters are one. `words`: articles with their texts."""
    for filed in record.articles:
        yield _article(filed, words=words)
    people = {_id("who", person_key(who)): who for one in record.encounters for who in one.participants}
    for name in sorted(people):
        yield _participant(name, people[name])
    evidence = Evidence(record)
    for encounter in timeline(record):
        yield _event(encounter, evidence)


def _id(kind: str, name: str) -> str:
    return f"summitry-{kind}-{content_id(kind, name)}"


def _entity(identity: str, schema: str, **properties: Iterable[str | None]) -> Row:
    """An entity; a property without a value is left out, as followthemoney does."""
    kept = {key: [value for value in values if value] for key, values in properties.items()}
    return {"id": identity, "schema": schema, "properties": {key: values for key, values in kept.items() if values}}


def _article(filed: Filed, *, words: bool) -> Row:
    article, date = filed.article, filed.date
    return _entity(
        _id("article", article.id),
        "Article",
        title=[article.title],
        fileName=[article.id],
        sourceUrl=[_web(article.url)],
        publisher=[article.outlet],
        publishedAt=[date.value],
        bodyText=[article.text if words else None],
    )


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("https://", "http://")) else None


def _participant(name: str, who: Participant) -> Row:
    office = [who.office] if who.kind == "person" else []
    return _entity(name, _SCHEMATA[who.kind], name=[who.name], country=[_alpha2(who.country)], position=office)


def _alpha2(code: str | None) -> str | None:
    try:
        iso2 = state(code).iso2 if code else None
    except KeyError:
        return None
    return iso2.lower() if iso2 else None


def _event(encounter: Encounter, evidence: Evidence) -> Row:
    cited = list(evidence.of(encounter))
    quotes = "\n".join(f"“{one.quote.text}” ({one.article.id})" for one in cited)
    window = encounter.window
    articles = dict.fromkeys(one.article.id for one in cited)
    return _entity(
        _id("encounter", encounter.id),
        "Event",
        name=[text.headline(encounter)],
        recordId=[encounter.id],
        startDate=[encounter.start or (window.start if window else None)],
        endDate=[encounter.end or (window.end if window else None)],
        summary=[quotes[:LONGEST_SUMMARY]],
        notes=[f"{text.when(encounter)}: {text.says_who(encounter)}; {text.told_by(encounter)}"],
        keywords=[encounter.type, encounter.status],
        location=[text.where(encounter.place)],
        country=[_alpha2(encounter.place.country if encounter.place else None)],
        involved=[_id("who", person_key(who)) for who in encounter.participants],
        proof=[_id("article", article) for article in articles],
        sourceUrl=sorted({url for one in cited if (url := _web(one.article.url))}),
    )
