"""Short ways to make articles and claims for the record's tests."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path
from typing import Any

from summitry.model.claims import Claim, Filed, Link, Participant, Place, Role
from summitry.model.notes import ArticleDate, Maker
from summitry.model.text import Article, Block, Quote
from summitry.model.windows import Window
from summitry.record import schema
from summitry.record.parties import role_of

MAKER = Maker("made-up", "1", "test")
OPEN = Window(None, None)

PEOPLE = {
    "kim": ("Kim Jong Un", "PRK", "leader", "person:kim-jong-un"),
    "xi": ("Xi Jinping", "CHN", "president", "person:xi-jinping"),
    "trump": ("Donald Trump", "USA", "president", "person:donald-trump"),
    "moon": ("Moon Jae-in", "KOR", "president", "person:moon-jae-in"),
    "putin": ("Vladimir Putin", "RUS", "president", "person:vladimir-putin"),
    "modi": ("Narendra Modi", "IND", "prime minister", "person:narendra-modi"),
    "pompeo": ("Mike Pompeo", "USA", "secretary of state", "person:mike-pompeo"),
}
STATES = {"CHN": "China", "PRK": "North Korea", "USA": "United States", "DNK": "Denmark", "KOR": "South Korea"}
CITIES = {
    "beijing": Place(None, "Beijing", "CHN", 39.9, 116.4),
    "dalian": Place(None, "Dalian", "CHN", 38.9, 121.6),
    "hanoi": Place(None, "Hanoi", "VNM", 21.0, 105.8),
    "singapore": Place(None, "Singapore", "SGP", 1.3, 103.8),
    "moscow": Place(None, "Moscow", "RUS", 55.8, 37.6),
    "china": Place(None, None, "CHN"),
    "denmark": Place(None, None, "DNK"),
    "copenhagen": Place(None, "Copenhagen", "DNK", 55.7, 12.6),
}


def who(key: str, role: Role = "attendee") -> Participant:
    """A participant: a key of PEOPLE, a state's code, or "DNK prime minister" for an office without a name; "*" marks a
    visitor."""
    if key.endswith("*"):
        return who(key[:-1], "visitor")
    if key in PEOPLE:
        name, country, office, entity = PEOPLE[key]
        return Participant(name, country, office, role, "person", entity)
    if key in STATES:
        return Participant(STATES[key], key, None, role, "state", f"state:{key}")
    country, _, office = key.partition(" ")
    assert role_of(office)
    return Participant(f"the {office}", country, office, role, "person")


def link(source: str, kind: Any = "named_organisation", country: str | None = None, *, anonymous: bool = False) -> Link:
    """A link of a chain of attribution."""
    return Link(source, kind, anonymous, "said", None, None, country)


def date(day: str | None, window: Window | None = None) -> ArticleDate:
    """An article's date: given to the day, or only a window (None: open)."""
    span = Window.of(day) if day is not None else window or OPEN
    basis: Any = "given" if day is not None else "none"
    return ArticleDate(quotes=(Quote(0, 1, "T"),), maker=MAKER, value=day, window=span, basis=basis)


class Page:
    """An article under construction: `say` adds a claim, `filed` gives the whole."""

    def __init__(
        self, name: str, day: str | None, *, outlet: str | None = None, window: Window | None = None, body: str = ""
    ) -> None:
        self.name, self.outlet, self.date = name, outlet or f"{name} News", date(day, window)
        self.body = body or f"The report of {name}."
        self.claims: list[Claim] = []
        self.text = self.body

    def say(self, act: Any, people: str, kind: Any = "meeting", **given: Any) -> Claim:
        """Adds a claim: `people` as for `who`, apart by commas; `city` a key of CITIES; other fields by name."""
        sentence = f" Claim {len(self.claims)} of {self.name}."
        start = len(self.text) + 1
        self.text += sentence
        ahead = act in ("announce", "plan", "propose", "accept", "predict")
        place = CITIES[given.pop("city")] if "city" in given else None
        fields: dict[str, Any] = {
            "article": self.name, "type": kind, "act": act,
            "participants": tuple(who(p.strip()) for p in people.split(",")), "place": place,
            "start": None, "end": None, "window": None, "precision": "unknown", "date_basis": "stated",
            "polarity": "pos", "certainty": "certain", "modality": "asserted", "tense": "future" if ahead else "past",
            "attribution": (Link(self.outlet, "outlet", anonymous=False, cue=None, quote=None),),
            "evidence": (Quote(start, start + len(sentence) - 1, sentence[1:]),), "maker": MAKER,
            "party": act in ("announce", "accept", "confirm", "deny", "decline", "cancel", "postpone"),
        }  # fmt: skip
        if "by" in given:
            given["attribution"] = (*fields["attribution"], *given.pop("by"))
        claim = Claim(**(fields | given))
        self.claims.append(claim)
        return claim

    def filed(self, **article: Any) -> Filed:
        """The article with its date and claims."""
        whole = Article(
            self.name, self.text, (Block(0, len(self.text), "body"),), f"sha-{self.name}", outlet=self.outlet
        )
        return Filed(dataclasses.replace(whole, **article), self.date, tuple(self.claims))


def downgrade(path: Path, version: int) -> None:
    """Makes a record file what it was when written by an older version: without what came later."""
    later = (
        "changed",
        "dates",
        "again",
        "encounters",
        "parts",
        "outlines",
        "blocks",
        "joins",
        "stays",
        "known",
        "marks",
    )
    with sqlite3.connect(path) as db:
        for table in (*later, *(("readings",) if version < 3 else ())):
            db.execute(f"DROP TABLE {table}")
        if version >= 2:
            db.execute(schema.MIGRATIONS[1][0])
        db.execute("UPDATE schema_version SET version = ?", (version,))
    db.close()
