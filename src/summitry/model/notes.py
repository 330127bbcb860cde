"""What finders write about an article: frozen, each with its quotes, its maker and an id of its content."""

from __future__ import annotations

import dataclasses
from typing import Literal

from summitry.model.ids import Identified
from summitry.model.text import Quote
from summitry.model.windows import Window


@dataclasses.dataclass(frozen=True)
class Maker:
    """Who made a note: the finder's name, its version, and the rule within it."""

    finder: str
    version: str
    rule: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Note(Identified):
    """One thing found in an article. `quotes[0]` is where it stands; more quotes are what it rests on."""

    quotes: tuple[Quote, ...]
    maker: Maker

    @property
    def start(self) -> int:
        return self.quotes[0].start

    @property
    def end(self) -> int:
        return self.quotes[0].end


@dataclasses.dataclass(frozen=True)
class Token:
    """A word of a parsed sentence. Offsets are the article's; `head` is an index into the sentence's tokens
    (the root's head is itself); `pos`, `tag`, `dep` are spaCy's English labels; `ent` is an entity label or ""."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sentence(Note):
    """A sentence within one block, with its parse. `tokens` is empty where no parse was made (nothing could matter)."""

    block: str
    tokens: tuple[Token, ...] = ()


MentionKind = Literal["person", "office", "state", "organisation", "place", "group"]
MentionForm = Literal["name", "title", "nominal", "pronoun", "metonym", "adjective"]


@dataclasses.dataclass(frozen=True)
class Referent:
    """Who or what a mention refers to. `entity` is a lexicon id ("person:kim-jong-un", "state:PRK",
    "org:united-nations", "place:beijing-chn", "venue:kremlin"), or None for somebody the lexicon does not know;
    `name` is how the record shows it; `country` is ISO 3166-1 alpha-3; `office` a title as held then ("president")."""

    name: str
    kind: MentionKind
    entity: str | None = None
    country: str | None = None
    office: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mention(Note):
    """A span that refers to somebody or something.

    `referents`: one, or several for a plural ("the two leaders", "both Koreas"), or none where the reference is open.
    `actor`: True where a place name or state name stands for its government ("Beijing said").
    `antecedent`: the id of the mention that a pronoun or nominal was resolved through, or None.
    """

    kind: MentionKind
    form: MentionForm
    referents: tuple[Referent, ...]
    actor: bool = False
    antecedent: str | None = None


TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Relation = Literal["in", "on", "by", "before", "after", "since", "until", "around", "from"]


EVENT = "event"
"""The anchor of a time that is counted from an event which the text names but does not date."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Timex(Note):
    """A time expression, as TIMEX3: `value` ("2018-03-27", "2018-W13", "P10M", "PRESENT_REF"), `mod` ("EARLY",
    "APPROX", or None), `anchor` ("dct", the id of another Timex, "none" for a value that stands by itself, `EVENT` for
    one counted from what its second quote names: "two days" with "after the summit").

    `window`: the days it denotes, or None where it denotes none (durations, sets, an undated article).
    `relation`: how the words before it relate what they date to the window; "on" or "in" is plain.
    """

    type: TimexType
    value: str
    window: Window | None = None
    mod: str | None = None
    anchor: str = "none"
    relation: Relation = "in"
    precision: str = "unknown"

    @property
    def ends(self) -> tuple[tuple[Quote, str], ...]:
        """The quote and TIMEX3 value of each end of a range ("Apr. 26-27"), whose own value is an ISO interval, which
        TIMEX3 does not know; of any other time its own quote and value alone."""
        values = self.value.split("/")
        if len(values) == 1:
            return ((self.quotes[0], self.value),)
        return tuple(zip(self.quotes[1:], values, strict=False))


EncounterType = Literal["visit", "meeting", "summit", "call", "talks", "multilateral"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trigger(Note):
    """The word that evokes an encounter: its lemma, whether noun or verb, and the type that it evokes.

    `frame` names the row of the lexicon that says how its participants and place stand around it.
    """

    type: EncounterType
    lemma: str
    part: Literal["noun", "verb"]
    frame: str


SourceKind = Literal["author", "outlet", "agency", "named_person", "named_organisation", "unnamed"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Attribution(Note):
    """Somebody's words in the article: source, cue and content, each a quote or None where the text leaves it out.

    `parent`: the id of the attribution that this one stands in (its source speaks through the parent's), or None.
    `name`: the source as the record shows it; `knows`: what it is said to know, or None.
    `quotes[0]` is the cue, or the source where there is no cue.
    `contents` holds every stretch of a content that is split; `content` is the first.
    `act`: the cue's class in cues.tsv; those of `cues.SPEECH` report words or beliefs, others wishes or judgements.
    """

    source: Quote | None
    cue: Quote | None
    content: Quote | None
    name: str
    kind: SourceKind
    anonymous: bool = False
    knows: str | None = None
    entity: str | None = None
    country: str | None = None
    parent: str | None = None
    contents: tuple[Quote, ...] = ()
    act: str = "say"


Basis = Literal["given", "url", "metadata", "dateline", "inferred", "none"]


@dataclasses.dataclass(frozen=True)
class DateCandidate:
    """A reading of when an article was written: kept or rejected, with the reason and its words (None: no words)."""

    window: Window
    basis: Basis
    kept: bool
    reason: str
    quote: Quote | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ArticleDate(Note):
    """When the article was written (its DCT). `value`: an ISO prefix no finer than what is known, or the likeliest day
    of the window where articles on the same news tell it, or None; `window`: the days it must lie in; `quotes` are the
    words it rests on (the first words of the article where it rests on none)."""

    value: str | None
    window: Window
    basis: Basis
    candidates: tuple[DateCandidate, ...] = ()


Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["pos", "neg"]
Modality = Literal["asserted", "planned", "predicted", "hypothetical"]
Tense = Literal["past", "present", "future"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event(Note):
    """What a word says of the world and how surely, for `annotate`: the word's factuality from -3 (certainly not)
    to 3 (certainly so), and for contacts between states the PLOVER root code, mode and participants."""

    polarity: Polarity
    certainty: Certainty
    factuality: float
    modality: Modality
    tense: Tense
    plover: str | None = None
    mode: str | None = None
    participants: tuple[str, ...] = ()
    place: str | None = None
    time: str | None = None
