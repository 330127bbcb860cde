"""Where a judgement's claims stand in the text, so that it outlives a reading of the same words by other rules."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence

from summitry.model.claims import Claim, Judgement
from summitry.record.ledger import id_after


def find(name: str, claims: Sequence[Claim]) -> Claim | None:
    """The claim of an id, or the one after which the encounter of an id is named; None where there is neither."""
    return next((c for c in claims if c.id == name), None) or next((c for c in claims if id_after(c) == name), None)


def of(claim: Claim) -> str:
    """A claim's place: its article, where its first evidence stands, and what it says there."""
    at = claim.evidence[0] if claim.evidence else None
    return json.dumps([claim.article, at.start if at else 0, at.end if at else 0, claim.type, claim.act])


def article(anchor: str) -> str:
    """The article of a claim's place."""
    return str(json.loads(anchor)[0])


def carried(judgements: Iterable[Judgement], others: Sequence[Claim], claims: Sequence[Claim]) -> tuple[Judgement, ...]:
    """Judgements on some claims, or `others` of another reading of the same articles, as judgements on `claims`."""
    ids = {c.id for c in claims}
    lost = {c.id: of(c) for c in others if c.id not in ids}
    return tuple(
        moved(j, lost.get(j.left), lost.get(j.right or ""), claims) if {j.left, j.right} & lost.keys() else j
        for j in judgements
    )


def moved(one: Judgement, left: str | None, right: str | None, claims: Sequence[Claim]) -> Judgement:
    """The judgement on the claims that now stand where its own stood; as it was for those still there, or gone without
    a successor."""
    ids = {c.id for c in claims}

    def now(name: str, anchor: str | None) -> str:
        if name in ids or anchor is None:
            return name
        found = _at(anchor, claims)
        return found.id if found is not None else name

    return dataclasses.replace(
        one, left=now(one.left, left), right=None if one.right is None else now(one.right, right)
    )


def _at(anchor: str, claims: Sequence[Claim]) -> Claim | None:
    article, start, end, *words = json.loads(anchor)
    near = []
    for claim in claims:
        if claim.article == article and claim.evidence:
            at = claim.evidence[0]
            shared = min(end, at.end) - max(start, at.start)
            if shared > 0:
                alike = [given == told for given, told in zip(words, (claim.type, claim.act), strict=False)]
                near.append((shared, (at.start, at.end) == (start, end), alike, claim.id, claim))
    return max(near, key=lambda row: row[:4])[4] if near else None
