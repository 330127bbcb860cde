"""What was said to be ahead, by whom, how surely, and what came of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from summitry.lexicon.cues import likelihood as worded
from summitry.model.claims import Claim, Encounter, Forecast, Likelihood, Outcome
from summitry.model.ids import content_id
from summitry.model.windows import Window
from summitry.record import spans
from summitry.record.ledger import Known
from summitry.record.status import quoted

FORECASTING = frozenset({"predict", "plan", "announce", "propose", "accept", "rumour"})
_INTENDING = frozenset({"plan", "announce", "propose", "accept"})

BARE: Mapping[str, Likelihood] = {
    "announce": Likelihood("very likely", 80, 95, None),
    "accept": Likelihood("very likely", 80, 95, None),
    "plan": Likelihood("very likely", 80, 95, None),
    "predict": Likelihood("likely", 55, 80, None),
    "propose": Likelihood("roughly even chance", 45, 55, None),
    "rumour": Likelihood("roughly even chance", 45, 55, None),
    "lapse": Likelihood("likely", 55, 80, None),
}
"""The ICD 203 band of a claim that gives no word of likelihood ("will meet", "plans to meet"), by what it does. A
convention, not a measurement: what is announced by those who decide, or is on a calendar, mostly takes place; an
outsider's bare "will" is "likely"."""

_HAPPENED = frozenset({"reported", "confirmed"})


def forecasts(claims: Iterable[Claim], whole: Encounter, known: Known, outlets: Mapping[str, str]) -> list[Forecast]:
    """The forecasts among an encounter's claims, one for each article, forecaster and window: the first that the text
    gives.

    `outlets`: who answers for an article's own words, by article.
    """
    found: dict[tuple[str, str, Window | None], Forecast] = {}
    ordered = sorted(claims, key=lambda c: (known.time(c), c.article, c.evidence[0].start if c.evidence else 0, c.id))
    foretold = {c.article for c in ordered if _foretells(c)}
    for claim in ordered:
        if not (
            _foretells(claim) or (claim.act == "lapse" and claim.article not in foretold and quoted(claim) is not None)
        ):
            continue
        who, window = forecaster(claim, outlets), spans.told(claim)
        key = (claim.article, who, window)
        if key not in found:
            outcome, resolved = resolve(claim, whole, known)
            found[key] = Forecast(
                id=content_id("forecast", claim.id),
                claim=claim.id,
                encounter=whole.id,
                forecaster=who,
                window=window,
                likelihood=band(claim),
                made_on=known.times[claim.article],
                outcome=outcome,
                resolved_on=resolved,
                evidence=claim.evidence,
            )
    return _superseded(list(found.values()))


def forecaster(claim: Claim, outlets: Mapping[str, str]) -> str:
    """Whose forecast it is: the innermost source of the chain; the outlet, or the article where none is known, for its
    own words."""
    inner = quoted(claim)
    return outlets[claim.article] if inner is None else inner.source


def band(claim: Claim) -> Likelihood:
    """The ICD 203 band of a claim: by its own words, else by what it does (`BARE`)."""
    given = worded(claim.likelihood) if claim.likelihood else None
    return given or BARE[claim.act]


def resolve(claim: Claim, whole: Encounter, known: Known) -> tuple[Outcome, str | None]:
    """What came of a forecast, and the record day that says so.

    fulfilled, late: it took place within the window, or after. missed: said not to have taken place, or called off, or
    put off beyond the window. void: its own intent was withdrawn in time. unresolved: it took place on days that cannot
    be told. open: none of these; `lapsed` finds those whose window passed without a word.
    """
    window = spans.told(claim)
    end = window.end if window is not None else None
    made = known.time(claim)
    for step in whole.status_history:
        if step.status in _HAPPENED and (step.record_time or "") >= made:
            return _in_time(whole, end, step.record_time), step.record_time
    last = whole.status_history[-1]
    if claim.act == "lapse" or last.status in ("lapsed", "denied"):
        return "missed", last.record_time or known.times[claim.article]
    if last.status in ("cancelled", "declined", "postponed"):
        return _withdrawn(claim, whole, end, last.record_time), last.record_time
    return "open", None


def lapsed(one: Forecast, whole: Encounter, clock: str | None) -> Forecast:
    """An open forecast as unresolved, where its window has passed on the record's clock without a word; what was put
    off into its window stays open."""
    end = one.window.end if one.window is not None else None
    if one.outcome != "open" or end is None or clock is None or end >= clock:
        return one
    return one if whole.status_history[-1].status == "postponed" else dataclasses.replace(one, outcome="unresolved")


def _in_time(whole: Encounter, end: str | None, told_on: str | None) -> Outcome:
    if end is None:
        return "fulfilled"
    days = Window.of(whole.start) if whole.start is not None else whole.window
    if days is not None and days.start is not None and days.start > end:
        return "late"
    if (days is not None and days.end is not None and days.end <= end) or (told_on is not None and told_on <= end):
        return "fulfilled"
    return "unresolved"


def _withdrawn(claim: Claim, whole: Encounter, end: str | None, on: str | None) -> Outcome:
    if claim.act in _INTENDING and (end is None or on is None or on <= end):
        return "void"
    if whole.status == "postponed" and (
        end is None or (whole.window is not None and (whole.window.start or "") <= end)
    ):
        return "open"
    return "missed"


def _foretells(claim: Claim) -> bool:
    if claim.act not in FORECASTING or claim.polarity == "neg":
        return False
    return claim.act != "rumour" or claim.tense == "future"


def _superseded(found: list[Forecast]) -> list[Forecast]:
    """Marks as void what the same forecaster himself gave another window for while it was open."""
    for i, one in enumerate(found):
        later = [f for f in found if f.forecaster == one.forecaster and _takes_back(f, one)]
        if later and one.outcome in ("open", "unresolved"):
            found[i] = dataclasses.replace(one, outcome="void", resolved_on=min(f.made_on or "" for f in later))
    return found


def _takes_back(later: Forecast, earlier: Forecast) -> bool:
    """Whether one gives a window apart from the other's, on a later day, before the other's window ended."""
    if later.window is None or earlier.window is None or later.window.meets(earlier.window):
        return False
    if later.made_on is None or earlier.made_on is None or later.made_on <= earlier.made_on:
        return False
    return earlier.window.end is None or later.made_on <= earlier.window.end
