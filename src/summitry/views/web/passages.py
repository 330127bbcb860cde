"""An article's text cut into stretches, each with the notes that cover it: offsets are code points all the way."""

from __future__ import annotations

import bisect
import dataclasses
import itertools
from collections.abc import Iterable, Sequence

from summitry.model.claims import Filed
from summitry.model.notes import ArticleDate, Attribution, Mention, Note, Timex, Trigger
from summitry.model.text import Article, Block, Quote
from summitry.views.web import words

SHOWN = 60_000
"""Code points of a text shown at once: a long read of ten thousand words; longer ones are shown a stretch at a time."""
MOST_NOTES = 4_000
"""Highlights within one stretch: beyond, a browser grows slow and nobody reads them."""

LAYERS = ("evidence", "attribution", "date", "mention", "time", "trigger")
READ = frozenset({"mention", "time", "trigger"})
"""Layers that the record does not hold: the article is read anew for them, on demand."""


@dataclasses.dataclass(frozen=True, order=True)
class Highlight:
    """Words with their reading. `link`: where the reading leads, or None; `target`: the place on this page."""

    start: int
    end: int
    layer: str
    reading: str
    link: str | None = None


@dataclasses.dataclass(frozen=True)
class Piece:
    """A stretch of text under the same highlights (their numbers), `marked` where the address points at it."""

    text: str
    layers: tuple[str, ...]
    numbers: tuple[int, ...]
    marked: bool
    first: bool


@dataclasses.dataclass(frozen=True)
class Part:
    """A block's stretch within what is shown; `kind` is "" between blocks."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclasses.dataclass(frozen=True)
class Passage:
    """What is shown of a text: from `start` to `end`, in parts, with the highlights in it by number."""

    start: int
    end: int
    length: int
    parts: tuple[Part, ...]
    highlights: tuple[Highlight, ...]
    cut: bool


def held(filed: Filed, encounter_of: dict[str, str], names: dict[str, str]) -> list[Highlight]:
    """What the record itself holds of an article: evidence, attributions, the words that date it. `encounter_of`: by
    claim; `names`: what an encounter is called, by id."""
    found: list[Highlight] = []
    for claim in filed.claims:
        encounter = encounter_of.get(claim.id)
        if encounter is None:
            continue
        link = f"/encounters/{encounter}#claim-{claim.id}"
        reading = f"{claim.type}, {claim.act}, {claim.certainty}: {names.get(encounter, '')}"
        found.extend(Highlight(q.start, q.end, "evidence", reading, link) for q in claim.evidence)
        for one in claim.attribution:
            if one.quote is not None:
                kind = one.kind.replace("_", " ")
                found.append(Highlight(one.quote.start, one.quote.end, "attribution", f"{one.source} ({kind})", link))
    for candidate in filed.date.candidates:
        if candidate.quote is not None and candidate.quote.text.strip():
            verdict = "kept" if candidate.kept else "rejected"
            told = f"date of the article, {verdict}: {words.window(candidate.window)}; {candidate.reason}"
            found.append(Highlight(candidate.quote.start, candidate.quote.end, "date", told))
    return sorted(set(found))


def read(notes: Iterable[Note]) -> list[Highlight]:
    """What reading the article anew finds: mentions, times, triggers, attributions."""
    return sorted({one for note in notes if (one := _highlight(note)) is not None})


def _highlight(note: Note) -> Highlight | None:
    if isinstance(note, Mention):
        who = words.joined(one.name for one in note.referents) or "open"
        return Highlight(note.start, note.end, "mention", f"{note.kind}, {note.form}: {who}")
    if isinstance(note, Timex):
        window = f": {words.window(note.window)}" if note.window else ""
        return Highlight(note.start, note.end, "time", f"{note.type} {note.value}{window} ({note.relation})")
    if isinstance(note, Trigger):
        return Highlight(note.start, note.end, "trigger", f"{note.type} (“{note.lemma}”, {note.part})")
    if isinstance(note, Attribution) and not isinstance(note, ArticleDate):
        return Highlight(note.start, note.end, "attribution", f"{note.name} ({note.kind.replace('_', ' ')})")
    return None


def passage(article: Article, highlights: Sequence[Highlight], start: int, marked: Quote | None) -> Passage:
    """The stretch of a text from `start` on, and the highlights within it, cut where any begins or ends."""
    length = len(article.text)
    start = max(0, min(start, max(0, length - 1)))
    end = min(length, start + SHOWN)
    within = [one for one in highlights if one.start < end and one.end > start and one.start < one.end]
    kept = within[:MOST_NOTES]
    blocks = [one for one in article.blocks if one.start < end and one.end > start]
    edges = {start, end}
    spans = [(one.start, one.end) for one in kept] + [(one.start, one.end) for one in blocks]
    spans += [(marked.start, marked.end)] if marked else []
    edges.update(edge for span in spans for edge in span if start < edge < end)
    cuts = sorted(edges)
    covering: list[list[int]] = [[] for _ in cuts]
    for number, one in enumerate(kept):
        for at in range(bisect.bisect_left(cuts, max(start, one.start)), bisect.bisect_left(cuts, min(end, one.end))):
            covering[at].append(number)
    parts: list[tuple[str, list[Piece]]] = []
    unmarked = True
    for at, (left, right) in enumerate(itertools.pairwise(cuts)):
        is_marked = marked is not None and marked.start <= left and right <= marked.end
        layers = tuple(sorted({kept[number].layer for number in covering[at]}))
        shown = words.visible(article.text[left:right])
        piece = Piece(shown, layers, tuple(covering[at]), is_marked, is_marked and unmarked)
        unmarked = unmarked and not is_marked
        kind = _kind_at(blocks, left)
        if not parts or parts[-1][0] != kind or any(block.start == left for block in blocks):
            parts.append((kind, []))
        parts[-1][1].append(piece)
    made = tuple(Part(kind, tuple(pieces)) for kind, pieces in parts)
    return Passage(start, end, length, made, tuple(kept), len(within) > len(kept))


def _kind_at(blocks: Sequence[Block], at: int) -> str:
    found = bisect.bisect_right(blocks, at, key=lambda block: block.start) - 1
    return blocks[found].kind if found >= 0 and at < blocks[found].end else ""


def pointed(article: Article, asked: str | None) -> Quote | None:
    """The words that an address points at ("at=120-145"), or None where it points at none in this text."""
    first, _, last = (asked or "").partition("-")
    if not all(number.isascii() and number.isdecimal() and len(number) <= 9 for number in (first, last)):
        return None
    start, end = int(first), int(last)
    return article.quote(start, end) if start < end <= len(article.text) else None
