"""Evidence as W3C Web Annotations (Recommendation of 2017), JSON-LD: each quote of each claim is a target, with its
place and its text; the body says what the claim says, and which encounter it is of."""

from __future__ import annotations

from collections.abc import Iterator

from summitry.model.claims import Claim
from summitry.model.text import Article, Quote
from summitry.record import Record
from summitry.views import text
from summitry.views.exports import Content, Row, Told
from summitry.views.exports.lines import json_array
from summitry.views.exports.telling import urn

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points before and after a quote that help to find it where its page has changed."""


def files(record: Record, told: Told) -> Iterator[tuple[str, Content]]:
    """One annotation page, in the order of articles and claims. Without the articles' texts, no words around quotes."""
    articles = {filed.article.id: filed.article for filed in record.articles}
    claims = record.claims
    head = {"@context": CONTEXT, "id": "urn:summitry:annotations", "type": "AnnotationPage"}
    items = (_annotation(one, articles[one.article], record, words=told.text) for one in claims)
    yield "annotations.jsonld", json_array(head, "items", items)


def _annotation(claim: Claim, article: Article, record: Record, *, words: bool) -> Row:
    encounter = record.encounter(record.encounter_of[claim.id])
    when = f"{claim.start} to {claim.end}" if claim.end else claim.start
    who = ", ".join(text.participant(one) for one in claim.participants)
    said = "; ".join(part for part in (f"{claim.type}: {who}", text.where(claim.place), when, claim.modality) if part)
    return {
        "id": urn("claim", claim.id),
        "type": "Annotation",
        "motivation": "identifying",
        "generator": {"id": urn("finder", claim.maker.finder), "type": "Software", "name": claim.maker.finder},
        "body": [
            {"type": "TextualBody", "value": said, "format": "text/plain", "purpose": "describing"},
            {"type": "SpecificResource", "source": urn("encounter", encounter.id), "purpose": "identifying"},
            {"type": "TextualBody", "value": encounter.status, "format": "text/plain", "purpose": "classifying"},
        ],
        "target": [_target(quote, article, words=words) for quote in claim.evidence],
    }


def _target(quote: Quote, article: Article, *, words: bool) -> Row:
    around = {
        "prefix": article.text[max(0, quote.start - AROUND) : quote.start],
        "suffix": article.text[quote.end : quote.end + AROUND],
    }
    return {
        "type": "SpecificResource",
        "source": article.url or urn("article", article.id),
        "selector": [
            {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
            {"type": "TextQuoteSelector", "exact": quote.text, **(around if words else {})},
        ],
    }
