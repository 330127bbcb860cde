"""Review: the queue, the forms that judge, the audit trail with its undo, and the feed of changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from summitry.model.claims import Encounter, Judgement
from summitry.model.errors import UsageError
from summitry.record.judgements import CORRECTABLE
from summitry.views import judging
from summitry.views.judging import Pen
from summitry.views.review import KINDS, review
from summitry.views.web import words
from summitry.views.web.api import changed
from summitry.views.web.asked import page_of
from summitry.views.web.pages import AskedNow, OpenedNow, shown_page
from summitry.views.web.shelf import Opened
from summitry.views.web.site import Site, site_of

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

LONGEST_NOTE = 2_000
"""Characters of a note that are kept."""
FEED = 200
"""Changes in the feed: readers ask more often than a record changes by as many."""

Form = Mapping[str, list[str]]


async def _form(request: Request) -> Form:
    """The fields of a form; the guard has bounded it and checked who sends it."""
    return parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)


FormNow = Annotated[Form, Depends(_form)]


@router.get("/review")
def queue(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """What needs a person: the queue, and the one looked at beside it."""
    kind = request.query_params.get("kind") or None
    if kind is not None and kind not in KINDS:
        raise UsageError(f"kind: expected one of {', '.join(KINDS)}, got {words.label(kind, 40)!r}")
    every = opened.kept("review", lambda: review(opened.record, opened.judgements))
    found = tuple(one for one in every if kind in (None, one.kind))
    number = min(_number(request.query_params.get("n", "0")), max(0, len(found) - 1))
    doubt = found[number] if found else None
    start = max(0, min(number - 6, len(found) - 14))
    return shown_page(
        request, "review.html", asked=asked, opened=opened, doubt=doubt, number=number, total=len(found), kind=kind,
        near=list(enumerate(found))[start : start + 14], correctable=CORRECTABLE,
        counts={name: sum(one.kind == name for one in every) for name in KINDS},
        sides=[opened.shown(one.id) for one in (doubt.encounter, doubt.other) if one is not None] if doubt else [],
    )  # fmt: skip


@router.post("/judge")
async def judge(request: Request, form: FormNow) -> Response:
    """One act of judging, by form; then back to where it was done."""
    await run_in_threadpool(_act, site_of(request), form)
    return RedirectResponse(_local(_one(form, "next") or "/review"), 303)


def _act(site: Site, form: Form) -> None:
    opened = site.shelf.now()
    by = words.label(_one(form, "by").strip() or site.judge, 120)
    pen = Pen(by, judging.moment(), _one(form, "why")[:LONGEST_NOTE])
    site.shelf.judge(_judgements(opened, pen, form))


def _judgements(opened: Opened, pen: Pen, form: Form) -> list[Judgement]:
    action = _one(form, "action")
    if action == "undo":
        return pen.undo(opened.judgements, _one(form, "act_by"), _one(form, "act_when"))
    one = opened.shown(_one(form, "encounter")).encounter
    if action in ("accept", "reject"):
        return pen.accept(one) if action == "accept" else pen.reject(one)
    if action in ("same", "different"):
        other = _other(opened, one, _one(form, "other"))
        return pen.same(one, other) if action == "same" else pen.different(one, other)
    if action == "correct":
        return pen.correct(one, _one(form, "field"), _one(form, "value").strip())
    if action == "split":
        return pen.split(one, opened.record.part(one.id).accounts, form.get("article", []))
    raise UsageError(f"action: expected one of {', '.join(judging.ACTIONS)} or undo, got {words.label(action, 40)!r}")


def _other(opened: Opened, one: Encounter, given: str) -> Encounter:
    """The other encounter of a pair, by its id or its address."""
    other = opened.shown(given.strip().rstrip("/").rsplit("/", 1)[-1].split("?")[0]).encounter
    if other.id == one.id:
        raise UsageError("expected another encounter, got the same; paste the id or the address of the other")
    return other


@router.get("/judgements")
def trail(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """The audit trail: every act of judging, the latest first."""
    listed = page_of(tuple(judging.acts(opened.judgements)), asked.page)
    return shown_page(
        request, "judgements.html", asked=asked, opened=opened, listed=listed, undone=_undone(opened),
        of=opened.record.encounter_of,
    )  # fmt: skip


@router.get("/changes.atom")
def feed(request: Request, opened: OpenedNow) -> Response:
    """The feed of changes and deletions, for readers of feeds."""
    made = words.render("changes.xml", changes=changed(opened)[:FEED], opened=opened, base=str(request.base_url))
    return Response(made, media_type="application/atom+xml")


def _undone(opened: Opened) -> set[tuple[str, str]]:
    """Acts none of whose words hold any more."""
    settled = opened.settled
    held = {(one.by, one.when) for one in (*settled.same, *settled.different, *settled.corrections)}
    for one in opened.judgements:
        if one.left in (settled.accepted if one.verdict == "accept" else settled.rejected):
            held.add((one.by, one.when))
    return {(one.by, one.when) for one in opened.judgements} - held


def _number(given: str) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) <= 6):
        raise UsageError(f"n: expected a number from 0 on, got {words.label(given, 40)!r}")
    return int(given)


def _one(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


def _local(path: str) -> str:
    """A path of this site; anything else is the queue."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/review"
