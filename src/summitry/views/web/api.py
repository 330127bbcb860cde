"""The interface for programs, version 1: the rows of the public schema, over the functions that the library has."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from summitry.model.claims import Judgement
from summitry.views import judging, queries, rows, schema
from summitry.views.exports.lines import csv_lines, json_line
from summitry.views.review import review
from summitry.views.web import search
from summitry.views.web.asked import LONGEST_WORD, Asked
from summitry.views.web.lanes import timeline_data
from summitry.views.web.models import model_of
from summitry.views.web.shelf import Opened
from summitry.views.web.site import site_of

router = APIRouter(prefix="/api/v1", tags=["record"])

MOST_ROWS = 10_000
"""Rows that one answer may hold; further ones are asked for with `skip`."""


class Wrong(BaseModel):
    """What is wrong with a request, and what to do."""

    detail: str = Field(description="one line")


class Filters(BaseModel):
    """The filters that every list takes."""

    model_config = ConfigDict(extra="ignore")

    who: str | None = Field(None, max_length=LONGEST_WORD, description="words of a participant's name")
    country: str | None = Field(None, max_length=LONGEST_WORD, description="a state that takes part or is the place")
    status: str | None = Field(None, max_length=LONGEST_WORD, description="one of the statuses")
    type: str | None = Field(None, max_length=LONGEST_WORD, description="one of the types of encounter")
    since: str | None = Field(None, max_length=LONGEST_WORD, description="on or after this day, month or year")
    until: str | None = Field(None, max_length=LONGEST_WORD, description="on or before this day, month or year")
    as_of: str | None = Field(
        None, max_length=LONGEST_WORD, description="the record as it stood at the end of this day"
    )


def _asked(filters: Annotated[Filters, Query()]) -> Asked:
    return Asked.of({name: value for name, value in filters.model_dump().items() if value is not None})


AskedNow = Annotated[Asked, Depends(_asked)]


def _opened(request: Request, asked: AskedNow) -> Opened:
    return site_of(request).shelf.as_of(asked.as_of)


OpenedNow = Annotated[Opened, Depends(_opened)]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="most rows given")]
Skip = Annotated[int, Query(ge=0, le=10**9, description="rows left out before the first one given")]

_WRONG: dict[int | str, dict[str, Any]] = {
    status: {"model": Wrong, "description": told}
    for status, told in {
        400: "a value that names nothing", 404: "the record holds no such thing", 422: "a value of the wrong form",
        503: "the record is being folded: ask again in a few seconds",
    }.items()
}  # fmt: skip
_REFUSED: dict[int | str, dict[str, Any]] = {
    status: {"model": Wrong, "description": told}
    for status, told in {401: "the token is needed", 403: "writing needs the token", 413: "too large"}.items()
}


def _answers(kind: type, *, many: bool = True) -> dict[int | str, dict[str, Any]]:
    model: Any = model_of(kind)
    return {200: {"model": list[model] if many else model, "description": "schema 1"}, **_WRONG}


def _json(data: Any, status: int = 200) -> Response:
    return Response(json_line(data), status, media_type="application/json")


def _csv(found: Iterable[Mapping[str, Any]], kind: type, name: str) -> Response:
    head = {"content-disposition": f'attachment; filename="{name}.csv"'}
    made = "".join(csv_lines(found, kind)).encode("utf-8", "replace")
    return Response(made, media_type="text/csv; charset=utf-8", headers=head)


@router.get("/record", responses=_WRONG)
def about(asked: AskedNow, opened: OpenedNow) -> Response:
    """What the record holds: how many of each kind, its clock, and the days on which something became known."""
    record = opened.record
    return _json(
        {
            "schema": schema.VERSION, "articles": len(opened.ids),
            "claims": sum(len(one.claims) for one in record.encounters),
            "encounters": len(record.encounters), "forecasts": len(record.forecasts),
            "conflicts": len(record.conflicts), "sources": len(record.sources), "clock": record.clock,
            "as_of": asked.as_of, "days": opened.days,
        }
    )  # fmt: skip


@router.get("/timeline", responses=_WRONG)
def timeline(asked: AskedNow, opened: OpenedNow) -> Response:
    """The encounters in few bytes, as the timeline draws them: `columns` names the cells of each of the `rows`."""
    made = opened.kept(("data", asked), lambda: json_line(timeline_data(opened, asked.found(opened))).encode())
    return Response(made, media_type="application/json")


@router.get("/encounters", responses=_answers(schema.EncounterRow))
def encounters(asked: AskedNow, opened: OpenedNow, limit: Limit = 1000, skip: Skip = 0) -> Response:
    """Encounters in the order of the timeline."""
    return _json(list(_encounters(asked, opened))[skip : skip + limit])


@router.get("/encounters.csv", responses=_WRONG, response_class=Response)
def encounters_csv(asked: AskedNow, opened: OpenedNow) -> Response:
    """The same as a table."""
    return _csv(_encounters(asked, opened), schema.EncounterRow, "encounters")


def _encounters(asked: Asked, opened: Opened) -> Iterable[schema.EncounterRow]:
    found = asked.found(opened)
    return (rows.encounter_row(one, opened.accounts.get(one.id, ())) for one in found)


@router.get("/encounters/{encounter}", responses=_answers(schema.ShownRow, many=False))
def encounter(encounter: str, opened: OpenedNow) -> Response:
    """One encounter with its accounts, claims, conflicts and forecasts; its id, or enough of its start."""
    return _json(rows.shown_row(opened.shown(encounter)))


@router.get("/articles", responses=_answers(schema.ArticleRow))
def articles(opened: OpenedNow, limit: Limit = 100, skip: Skip = 0) -> Response:
    """Articles by when they were written, each with its whole text."""
    return _json([rows.article_row(opened.articles[name]) for name in opened.in_time[skip : skip + limit]])


@router.get("/articles/{article:path}", responses=_answers(schema.ArticleRow, many=False))
def article(article: str, opened: OpenedNow) -> Response:
    """One article by its id."""
    return _json(rows.article_row(opened.article(article)))


@router.get("/claims", responses=_answers(schema.ClaimRow))
def claims(opened: OpenedNow, limit: Limit = 1000, skip: Skip = 0) -> Response:
    """Claims by article and place in the text."""
    of = opened.record.encounter_of
    return _json([rows.claim_row(one, of[one.id]) for one in opened.record.claims[skip : skip + limit]])


@router.get("/forecasts", responses=_answers(schema.ForecastRow))
def forecasts(asked: AskedNow, opened: OpenedNow, limit: Limit = 1000, skip: Skip = 0) -> Response:
    """Forecasts by the day they were made."""
    found = queries.forecasts(opened.record, asked.chosen)
    return _json([rows.forecast_row(one) for one in found[skip : skip + limit]])


@router.get("/forecasts.csv", responses=_WRONG, response_class=Response)
def forecasts_csv(asked: AskedNow, opened: OpenedNow) -> Response:
    """The same as a table."""
    found = queries.forecasts(opened.record, asked.chosen)
    return _csv(map(rows.forecast_row, found), schema.ForecastRow, "forecasts")


@router.get("/conflicts", responses=_answers(schema.ConflictRow))
def conflicts(asked: AskedNow, opened: OpenedNow, limit: Limit = 1000, skip: Skip = 0) -> Response:
    """Where sources disagree."""
    found = queries.conflicts(opened.record, asked.chosen)
    return _json([rows.conflict_row(one) for one in found[skip : skip + limit]])


@router.get("/conflicts.csv", responses=_WRONG, response_class=Response)
def conflicts_csv(asked: AskedNow, opened: OpenedNow) -> Response:
    """The same as a table."""
    found = queries.conflicts(opened.record, asked.chosen)
    return _csv(map(rows.conflict_row, found), schema.ConflictRow, "conflicts")


@router.get("/sources", responses=_answers(schema.SourceRow))
def sources(opened: OpenedNow, limit: Limit = 1000, skip: Skip = 0) -> Response:
    """Sources, those on whose word most articles rest first."""
    return _json([rows.source_row(one) for one in queries.sources(opened.record)[skip : skip + limit]])


@router.get("/sources.csv", responses=_WRONG, response_class=Response)
def sources_csv(opened: OpenedNow) -> Response:
    """The same as a table."""
    return _csv(map(rows.source_row, queries.sources(opened.record)), schema.SourceRow, "sources")


Words = Annotated[str, Query(max_length=LONGEST_WORD, description="words, all of which must occur")]


@router.get("/search", responses=_answers(schema.HitRow))
def find(request: Request, q: Words, limit: Annotated[int, Query(ge=1, le=200)] = 20) -> Response:
    """Articles by their words, the best match first."""
    shelf = site_of(request).shelf
    return _json([rows.hit_row(hit) for hit in search.hits(shelf, shelf.now(), q, limit)])


class Found(BaseModel):
    """Something that somebody may be typing for."""

    href: str = Field(description="the page")
    title: str = Field(description="what it is called")
    more: str = Field(description="what it is")


class FoundAll(BaseModel):
    """What was found, people first, then encounters, then articles."""

    found: list[Found]


@router.get("/suggest", responses={200: {"model": FoundAll}, **_WRONG})
def suggest(request: Request, q: Words) -> Response:
    """What somebody may be typing for: people, encounters, articles."""
    shelf = site_of(request).shelf
    return _json({"found": [dataclasses.asdict(one) for one in search.suggestions(shelf, shelf.now(), q)]})


@router.get("/review", responses=_WRONG)
def queue(opened: OpenedNow, limit: Limit = 1000, skip: Skip = 0) -> Response:
    """What most needs a person, first things first."""
    found = opened.kept("review", lambda: review(opened.record, opened.judgements))[skip : skip + limit]
    return _json(
        [
            {"kind": one.kind, "encounter": one.encounter.id, "other": one.other.id if one.other else None,
             "why": one.why}
            for one in found
        ]
    )  # fmt: skip


@router.get("/judgements", responses=_answers(judging.JudgementRow), tags=["judgements"])
def judgements(opened: OpenedNow, limit: Limit = 1000, skip: Skip = 0) -> Response:
    """Every judgement ever made, superseded ones too, the latest first: the audit trail."""
    every = [one for act in judging.acts(opened.judgements) for one in act]
    return _json([judging.judgement_row(one, opened.record) for one in every[skip : skip + limit]])


@router.get("/judgements.csv", responses=_WRONG, response_class=Response, tags=["judgements"])
def judgements_csv(opened: OpenedNow) -> Response:
    """The same as a table."""
    every = [one for act in judging.acts(opened.judgements) for one in act]
    return _csv((judging.judgement_row(one, opened.record) for one in every), judging.JudgementRow, "judgements")


class Word(BaseModel):
    """A person's word on two claims, on one, or a correction of a field."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["same", "different", "unsure", "correct", "accept", "reject"]
    left: str = Field(min_length=1, max_length=64, description="id of a claim or an encounter")
    right: str | None = Field(None, max_length=64, description="id of the other claim or encounter of a pair")
    field: str | None = Field(None, max_length=40, description="the field that is corrected")
    value: str | None = Field(None, max_length=400, description="its value")
    by: str | None = Field(None, max_length=120, description="who judges; the server's user where none is given")
    why: str = Field("", max_length=2000, description="a note")


@router.post(
    "/judgements", status_code=201, tags=["judgements"],
    responses={201: {"model": model_of(judging.JudgementRow)}, **_WRONG, **_REFUSED},
)  # fmt: skip
def judge(request: Request, word: Annotated[Word, Body()]) -> Response:
    """Keeps a person's word and folds the record anew. Needs the token: `Authorization: Bearer TOKEN`."""
    site = site_of(request)
    given = word.model_dump() | {"by": (word.by or "").strip() or site.judge, "when": judging.moment()}
    one = Judgement(**given)
    site.shelf.judge([one])
    kept = site.shelf.now()
    return _json(judging.judgement_row(one, kept.record), 201)


class Change(BaseModel):
    """Something that changed in the record."""

    when: str = Field(description="ISO day or time")
    kind: Literal["status", "judgement", "deletion"]
    encounter: str | None = Field(description="the encounter, or null where it is no more")
    told: str = Field(description="in words")


@router.get("/changes", responses={200: {"model": list[Change]}, **_WRONG})
def changes(
    opened: OpenedNow, since: Annotated[str, Query(max_length=40, description="ISO day or time")] = "",
    limit: Limit = 1000,
) -> Response:  # fmt: skip
    """The feed of changes, the latest first: new statuses by record time, judgements, and what they took away."""
    found = [one for one in changed(opened) if one["when"] >= since]
    return _json(found[:limit])


def changed(opened: Opened) -> list[dict[str, Any]]:
    """Every change of the record, the latest first."""
    found: list[dict[str, Any]] = [
        {"when": step.record_time, "kind": "status", "encounter": one.id, "told": f"{step.status} by {step.said_by}"}
        for one in opened.record.encounters
        for step in one.status_history
        if step.record_time
    ]
    for one in opened.judgements:
        gone = one.left in opened.settled.rejected and one.verdict == "reject"
        found.append(
            {"when": one.when, "kind": "deletion" if gone else "judgement",
             "encounter": opened.record.encounter_of.get(one.left),
             "told": " ".join(filter(None, (one.verdict, one.field, one.value, f"by {one.by}", one.why)))}
        )  # fmt: skip
    return sorted(found, key=lambda one: (one["when"], str(one["encounter"]), one["told"]), reverse=True)


@router.get("/{path:path}", include_in_schema=False)
def nothing(path: str) -> Response:
    """Any other address of the interface."""
    return JSONResponse({"detail": f"there is nothing at /api/v1/{path[:80]}; see /api/v1/openapi.json"}, 404)
