"""The pages that show the record: timeline, encounter, articles."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from summitry.model.errors import UsageError
from summitry.model.text import Quote
from summitry.record.judgements import CORRECTABLE
from summitry.views.web import evidence, passages, words
from summitry.views.web.asked import Asked, page_of
from summitry.views.web.shelf import Opened
from summitry.views.web.site import site_of

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

LARGEST_READ = 400_000
"""Code points of an article that is read anew on demand: about half a minute on one core."""


def asked_of(request: Request) -> Asked:
    """The filters in a request's address. Raises UsageError."""
    return Asked.of(request.query_params)


def opened_of(request: Request, asked: Annotated[Asked, Depends(asked_of)]) -> Opened:
    """The record as a request wants it. Raises UsageError where its day is none."""
    return site_of(request).shelf.as_of(asked.as_of)


AskedNow = Annotated[Asked, Depends(asked_of)]
OpenedNow = Annotated[Opened, Depends(opened_of)]


def shown_page(request: Request, name: str, **given: Any) -> HTMLResponse:
    """A template as a page."""
    site = site_of(request)
    given.setdefault("asked", Asked())
    return HTMLResponse(words.render(name, request=request, site=site, stale=site.shelf.stale, **given))


@router.get("/")
def home(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """The timeline, and the same encounters as a list."""
    found = asked.found(opened)
    return shown_page(
        request, "home.html", asked=asked, opened=opened, listed=page_of(found, asked.page),
        empty=not opened.ids,
    )  # fmt: skip


@router.get("/encounters/{encounter}")
def encounter(request: Request, encounter: str, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """All on one encounter."""
    shown = opened.shown(encounter)
    return shown_page(
        request, "encounter.html", asked=asked, opened=opened, shown=shown, one=shown.encounter,
        fields=list(evidence.fields(shown)), ladder=evidence.ladder(opened, shown), judged=evidence.judged(shown),
        tree=evidence.repeats(opened, shown), claims={claim.id: claim for claim in shown.claims},
        correctable=CORRECTABLE,
        corrections=[one for one in opened.settled.corrections if one.left in shown.encounter.claims],
        accepted=bool(opened.settled.accepted.intersection(shown.encounter.claims)),
    )  # fmt: skip


@router.get("/articles")
def articles(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """The articles, by when they were written."""
    listed = page_of(opened.in_time, asked.page)
    shown = [opened.articles[name] for name in listed.items]
    of = opened.record.encounter_of
    counts = {filed.article.id: len({of[claim.id] for claim in filed.claims if claim.id in of}) for filed in shown}
    return shown_page(request, "articles.html", asked=asked, opened=opened, listed=listed, shown=shown, counts=counts)


@router.get("/articles/{key}")
def article(request: Request, key: str, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """One article's text with what the record holds of it; `read=1`: with what reading it anew finds."""
    filed = opened.article(key)
    one = filed.article
    marked: Quote | None = passages.pointed(one, request.query_params.get("at"))
    told = opened.told_in(filed)
    names = {account.encounter: words.title(opened.encounters[account.encounter]) for account in told}
    every = opened.record.encounter_of
    of = {claim.id: every[claim.id] for claim in filed.claims if claim.id in every}
    highlights = passages.held(filed, of, names)
    site = site_of(request)
    readable = site.reader is not None and len(one.text) <= LARGEST_READ
    read = readable and request.query_params.get("read") == "1"
    if read:
        highlights = sorted({*highlights, *passages.read(site.read(filed))})
    start = _start(request.query_params.get("from"), marked)
    return shown_page(
        request, "article.html", asked=asked, opened=opened, filed=filed, told=told, read=read, readable=readable,
        passage=passages.passage(one, highlights, start, marked), marked=marked, shown_at_once=passages.SHOWN,
    )  # fmt: skip


def _start(given: str | None, marked: Quote | None) -> int:
    """Where the shown stretch begins: as asked, else so that the marked words are in it."""
    if given is None:
        return 0 if marked is None or marked.end <= passages.SHOWN else max(0, marked.start - passages.SHOWN // 4)
    if not (given.isascii() and given.isdecimal() and len(given) <= 9):
        raise UsageError(f"from: expected a number of code points, got {words.label(given, 40)!r}")
    return int(given)
