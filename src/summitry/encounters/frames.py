"""Notes to claims: each trigger with what stands around it, what is said of it, and on whose word."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Sequence
from typing import Generic

from summitry.encounters.acts import Saying, chain_of, say
from summitry.encounters.anchored import by_others, orders
from summitry.encounters.build import drafts_of
from summitry.encounters.coreference import (
    NEGATIVE,
    Group,
    Stated,
    came_before,
    grouped,
    on_one_trip,
    shares_party,
    with_purposes,
)
from summitry.encounters.drafts import Draft, Side, Spot
from summitry.encounters.factuality import judge
from summitry.encounters.lapses import lapses
from summitry.encounters.scene import Scene
from summitry.encounters.transcripts import FRAME as TRANSCRIPT
from summitry.encounters.transcripts import transcribed
from summitry.encounters.tree import Tree
from summitry.encounters.undone import undone
from summitry.encounters.when import dates_of, in_phase, ongoing
from summitry.encounters.whereabouts import dateline, scene_of
from summitry.encounters.who import Cast, party_of, sides_of
from summitry.lexicon.meetings import Edition, editions, series_name
from summitry.lexicon.states import state
from summitry.model.claims import Act, Claim, Participant, Place
from summitry.model.finder import NoteT, Seen
from summitry.model.notes import Attribution, EncounterType, Maker, Mention, Sentence, Tense, Timex, Trigger
from summitry.model.text import TELLING_KINDS, Article, Quote
from summitry.model.windows import Window

NAME = "frames"
VERSION = "1"
READS = (Sentence, Mention, Timex, Trigger, Attribution)
_LONGEST_QUOTE = 300
"""Code points of evidence that a person takes in at a glance: three lines; a longer stretch is cut to what is near."""


def claims(article: Article, seen: Seen) -> tuple[Claim, ...]:
    """The claims of one article, in order of place; `seen` must hold the notes of READS and the article's date."""
    cast, home = Cast(seen.of(Mention), seen.dct), dateline(article, seen.of(Mention))
    statements = _statements(article, seen, cast, home)
    groups, _ = grouped(statements)
    on_one_trip(groups)
    order = orders(statements)
    found: list[Claim] = []
    firsts: list[tuple[Group, str]] = []
    for group in groups:
        near = [(other, first) for other, first in firsts if shares_party(other, group)]
        told = _claims_of(article, group, seen.dct, tuple(first for _, first in near))
        told[0] = dataclasses.replace(
            told[0],
            before=tuple(first for other, first in firsts if _precedes(group, other, order)),
            after=tuple(first for other, first in firsts if _precedes(other, group, order)),
        )
        scene = scene_of(group, groups, home, seen.dct)
        if scene is not None:
            told[0] = dataclasses.replace(told[0], place=scene.place, evidence=(*told[0].evidence, scene.quote))
        told[1:] = [dataclasses.replace(claim, same_as=(told[0].id,)) for claim in told[1:]]
        firsts.append((group, told[0].id))
        found.extend(told)
    found.extend(undone(article, seen.of(Sentence), cast, found))
    found.extend(lapses(article, seen.of(Sentence), found))
    unique = {c.id: c for c in found}
    return tuple(sorted(unique.values(), key=lambda c: (c.evidence[0].start, c.id)))


def _precedes(one: Group, other: Group, order: set[tuple[int, int]]) -> bool:
    """Whether the article says that one encounter came before another."""
    if shares_party(one, other) and came_before(one, other):
        return True
    return any((a, b) in order for a in one.starts for b in other.starts)


def _statements(article: Article, seen: Seen, cast: Cast, home: Spot | None) -> list[Stated]:
    attributions = seen.of(Attribution)
    times = _Row(seen.of(Timex))
    triggers = _Row(seen.of(Trigger))
    leads = _leads(seen.of(Mention))
    found = list(transcribed(article, seen.of(Sentence), seen.of(Mention), seen.of(Timex), seen.dct))
    for sentence in seen.of(Sentence):
        if not sentence.tokens or sentence.block not in TELLING_KINDS:
            continue
        here = triggers.within(sentence)
        if not here:
            continue
        scene = Scene(Tree(sentence.tokens), cast, home)
        dated = times.within(sentence)
        for trigger in here:
            for draft in drafts_of(scene, sentence, trigger, dated, seen.dct):
                whole = _with_protagonist(draft, leads)
                stated = _stated(article, scene.tree, whole, attributions, seen.dct)
                if stated is not None:
                    found.append(stated)
    return with_purposes(by_others(found))


class _Row(Generic[NoteT]):
    """Notes in order of place, asked by sentence."""

    def __init__(self, notes: Sequence[NoteT]) -> None:
        self._notes = notes
        self._starts = [n.start for n in notes]

    def within(self, sentence: Sentence) -> Sequence[NoteT]:
        low, high = (bisect.bisect_left(self._starts, at) for at in (sentence.start, sentence.end))
        return self._notes[low:high]


def _leads(mentions: Sequence[Mention]) -> list[Side]:
    """The people that an article speaks of most, each where it is first named; at least twice mentioned."""
    count: dict[Participant, int] = {}
    first: dict[Participant, Side] = {}
    for mention in mentions:
        for side in sides_of(mention) if mention.kind == "person" else ():
            count[side.participant] = count.get(side.participant, 0) + 1
            first.setdefault(side.participant, side)
    often = sorted((p for p in count if count[p] > 1), key=lambda p: (-count[p], first[p].quote.start))
    return [first[p] for p in often]


def _with_protagonist(draft: Draft, leads: Sequence[Side]) -> Draft:
    """A meeting told only as one "with" somebody, and not pointed back to, is the article's protagonist's."""
    parties = {party_of(s.participant) for s in draft.sides}
    if draft.trigger.frame != "meeting" or len(parties) != 1 or draft.pointing or draft.stranger or draft.series:
        return draft
    if not draft.counterpart:
        return draft
    lead = next((s for s in leads if party_of(s.participant) not in parties), None)
    return draft if lead is None else dataclasses.replace(draft, sides=(lead, *draft.sides))


def _stated(
    article: Article, tree: Tree, draft: Draft, attributions: Sequence[Attribution], dct: Window | None
) -> Stated | None:
    parties = {party_of(s.participant) for s in draft.sides}
    if len(parties) < 2 and _at_home(draft, parties):
        return None
    reading = judge(article, draft.sentence, tree.including(draft.index), attributions)
    saying = say(draft, tree, reading, chain_of(article, draft, attributions), dct)
    if saying.act is None:
        return None
    settled = saying.act in NEGATIVE or reading.shifted
    dates = dates_of(draft.times if settled else in_phase(draft.times, saying.phase, dct))
    if dates[4] is None and saying.phase == "past" and _under_way(draft, tree, saying):
        dates = ongoing(dct)
    return Stated(draft, saying, saying.act, *dates)


def _under_way(draft: Draft, tree: Tree, saying: Saying) -> bool:
    """Whether the encounter goes on as the article is written ("is hosting", "is in Paris for talks")."""
    return saying.reading.tense == "present" and draft.block == "body" and tree.progressive(draft.index, draft.support)


def _at_home(draft: Draft, parties: set[str]) -> bool:
    """Whether somebody only moves within the own country, or returns to it."""
    moving = draft.trigger.frame in ("visit", "go", "leave", "trip", "presence")
    return moving and draft.place is not None and draft.place.country in parties


def _claims_of(article: Article, group: Group, dct: Window | None, apart: tuple[str, ...]) -> list[Claim]:
    """The claims of one group; `apart`: first claims of the article's other encounters that might be taken for it."""
    phase = _phase(group, dct)
    edition = _edition(group, dct)
    hedged = any(m.draft.block == "headline" and m.saying.reading.rumour for m in group.members)
    found: list[Claim] = []
    for stated in group.members:
        claim = _claim(article, group, stated, phase, edition)
        if hedged and claim.act == "tell" and claim.certainty == "certain":
            claim = dataclasses.replace(claim, certainty="probable")
        if not found:
            claim = dataclasses.replace(claim, apart_from=apart)
        found.append(claim)
    return found


def _phase(group: Group, dct: Window | None) -> str:
    """Past or ahead, for the statements that leave it open."""
    told = {m.phase for m in group.members if m.act not in NEGATIVE} - {"open"}
    if "past" in told:
        return "past"
    if told or any(m.act in NEGATIVE for m in group.members):
        return "ahead"
    if group.phase != "open":
        return group.phase
    ahead = dct is not None and dct.end is not None and any(w.start and w.start > dct.end for w in group.windows)
    return "ahead" if ahead else "past"


def _edition(group: Group, dct: Window | None) -> Edition | None:
    """The edition of a recurring meeting that a group speaks of: the one in its window or place, if it is one."""
    if group.series is None:
        return None
    window = group.windows[0] if group.windows else (dct.widen(200, 200) if dct is not None else None)
    found = editions(group.series, window, group.place.city if group.place else None)
    if not found and group.place is not None and group.place.city is not None:
        found = editions(group.series, None, group.place.city)
    return found[0] if len(found) == 1 else None


def _series_place(series: str, edition: Edition | None) -> Place | None:
    """Where a recurring meeting is held: the edition's place, or the one place that all its editions share."""
    places = {(e.city, e.country) for e in ((edition,) if edition is not None else editions(series))}
    if len(places) != 1:
        return None
    city, country = places.pop()
    return Place(city=city, country=country)


def _claim(article: Article, group: Group, stated: Stated, phase: str, edition: Edition | None) -> Claim:
    draft, saying, act = stated.draft, stated.saying, stated.act
    if stated.phase == "open" and act in ("tell", "confirm", "plan"):
        act = "tell" if phase == "past" else "plan"
    elif stated.phase == "open" and act == "rumour" and phase == "ahead":
        act = "predict"
    sides = [s.participant for s in draft.sides] or group.participants
    place = draft.place or (group.place if not draft.sides else None)
    kind: EncounterType = draft.trigger.type
    if draft.series is not None and kind != "call":
        kind = "multilateral" if kind in ("multilateral", "talks", "meeting") else kind
    if place is None and group.series is not None:
        place = _series_place(group.series, edition)
    return Claim(
        article=article.id,
        type=kind,
        act=act,
        participants=_participants(sides, kind, place, draft.series),
        place=place,
        start=stated.start,
        end=stated.end,
        window=stated.window,
        precision=stated.precision,
        date_basis=_basis(stated),
        polarity=saying.reading.polarity,
        certainty=saying.reading.certainty,
        modality=saying.reading.modality,
        tense=_tense(saying, act, phase),
        attribution=saying.chain,
        evidence=(*_evidence(article, draft, group.sides if not draft.sides else ()), *stated.because),
        maker=Maker(NAME, VERSION, draft.trigger.frame),
        party=saying.party,
        transport=draft.transport,
        purpose=draft.purpose,
        ordinal=draft.ordinal,
        series=draft.series,
        likelihood=saying.reading.likelihood,
        value=stated.time.value if stated.time is not None else None,
    )


def _basis(stated: Stated) -> str:
    """What the days of a statement rest on: its words, the article's own day (a transcript's), or nothing."""
    if stated.time is not None:
        return "stated"
    return "article" if stated.draft.trigger.frame == TRANSCRIPT and stated.window is not None else "none"


def _tense(saying: Saying, act: Act, phase: str) -> Tense:
    if act in ("plan", "announce", "predict", "propose", "accept"):
        return "future"
    if act in ("tell", "confirm", "rumour"):
        return "past" if saying.reading.tense == "future" else saying.reading.tense
    return "future" if phase == "ahead" else "past"


def _participants(
    sides: Sequence[Participant], kind: EncounterType, place: Place | None, series: str | None
) -> tuple[Participant, ...]:
    """The sides by country and name; a visit's host state is the other side; a series stands for who attends."""
    found = list(sides)
    if (
        kind == "visit"
        and place is not None
        and place.country is not None
        and all(p.country != place.country for p in found)
    ):
        found.append(
            Participant(state(place.country).name, place.country, None, "host", "state", f"state:{place.country}")
        )
    if series is not None and len(found) < 2:
        found.append(Participant(series_name(series), None, None, "attendee", "organisation", f"series:{series}"))
    return tuple(sorted(set(found), key=lambda p: (p.country or "", p.name, p.role)))


def _evidence(article: Article, draft: Draft, borrowed: Sequence[Side]) -> tuple[Quote, ...]:
    """The stretch of the sentence that says it, and the words elsewhere that its participants are named by."""
    quotes = [q for q in draft.quotes() if draft.sentence.start <= q.start and q.end <= draft.sentence.end]
    start, end = min(q.start for q in quotes), max(q.end for q in quotes)
    if end - start > _LONGEST_QUOTE:
        start, end = _clipped(draft, quotes)
    extra = [s.quote for s in borrowed] + [s.quote for s in draft.spots if s.quote.start >= draft.sentence.end]
    return (article.quote(start, end), *sorted(set(extra)))


def _clipped(draft: Draft, quotes: Sequence[Quote]) -> tuple[int, int]:
    near = [q for q in quotes if abs(q.start - draft.start) <= _LONGEST_QUOTE // 2]
    return min(q.start for q in near), max(q.end for q in near)
