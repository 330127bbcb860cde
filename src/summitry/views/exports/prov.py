"""Where each value comes from, as W3C PROV (PROV-O in JSON-LD): pages, the claims read in them and by what rule, the
encounters that they fold into, and whose word each is."""

from __future__ import annotations

from collections.abc import Iterator

from summitry.model.claims import Claim, Encounter, Filed
from summitry.record import Record, Source
from summitry.views import text
from summitry.views.exports import Content, Row, Told
from summitry.views.exports.lines import json_array
from summitry.views.exports.telling import urn

_LINK = {"@type": "@id"}
CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "summitry": "urn:summitry:term:",
    "id": "@id",
    "type": "@type",
    "label": "rdfs:label",
    "value": "prov:value",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", **_LINK},
    "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", **_LINK},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", **_LINK},
    "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", **_LINK},
    "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", **_LINK},
    "used": {"@id": "prov:used", **_LINK},
    "specializationOf": {"@id": "prov:specializationOf", **_LINK},
    "start": {"@id": "summitry:start", "@type": "xsd:integer"},
    "end": {"@id": "summitry:end", "@type": "xsd:integer"},
    "sha256": "summitry:sha256",
    "status": "summitry:status",
    "rule": "summitry:rule",
}
"""Terms of PROV-O, and beside them what it has no word for."""


def files(record: Record, _: Told) -> Iterator[tuple[str, Content]]:
    """One graph: articles, sources, claims, encounters."""
    yield "prov.jsonld", json_array({"@context": CONTEXT}, "@graph", graph(record))


def graph(record: Record) -> Iterator[Row]:
    """Every node, each kind by id."""
    for filed in record.articles:
        yield _article(filed)
    for source in sorted(record.sources, key=lambda one: one.id):
        yield _source(source)
    for maker in sorted({(claim.maker.finder, claim.maker.version) for claim in record.claims}):
        name = "/".join(maker)
        yield {"id": urn("finder", name), "type": "prov:SoftwareAgent", "label": f"Summitry, finder {name}"}
    said_by: dict[str, list[str]] = {}
    for source in record.sources:
        said_by.setdefault(source.name, []).append(source.id)
    for claim in sorted(record.claims, key=lambda one: one.id):
        yield from _claim(claim, said_by)
    for encounter in sorted(record.encounters, key=lambda one: one.id):
        yield _encounter(encounter)


def _article(filed: Filed) -> Row:
    article = filed.article
    found = {"id": urn("article", article.id), "type": "prov:Entity", "label": article.title or article.id}
    return {**found, "sha256": article.sha256, **({"specializationOf": article.url} if article.url else {})}


def _source(source: Source) -> Row:
    kind = "prov:Person" if source.kind in ("author", "named_person", "unnamed") else "prov:Organization"
    return {"id": urn("source", source.id), "type": [kind, "prov:Agent"], "label": source.name}


def _claim(claim: Claim, said_by: dict[str, list[str]]) -> Iterator[Row]:
    name, reading = urn("claim", claim.id), urn("reading", claim.id)
    article = urn("article", claim.article)
    quotes = [f"{name}:quote:{number}" for number in range(len(claim.evidence))]
    for quote_name, quote in zip(quotes, claim.evidence, strict=True):
        place = {"start": quote.start, "end": quote.end}
        yield {"id": quote_name, "type": "prov:Entity", "value": quote.text, "wasQuotedFrom": article, **place}
    speakers = [one for link in claim.attribution for one in said_by.get(link.source, ())]
    yield {
        "id": name,
        "type": "prov:Entity",
        "wasDerivedFrom": [article, *quotes],
        "wasAttributedTo": [urn("source", one) for one in dict.fromkeys(speakers)],
        "wasGeneratedBy": reading,
    }
    finder = urn("finder", f"{claim.maker.finder}/{claim.maker.version}")
    yield {
        "id": reading,
        "type": "prov:Activity",
        "used": article,
        "wasAssociatedWith": finder,
        "rule": claim.maker.rule,
    }


def _encounter(encounter: Encounter) -> Row:
    return {
        "id": urn("encounter", encounter.id),
        "type": "prov:Entity",
        "label": f"{text.when(encounter)}: {text.headline(encounter)}",
        "status": encounter.status,
        "wasDerivedFrom": [urn("claim", claim) for claim in encounter.claims],
    }
