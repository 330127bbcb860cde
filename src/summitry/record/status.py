"""Status: what a claim says of an encounter, what an article as a whole says, and what the record makes of it over
time."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from summitry.lexicon.outlets import outlet_named, state_media_of
from summitry.lexicon.states import state
from summitry.model.claims import Claim, Link, Status
from summitry.record.parties import side_of

AHEAD: tuple[Status, ...] = ("predicted", "proposed", "planned", "announced")
"""Statuses of what is ahead, weakest first."""
BEHIND: tuple[Status, ...] = ("rumoured", "reported", "confirmed")
"""Statuses of what is under way or past, weakest first."""
OFF: tuple[Status, ...] = ("lapsed", "denied", "postponed", "declined", "cancelled")
"""Statuses of what did not take place, or not then; the weightier last."""
RANK = {name: i for i, name in enumerate((*AHEAD, *BEHIND, *OFF))}

NOBODY = "nobody named"
"""Who says what "is said" or "is believed"."""
_SAID: dict[str, Status] = {
    "announce": "announced", "accept": "announced", "plan": "planned", "propose": "proposed", "predict": "predicted",
    "confirm": "confirmed", "deny": "denied", "decline": "declined", "postpone": "postponed", "cancel": "cancelled",
    "lapse": "lapsed",
}  # fmt: skip
_OFF_ACTS = frozenset({"deny", "decline", "postpone", "cancel", "lapse", "silence"})

_MOVES: dict[Status, str] = {
    "predicted": "proposed planned announced rumoured reported confirmed lapsed denied postponed declined cancelled",
    "proposed": "planned announced rumoured reported confirmed lapsed denied postponed declined cancelled",
    "planned": "announced rumoured reported confirmed lapsed denied postponed declined cancelled",
    "announced": "rumoured reported confirmed lapsed denied postponed declined cancelled",
    "rumoured": "reported confirmed lapsed denied postponed declined cancelled",
    "reported": "confirmed denied",
    "confirmed": "",
    "denied": "announced confirmed",
    "declined": "announced reported confirmed",
    "postponed": "planned announced rumoured reported confirmed lapsed cancelled",
    "cancelled": "announced reported confirmed",
    "lapsed": "announced reported confirmed",
}
"""What each status gives way to, in record time. What was confirmed stays so: a later denial is a conflict, not a
change. After a denial only a party's word or plain fact counts; what was called off is on again when a party says so or
when it took place."""


def moves(now: Status | None, said: Status) -> bool:
    """Whether an encounter of status `now` (None: just come up) becomes `said`."""
    return now is None or said in _MOVES[now].split()


def status_of(claim: Claim) -> Status | None:
    """The status that one claim by itself gives, or None for a word that the parties are silent."""
    if claim.act == "silence":
        return None
    if claim.polarity == "neg" and claim.act not in _OFF_ACTS:
        if is_party(claim):
            return "denied"
        return "predicted" if claim.tense == "future" and claim.certainty in ("possible", "unknown") else "lapsed"
    if claim.act == "announce" and not is_party(claim) and quoted(claim) is not None:
        return "planned"
    if claim.act in _OFF_ACTS and claim.certainty in ("possible", "unknown") and claim.tense == "future":
        return "planned"
    if claim.act in _SAID:
        return _SAID[claim.act]
    if claim.tense == "future":
        return _told_ahead(claim)
    return _told_behind(claim)


def account_status(claims: Sequence[Claim]) -> Status:
    """The status as of one article, from all that it says of one encounter.

    What was called off stays off, unless the article tells more often that it took place than that it did not; a
    party's denial stands against all but plain fact; what is told to have begun outweighs what is told as ahead; the
    strongest word holds among equals. With a word that the parties are silent, nothing is confirmed but by a party, and
    a rumour stays one.
    """
    said: list[tuple[Status, Claim]] = [(s, c) for c in claims if (s := status_of(c)) is not None]
    if not said:
        return "rumoured"
    silent = any(c.act == "silence" for c in claims)
    told = [(_hushed(s, c) if silent else s) for s, c in said]
    behind = [s for s in told if s in BEHIND]
    off = [s for s in told if s in OFF]
    ahead = [s for s in told if s in AHEAD]
    called_off = [s for s in off if s not in ("denied", "lapsed")]
    if called_off and len(behind) <= len(called_off):
        return max(called_off, key=RANK.__getitem__)
    if "denied" in off and "confirmed" not in behind:
        return "denied"
    if behind:
        if silent and "rumoured" in behind and "confirmed" not in behind:
            return "rumoured"
        return max(behind, key=RANK.__getitem__)
    if off:
        return max(off, key=RANK.__getitem__)
    return max(ahead, key=RANK.__getitem__)


def is_party(claim: Claim) -> bool:
    """Whether somebody who answers for a side says so: a named official, a spokesman or a body of one of its states, or
    its state media."""
    return (
        claim.party
        or any(_speaks_for(link, claim) for link in claim.attribution)
        or any(_state_media_for(link, claim) for link in claim.attribution[-1:])
    )


def quoted(claim: Claim) -> Link | None:
    """The innermost source whose word the article passes on, or None where it speaks for itself: the first link of a
    chain is the article's own author or outlet."""
    own = claim.attribution[:1] and claim.attribution[0].kind in ("author", "outlet")
    return claim.attribution[-1] if len(claim.attribution) > (1 if own else 0) else None


def speakers(claims: Iterable[Claim]) -> str:
    """Who says so, in words: "China (Xinhua), North Korea (KCNA)", each once, in order of name."""
    return ", ".join(sorted({speaker(c) for c in claims}))


def speaker(claim: Claim) -> str:
    """The innermost source of a claim, with its state where it speaks for one: "China (Xinhua)"; who is not named is
    called so: "a diplomat (unnamed)"."""
    link = quoted(claim)
    if link is None:
        return claim.attribution[0].source if claim.attribution else "the article"
    if link.anonymous:
        return NOBODY if link.quote is None else f"{link.source} (unnamed)"
    if link.country is None:
        return link.source
    name = _state_name(link.country)
    return link.source if name is None or name in link.source else f"{name} ({link.source})"


@functools.cache
def _state_name(code: str) -> str | None:
    try:
        return state(code).name
    except KeyError:
        return None


def _told_ahead(claim: Claim) -> Status:
    if claim.act == "rumour" or claim.modality == "predicted" or claim.certainty == "possible":
        return "predicted"
    return "announced" if is_party(claim) else "planned"


def _told_behind(claim: Claim) -> Status:
    if claim.act == "rumour" or claim.modality in ("hypothetical", "predicted"):
        return "rumoured"
    if is_party(claim):
        return "confirmed"
    if claim.certainty in ("possible", "unknown"):
        return "rumoured"
    return "confirmed" if claim.certainty == "certain" and quoted(claim) is None else "reported"


def _hushed(said: Status, claim: Claim) -> Status:
    return "reported" if said == "confirmed" and not is_party(claim) else said


def _state_media_for(link: Link, claim: Claim) -> bool:
    """Whether a source is the state media of a side: known as such, or called so ("Chinese state media")."""
    if link.kind not in ("agency", "outlet", "named_organisation", "unnamed"):
        return False
    whose = _owner(link.source)
    return whose is not None and any(side_of(one) == whose for one in claim.participants)


@functools.lru_cache(maxsize=8192)
def _owner(source: str) -> str | None:
    known = outlet_named(source)
    return known.state_of if known is not None else state_media_of(source)


def _speaks_for(link: Link, claim: Claim) -> bool:
    if link.anonymous or link.country is None or link.kind not in ("named_person", "named_organisation", "unnamed"):
        return False
    return any(side_of(one) == link.country for one in claim.participants)
