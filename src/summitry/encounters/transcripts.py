"""Transcripts: what was said at a meeting, under a headline that names the speakers, and lines that say where and at
what hour. That they spoke there together is told by nothing else."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from summitry.encounters.acts import Saying
from summitry.encounters.coreference import Stated
from summitry.encounters.drafts import Draft, Side, Spot
from summitry.encounters.factuality import Reading
from summitry.encounters.where import merged, place_of_entry
from summitry.encounters.who import distinct, party_of, sides_of
from summitry.lexicon.places import places_named, venue_forms
from summitry.lexicon.words import frame_words
from summitry.model.claims import Link, Place, Role
from summitry.model.notes import EncounterType, Maker, Mention, Sentence, Timex, Trigger
from summitry.model.text import TELLING_KINDS, Article, Quote
from summitry.model.windows import Window, shift_day

FRAME = "transcript"
_OPENING = 400
"""Code points of the text under the headline in which the lines of place and hour stand; in the White House's
transcripts (dev) they end within 110."""
_LONGEST_LINE = 80
_CLOCK = re.compile(r"(?<![\d:])(?P<hour>\d{1,2}):\d\d ?(?P<half>[AP])\.?M\.?(?: [A-Z]{2,5}\b)?")
_LATE = 19
"""Hour from which a transcript may be of the day after: of those of the White House (dev) that begin at seven in the
evening or later, half are."""
_LINE = re.compile(r"[^\n\u00a0()|*]+?(?=\s{2,}|[\n\u00a0()|*]|\Z)")
_NOON = 12


@dataclasses.dataclass(frozen=True)
class _Scene:
    """Where and when a transcript was spoken: its places with their words, and its days."""

    spots: tuple[Spot, ...]
    days: Window | None


def transcribed(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], times: Sequence[Timex],
    dct: Window | None,
) -> Iterator[Stated]:  # fmt: skip
    """The meeting or the stay abroad at which a transcript's speakers spoke, where the article is one and says so."""
    headline = next((s for s in sentences if s.block == "headline"), None)
    if headline is None:
        return
    kind = _kind(headline)
    scene = _scene(article, headline, kind, times, dct) if kind is not None else None
    if kind is None or scene is None:
        return
    sides = _speakers(headline, kind, mentions)
    place = scene.spots[0].place if scene.spots else None
    parties = {party_of(s.participant) for s in sides}
    if len(parties) < 2 and (place is None or place.country is None or parties <= {place.country}):
        return
    yield _stated(article, headline, kind, tuple(_in_roles(sides, place)), scene)


def _kind(headline: Sentence) -> Quote | None:
    """The word that says that words are printed ("Remarks by"), where the headline opens with it."""
    text = headline.quotes[0].text
    found = re.match(r"(?:joint |opening |closing )?(\w+)(?: \w+)? (?:by|of|with)\b", text, re.IGNORECASE)
    if found is None or found[1].lower() not in frame_words("transcript"):
        return None
    start = headline.start + found.start(1)
    return Quote(start, start + len(found[1]), found[1])


def _evident(article: Article, spot: Spot, kind: Quote) -> Spot:
    """A spot whose words may be evidence: a line of place that is taken for a byline rests on the headline's word."""
    block = article.block_at(spot.quote.start)
    return spot if block is not None and block.kind in TELLING_KINDS else dataclasses.replace(spot, quote=kind)


def _scene(
    article: Article, headline: Sentence, kind: Quote, times: Sequence[Timex], dct: Window | None
) -> _Scene | None:
    """The lines of place, day and hour between the headline and the first words spoken; None where no hour is given."""
    begin = next((b.start for b in article.blocks if b.start >= headline.end), len(article.text))
    clock = _CLOCK.search(article.text, begin, begin + _OPENING)
    if clock is None:
        return None
    tail = headline.quotes[0].text.rfind("|")
    spots = [_evident(article, spot, kind) for spot in _places(article, begin, clock.start())]
    if tail >= 0:
        spots += _places(article, headline.start + tail + 1, headline.end)
    printed = [t for t in times if begin <= t.start < clock.start() and t.precision == "day" and t.window is not None]
    days = printed[0].window if printed else _days(dct, int(clock["hour"]) % _NOON + _NOON * (clock["half"] == "P"))
    return _Scene(merged(spots), days)


def _days(dct: Window | None, hour: int) -> Window | None:
    if dct is None or dct.days != 1 or dct.start is None:
        return None
    return dct if hour < _LATE else Window(shift_day(dct.start, -1), dct.end)


def _places(article: Article, start: int, end: int) -> Iterator[Spot]:
    """The places that short lines of a stretch name: venues, and cities with their country."""
    for line in _LINE.finditer(article.text, start, end):
        words = line.group().strip()
        if not words or len(words) > _LONGEST_LINE:
            continue
        at = article.text.index(words, line.start())
        venue = venue_forms().get(words)
        found = [venue] if venue is not None else [p for p in places_named(words) if "," in words or not p.risky]
        if found:
            yield Spot(place_of_entry(found[0]) or Place(), Quote(at, at + len(words), words))


def _speakers(headline: Sentence, kind: Quote, mentions: Sequence[Mention]) -> list[Side]:
    """The people named in the headline up to what they spoke at."""
    sides: list[Side] = []
    at = kind.end
    for mention in mentions:
        if mention.start < at or mention.end > headline.end:
            continue
        between = headline.quotes[0].text[at - headline.start : mention.start - headline.start].split()
        if any(word.lower().strip(",") not in _BETWEEN for word in between):
            break
        if mention.kind in ("person", "office"):
            sides += sides_of(mention)
        at = mention.end
    return [s for s in distinct(sides) if s.participant.kind == "person"]


_BETWEEN = frozenset(
    {"by", "and", "with", "of", "the", "his", "her", "excellency", "majesty", "h.e", "h.e.", "to", "press"}
)


def _in_roles(sides: Sequence[Side], place: Place | None) -> Iterator[Side]:
    """The speakers as host and visitors, where one of them is at home."""
    country = place.country if place is not None else None
    at_home = any(s.participant.country == country for s in sides) or len(sides) == 1
    for side in sides:
        home: Role = "host" if side.participant.country == country else "visitor"
        role: Role = home if country is not None and at_home else "attendee"
        yield dataclasses.replace(side, participant=dataclasses.replace(side.participant, role=role))


def _stated(article: Article, headline: Sentence, kind: Quote, sides: tuple[Side, ...], scene: _Scene) -> Stated:
    together = len({party_of(s.participant) for s in sides}) > 1
    told: EncounterType = "meeting" if together else "visit"
    trigger = Trigger(
        quotes=(kind,), maker=Maker("frames", "1", FRAME), type=told, lemma=kind.text.lower(), part="noun", frame=FRAME
    )
    draft = Draft(
        trigger=trigger,
        sentence=headline,
        index=0,
        sides=sides,
        spots=scene.spots,
        definite=True,
        block=headline.block,
    )
    own = Link(article.outlet or "the author", "outlet" if article.outlet else "author", False, None, None)
    reading = Reading("pos", "certain", 3.0, "asserted", "past")
    saying = Saying("tell", "past", reading, (own,), party=False, shifted=False)
    days = scene.days
    if days is None or days.days == 1:
        start = days.start if days is not None else None
        return Stated(draft, saying, "tell", start, None, days, "day" if start else "unknown", None)
    return Stated(draft, saying, "tell", None, None, days, "window", None)
