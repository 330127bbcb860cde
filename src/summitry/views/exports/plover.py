"""PLOVER 2 events, as JSON lines: an event follows from an encounter's status, not from the words alone.

What took place is CONSULT, with its mode; what is announced or planned is AGREE, asked for REQUEST, refused or called
off REJECT. Rumour, prediction and what merely did not come about give no event, as nobody has acted. Fields are named
as in the POLECAT data set, in lower case; the record's own grades stand beside the scores of the ontology.
Source: the PLOVER manual (Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summitry.lexicon.offices import titles
from summitry.lexicon.people import normal
from summitry.model.claims import Encounter, Participant, Status
from summitry.record import Record
from summitry.views import text
from summitry.views.exports import Content, Row, Told
from summitry.views.exports.lines import json_lines
from summitry.views.exports.telling import Evidence, person_key, span
from summitry.views.queries import timeline

ROOTS: Mapping[Status, str] = {
    "confirmed": "CONSULT",
    "reported": "CONSULT",
    "announced": "AGREE",
    "planned": "AGREE",
    "proposed": "REQUEST",
    "declined": "REJECT",
    "cancelled": "REJECT",
}
"""The root of each status that is an event (DESIGN, section 4); the others are none."""
QUADS = {"CONSULT": 1, "AGREE": 1, "REQUEST": 3, "REJECT": 3}
"""1 verbal cooperation, 3 verbal conflict: the quads of the four roots, by the manual."""
INTENSITIES = {
    ("CONSULT", "visit"): 1.9,
    ("CONSULT", "third-party"): 2.5,
    ("CONSULT", "phone"): 1.0,
    ("CONSULT", "multilateral"): 1.0,
    ("CONSULT", None): 1.0,
    ("AGREE", None): 4.0,
    ("REQUEST", None): 4.0,
    ("REJECT", None): -5.0,
}
"""Goldstein's scale, -10 to 10, by the nearest CAMEO code: 042 make a visit, 044 meet at a third location, 041 discuss
by telephone, 040 consult, 036 express intent to meet, 026 appeal to meet, 125 reject a proposal to meet."""
_SECTORS = {"defence_minister": "MIL", "intelligence_chief": "SPY", "monarch": "GOV", "org_head": "IGO"}


def files(record: Record, _: Told) -> Iterator[tuple[str, Content]]:
    """One file, an event a line, in the order of the timeline."""
    yield "plover.jsonl", json_lines(events(record))


def events(record: Record) -> Iterator[Row]:
    """The events; an encounter with fewer than two sides and no place to be a host's gives one without recipients."""
    evidence = Evidence(record)
    for encounter in timeline(record):
        if encounter.status in ROOTS:
            yield _event(encounter, evidence)


def _event(encounter: Encounter, evidence: Evidence) -> Row:
    root, mode = ROOTS[encounter.status], mode_of(encounter)
    actors, recipients = sides(encounter)
    days = span(encounter)
    place = encounter.place
    cited = list(evidence.of(encounter))
    last = text.last_step(encounter)
    return {
        "event_id": f"{encounter.id}_{root}",
        "event_date": encounter.start or (days.start if days else None),
        "event_end": encounter.end,
        "event_window": {"start": encounter.window.start, "end": encounter.window.end} if encounter.window else None,
        "event_type": root,
        "event_mode": mode if root == "CONSULT" else None,
        "planned_mode": mode if root != "CONSULT" else None,
        "intensity": INTENSITIES[root, mode if root == "CONSULT" else None],
        "quad_code": QUADS[root],
        "contexts": ["diplomatic"],
        "actors": [_actor(one) for one in actors],
        "recipients": [_actor(one) for one in recipients],
        "placename": text.where(place),
        "city": place.city if place else None,
        "country": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "publication_date": last.record_time if last else None,
        "sources": sorted({one.article.outlet or one.article.id for one in cited}),
        "status": encounter.status,
        "source_reliability": encounter.source_reliability,
        "information_credibility": encounter.information_credibility,
        "text": [
            {"article": c.article.id, "start": c.quote.start, "end": c.quote.end, "quote": c.quote.text} for c in cited
        ],
        "version": "PLOVER 2; Summitry 1",
    }


def mode_of(encounter: Encounter) -> str | None:
    """PLOVER's mode of a consultation: how, or where, it took place; None where neither side hosts and nothing is
    known of the place."""
    if encounter.type == "call":
        return "phone"
    if encounter.type in ("multilateral", "summit") and len({who.country for who in encounter.participants}) > 2:
        return "multilateral"
    country = encounter.place.country if encounter.place else None
    states = {who.country for who in encounter.participants}
    if country and country not in states:
        return "third-party"
    return "visit" if encounter.type == "visit" or country else None


def sides(encounter: Encounter) -> tuple[Sequence[Participant], Sequence[Participant]]:
    """Actors and recipients: of a visit the visitor and the host, said to be one or at home there; where nobody hosts,
    all are actors, by the manual, except that who asks or refuses is the first side and the others receive it."""
    everybody = encounter.participants
    country = encounter.place.country if encounter.place else None
    visitors = [who for who in everybody if who.role == "visitor"]
    hosts = [who for who in everybody if who.role == "host" or (who.role != "visitor" and who.country == country)]
    if country and encounter.type == "visit" and not visitors:
        visitors = [who for who in everybody if who not in hosts]
    if visitors and hosts:
        return visitors, hosts
    if ROOTS[encounter.status] == "CONSULT" or len(everybody) < 2:
        return everybody, ()
    return everybody[:1], everybody[1:]


def _actor(who: Participant) -> Row:
    title = titles().get(normal(who.office or ""))
    sector = "IGO" if who.kind == "organisation" else _SECTORS.get(title.role if title else "", "GOV")
    return {
        "name": who.name,
        "country": who.country,
        "sector": sector,
        "title": who.office,
        "kind": who.kind,
        "id": person_key(who),
    }
