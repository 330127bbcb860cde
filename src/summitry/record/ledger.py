"""Clusters of claims to accounts and encounters, each value a fold over what was said."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import cast, get_args

from summitry.model.claims import Account, Claim, Encounter, Judgement, Place, StatusStep
from summitry.model.ids import content_id
from summitry.model.notes import ArticleDate, EncounterType
from summitry.model.text import Quote
from summitry.record import sources, values
from summitry.record.context import in_context
from summitry.record.link import Cluster
from summitry.record.sources import Sourcing
from summitry.record.spans import known_on
from summitry.record.status import RANK, account_status, is_party, moves, speakers, status_of

UNDATED = "9999"
"""Sorts an undated article's claims behind the dated ones where the earliest is sought."""


@dataclasses.dataclass(frozen=True)
class Known:
    """What the folds need beside the claims: when each article could be known, whose word it is, and the record's clock
    (the latest record time, an ISO day, or None where no article is dated)."""

    times: Mapping[str, str | None]
    sourcing: Sourcing
    clock: str | None

    @staticmethod
    def of(dates: Mapping[str, ArticleDate], sourcing: Sourcing) -> Known:
        """From the articles' dates."""
        times = {article: known_on(date) for article, date in dates.items()}
        return Known(times, sourcing, max((t for t in times.values() if t is not None), default=None))

    def time(self, claim: Claim) -> str:
        """The record time of a claim, "" where its article is undated."""
        return self.times[claim.article] or ""


def encounter_id(cluster: Cluster, known: Known) -> str:
    """Named after the earliest claim, so that later articles do not rename it."""
    claims = [s.claim for s in cluster.claims]
    return id_after(min(claims, key=lambda c: (known.time(c) or UNDATED, c.id)))


def id_after(claim: Claim) -> str:
    """The id of an encounter whose earliest claim is `claim`."""
    return content_id("encounter", claim.id)


def accounts(claims: Sequence[Claim], encounter: str, parent: str | None) -> tuple[Account, ...]:
    """What each article says of one encounter, by article."""
    by_article: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=_place_in_text):
        by_article.setdefault(claim.article, []).append(claim)
    return tuple(_account(article, by_article[article], encounter, parent) for article in sorted(by_article))


def _account(article: str, claims: Sequence[Claim], encounter: str, parent: str | None) -> Account:
    status = account_status(claims)
    dates = values.dates(claims, status, told=in_context(claims))
    return Account(
        article=article,
        encounter=encounter,
        parent=parent,
        type=values.kind(claims),
        participants=values.participants(claims, dates.window),
        place=values.place(claims),
        start=dates.start,
        end=dates.end,
        precision=dates.precision,
        status=status,
        transport=values.transport(claims),
        evidence=_evidence(claims),
        claims=tuple(c.id for c in claims),
    )


def encounter(cluster: Cluster, told: Sequence[Account], known: Known, floor: str | None = None) -> Encounter:
    """The fold of one cluster; `told` are its accounts, `floor` the first day on which it can have been, or None. Its
    parent is that of its accounts; `aged` tells whether it is overdue. What is ahead within a window finer than ISO
    prefixes can say ("the second half of April") has the window alone."""
    claims = sorted(
        (s.claim for s in cluster.claims), key=lambda c: (known.time(c) or UNDATED, c.article, _place_in_text(c))
    )
    by_id = {c.id: c for c in claims}
    history = status_history(told, by_id, known)
    status = history[-1].status
    dates = values.dates(claims, status, known.time, in_context(claims, floor))
    articles = tuple(a.article for a in told)
    saying = [c for c in claims if status_of(c) == status] or claims
    letter, letter_rule = sources.reliability(claims, known.sourcing)
    figure, figure_rule = sources.credibility(status, saying, known.sourcing)
    ahead = values.is_ahead(status)
    if ahead and dates.finer:
        dates = dataclasses.replace(dates, start=None, end=None, precision="window")
    window = dates.window if ahead or dates.start is None else None
    return Encounter(
        id=told[0].encounter,
        parent=told[0].parent,
        type=values.kind(claims),
        participants=values.participants(claims, dates.window),
        place=values.place(claims),
        start=dates.start,
        end=dates.end,
        precision=dates.precision,
        window=window,
        status=status,
        overdue=False,
        status_history=history,
        transport=values.transport(claims),
        claims=tuple(c.id for c in claims),
        articles=articles,
        n_articles=len(articles),
        n_outlets=len(known.sourcing.outlets(articles)),
        n_origins=len(known.sourcing.families(claims)),
        source_reliability=letter,
        source_reliability_rule=letter_rule,
        information_credibility=figure,
        information_credibility_rule=figure_rule,
        merge=cluster.merge,
    )


def status_history(told: Sequence[Account], claims: Mapping[str, Claim], known: Known) -> tuple[StatusStep, ...]:
    """The status in record time, a step for every change: undated accounts first, so that dated ones have the last
    word; accounts of one day from the weakest to the strongest. All who say the new status on that day are named."""
    ordered = sorted(told, key=lambda a: (known.times[a.article] or "", RANK[a.status], a.article))
    steps: list[StatusStep] = []
    for account in ordered:
        now = steps[-1].status if steps else None
        if not moves(now, account.status):
            continue
        day = known.times[account.article]
        together = [a for a in ordered if known.times[a.article] == day and a.status == account.status]
        saying = [c for a in together for c in _saying(a, claims)]
        steps.append(StatusStep(account.status, day, _saying(account, claims)[0].id, speakers(saying)))
    return tuple(steps)


def _saying(account: Account, claims: Mapping[str, Claim]) -> list[Claim]:
    mine = [claims[i] for i in account.claims]
    saying = [c for c in mine if status_of(c) == account.status] or mine
    return [c for c in saying if is_party(c)] or saying


def corrected(one: Encounter, corrections: Iterable[Judgement]) -> Encounter:
    """The encounter with the fields that people corrected; a corrected status is a step of its history."""
    for fix in corrections:
        if fix.field == "start":
            one = dataclasses.replace(one, start=fix.value)
        elif fix.field == "end":
            one = dataclasses.replace(one, end=fix.value)
        elif fix.field == "transport":
            one = dataclasses.replace(one, transport=fix.value)
        elif fix.field == "type" and fix.value in get_args(EncounterType):
            one = dataclasses.replace(one, type=cast(EncounterType, fix.value))
        elif fix.field == "status" and fix.value in RANK:
            step = StatusStep(fix.value, fix.when[:10], fix.left, f"{fix.by} (judgement)")
            one = dataclasses.replace(one, status=step.status, status_history=(*one.status_history, step))
        elif fix.field in ("city", "country", "venue"):
            place = dataclasses.replace(one.place or Place(), **{fix.field: fix.value}, lat=None, lon=None)
            one = dataclasses.replace(one, place=place)
    return one


def aged(one: Encounter, clock: str | None) -> Encounter:
    """The encounter on a record whose clock shows a day: overdue where its window has passed without a word."""
    ended = one.window is not None and one.window.end is not None and clock is not None and one.window.end < clock
    overdue = ended and values.is_ahead(one.status)
    return one if one.overdue == overdue else dataclasses.replace(one, overdue=overdue)


def _evidence(claims: Iterable[Claim]) -> tuple[Quote, ...]:
    return tuple(sorted({quote for claim in claims for quote in claim.evidence}))


def _place_in_text(claim: Claim) -> tuple[int, str]:
    return (claim.evidence[0].start if claim.evidence else 0, claim.id)
