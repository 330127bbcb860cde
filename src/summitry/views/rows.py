"""Folded things as rows of the public schema: pure, one function a kind."""

from __future__ import annotations

from collections.abc import Iterable

from summitry.model.claims import (
    Account,
    Claim,
    Conflict,
    Encounter,
    Filed,
    Forecast,
    Link,
    Participant,
    Place,
)
from summitry.model.notes import ArticleDate, DateCandidate
from summitry.model.text import Quote
from summitry.model.windows import Window
from summitry.record import Source
from summitry.views.queries import Hit, Shown
from summitry.views.schema import (
    AccountRow,
    ArticleRow,
    CandidateRow,
    CitedRow,
    ClaimRow,
    ConflictRow,
    EncounterRow,
    ForecastRow,
    HitRow,
    LinkRow,
    ParticipantRow,
    PlaceRow,
    PublishedRow,
    QuoteRow,
    ShownRow,
    SourceRow,
    WindowRow,
)


def window_row(window: Window) -> WindowRow:
    return {"start": window.start, "end": window.end}


def quote_row(quote: Quote) -> QuoteRow:
    return {"start": quote.start, "end": quote.end, "quote": quote.text}


def participant_row(participant: Participant) -> ParticipantRow:
    return {
        "name": participant.name,
        "country": participant.country,
        "office": participant.office,
        "role": participant.role,
        "kind": participant.kind,
    }


def place_row(place: Place) -> PlaceRow:
    return {
        "venue": place.venue,
        "city": place.city,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
    }


def link_row(link: Link) -> LinkRow:
    return {
        "source": link.source,
        "kind": link.kind,
        "anonymous": link.anonymous,
        "cue": link.cue,
        "quote": quote_row(link.quote) if link.quote else None,
    }


def candidate_row(candidate: DateCandidate) -> CandidateRow:
    return {
        "window": window_row(candidate.window),
        "basis": candidate.basis,
        "kept": candidate.kept,
        "reason": candidate.reason,
        "quote": quote_row(candidate.quote) if candidate.quote else None,
    }


def published_row(date: ArticleDate) -> PublishedRow:
    return {
        "value": date.value,
        "window": window_row(date.window),
        "basis": date.basis,
        "candidates": [candidate_row(candidate) for candidate in date.candidates],
    }


def article_row(filed: Filed) -> ArticleRow:
    article = filed.article
    return {
        "article": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": published_row(filed.date),
        "language": article.language,
        "text": article.text,
        "blocks": [{"start": block.start, "end": block.end, "kind": block.kind} for block in article.blocks],
        "sha256": article.sha256,
    }


def claim_row(claim: Claim, encounter: str) -> ClaimRow:
    return {
        "claim": claim.id,
        "article": claim.article,
        "encounter": encounter,
        "type": claim.type,
        "participants": [participant_row(participant) for participant in claim.participants],
        "place": place_row(claim.place) if claim.place else None,
        "start": claim.start,
        "end": claim.end,
        "precision": claim.precision,
        "date_basis": claim.date_basis,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "modality": claim.modality,
        "tense": claim.tense,
        "attribution": [link_row(link) for link in claim.attribution],
        "evidence": [quote_row(quote) for quote in claim.evidence],
        "maker": {"finder": claim.maker.finder, "version": claim.maker.version, "rule": claim.maker.rule},
    }


def account_row(account: Account) -> AccountRow:
    return {
        "article": account.article,
        "encounter": account.encounter,
        "parent": account.parent,
        "type": account.type,
        "participants": [participant_row(participant) for participant in account.participants],
        "place": place_row(account.place) if account.place else None,
        "start": account.start,
        "end": account.end,
        "precision": account.precision,
        "status": account.status,
        "transport": account.transport,
        "evidence": [quote_row(quote) for quote in account.evidence],
    }


def encounter_row(encounter: Encounter, accounts: Iterable[Account]) -> EncounterRow:
    """`accounts`: those of this encounter."""
    evidence: list[CitedRow] = [
        {**quote_row(quote), "article": account.article} for account in accounts for quote in account.evidence
    ]
    return {
        "encounter": encounter.id,
        "parent": encounter.parent,
        "type": encounter.type,
        "participants": [participant_row(participant) for participant in encounter.participants],
        "place": place_row(encounter.place) if encounter.place else None,
        "start": encounter.start,
        "end": encounter.end,
        "precision": encounter.precision,
        "window": window_row(encounter.window) if encounter.window else None,
        "status": encounter.status,
        "overdue": encounter.overdue,
        "status_history": [
            {"status": step.status, "record_time": step.record_time, "claim": step.claim, "said_by": step.said_by}
            for step in encounter.status_history
        ],
        "transport": encounter.transport,
        "n_articles": encounter.n_articles,
        "n_outlets": encounter.n_outlets,
        "n_origins": encounter.n_origins,
        "source_reliability": encounter.source_reliability,
        "source_reliability_rule": encounter.source_reliability_rule,
        "information_credibility": encounter.information_credibility,
        "information_credibility_rule": encounter.information_credibility_rule,
        "merge": encounter.merge,
        "evidence": evidence,
    }


def forecast_row(forecast: Forecast) -> ForecastRow:
    likelihood = forecast.likelihood
    return {
        "forecast": forecast.id,
        "claim": forecast.claim,
        "encounter": forecast.encounter,
        "forecaster": forecast.forecaster,
        "window": window_row(forecast.window) if forecast.window else None,
        "likelihood": {
            "band": likelihood.band,
            "low": likelihood.low,
            "high": likelihood.high,
            "words": likelihood.words,
        },
        "made_on": forecast.made_on,
        "outcome": forecast.outcome,
        "resolved_on": forecast.resolved_on,
        "evidence": [quote_row(quote) for quote in forecast.evidence],
    }


def conflict_row(conflict: Conflict) -> ConflictRow:
    return {
        "encounter": conflict.encounter,
        "field": conflict.field,
        "kind": conflict.kind,
        "values": [{"value": value, "claims": list(claims)} for value, claims in conflict.values],
    }


def source_row(source: Source) -> SourceRow:
    return {
        "source": source.id,
        "name": source.name,
        "kind": source.kind,
        "family": source.family,
        "country": source.country,
        "reliability": source.reliability,
        "reliability_rule": source.rule,
        "settled": source.cases,
        "borne_out": source.borne_out,
        "articles": list(source.articles),
        "repeats": [{"article": article, "repeats": repeated} for article, repeated in source.repeats],
    }


def shown_row(shown: Shown) -> ShownRow:
    return {
        "encounter": encounter_row(shown.encounter, shown.accounts),
        "accounts": [account_row(account) for account in shown.accounts],
        "claims": [claim_row(claim, shown.encounter.id) for claim in shown.claims],
        "conflicts": [conflict_row(conflict) for conflict in shown.conflicts],
        "forecasts": [forecast_row(forecast) for forecast in shown.forecasts],
        "parts": [part.id for part in shown.parts],
    }


def hit_row(hit: Hit) -> HitRow:
    return {
        "article": hit.article,
        "title": hit.title,
        "quote": quote_row(hit.quote),
        "encounters": [one.id for one in hit.encounters],
    }
