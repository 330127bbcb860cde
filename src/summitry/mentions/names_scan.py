"""Reading a sentence as a row of items: names that the lexicon knows, titles, and the words around them.

Each item has a one-letter code, so that a phrase ("the Chinese president, Xi Jinping") is found by a regular expression
over the codes:

    n state name   a demonym   x people ("Russians")   k capital or seat of power   c compound ("US-China")
    o organisation   e recurring meeting ("G20")   v venue   l city or region   b a name that is no party (an outlet)
    P person (full name)   N person the lexicon lacks (the model's word)   F other capitalised word
    t title   T plural title   h honorific   m modifier ("former", "new")   g who acts for a state ("officials")
    u one such ("diplomat")   H what one is to another ("host")   r state noun ("government")   K counterpart
    J counterparts   R region ("European")
    d determiner   D possessive pronoun   s possessive mark   O of   & and   , comma   - joiner   . full stop
    ; other mark   w word
"""

from __future__ import annotations

import dataclasses
import functools
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from summitry.lexicon import meetings, offices, organisations, outlets, people, places, states, tables
from summitry.lexicon.naming import SUFFIX
from summitry.model.notes import Sentence, Token

_PIECE = re.compile(r"[^\W_]+")
_JOINERS = frozenset("-‐‑–/")
_LOCATIVES = frozenset(
    {"in", "at", "near", "outside", "to", "from", "via", "around", "across", "into", "through", "toward", "towards"}
)
_BEFORE_MONTHS = frozenset(
    {"in", "by", "until", "till", "since", "of", "late", "early", "mid", "last", "next", "this", "from", "before",
     "after", "during", "through", "or"}
)  # fmt: skip
_CLASS_CODES = (
    ("calendar", "w"), ("modifier", "m"), ("past", "m"), ("group", "g"), ("official", "u"), ("state_noun", "r"),
    ("honorific", "h"), ("determiner", "d"), ("possessive", "D"), ("counterpart", "K"), ("counterparts", "J"),
    ("region", "R"), ("relation", "H"),
)  # fmt: skip


_NAME_LABELS = frozenset({"GPE", "LOC", "FAC", "ORG"})


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a sentence: its code (see above), article offsets, text, and what the lexicon says of it."""

    code: str
    start: int
    end: int
    text: str
    value: Any = None


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A sentence as items; `codes[i]` is the code of `items[i]`; `shouted`: most of its words have capitals."""

    sentence: Sentence
    items: tuple[Item, ...]
    codes: str
    shouted: bool


@functools.cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class of name_words.tsv."""
    return frozenset(row["word"] for row in tables.read("name_words") if row["class"] == name)


@functools.cache
def _never_names() -> frozenset[str]:
    """Words that have capitals for opening a sentence, standing in a headline, or naming a day or month."""
    return word_class("calendar") | {row["word"] for row in tables.read("starters")}


@functools.cache
def _word_codes() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word, lower case -> (words, code) of phrases, longest first; titles and name_words."""
    codes: dict[tuple[str, ...], str] = {("of",): "O", ("and",): "&"}
    for name, code in _CLASS_CODES:
        for word in word_class(name):
            codes.setdefault(tuple(_PIECE.findall(word.lower())), code)
    for form in offices.titles():
        words = tuple(form.split())
        codes.setdefault(words, "t")
        if len(words[-1]) > 4:  # "fm", "pm" and "pres" have no plural that is not another word
            codes.setdefault((*words[:-1], words[-1] + "s"), "T")
    grouped: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, code in sorted(codes.items(), key=lambda pair: (-len(pair[0]), pair)):
        grouped.setdefault(words[0], []).append((words, code))
    return {first: tuple(found) for first, found in grouped.items()}


@functools.cache
def _surface() -> Mapping[str, tuple[tuple[str, str, Any], ...]]:
    """First piece, as written -> (form, code, value), longest form first."""
    found: dict[str, tuple[str, Any]] = {}
    kinds = {"name": "n", "short": "n", "demonym": "a", "people": "x", "capital": "k", "metonym": "k", "compound": "c"}
    for form, outlet in outlets.outlet_forms().items():
        if " " in form or form.isupper():
            found[form] = ("b", outlet)
    for form, venue in places.venue_forms().items():
        found[form] = ("v", venue)
    for form, series in meetings.series_forms().items():
        if not _says_where(form):
            found[form] = ("e", series)
    for form, organisation in organisations.organisation_forms().items():
        found[form] = ("o", organisation)
    for form, state in states.state_forms().items():
        found[form] = (kinds[state.kind], state)
        if state.kind in {"name", "short", "capital"} and len(form) > 3:
            found.setdefault(form.upper(), (kinds[state.kind], state))
    found.update(dict.fromkeys(word_class("blocked"), ("b", None)))
    for opening in ("inter", "Inter"):
        found[f"{opening}-Korea"] = ("c", states.StateForm(f"{opening}-Korea", ("PRK", "KOR"), "compound"))
    for one, other in (("North", "South"), ("South", "North")):
        both = states.StateForm(f"{one} and {other} Korea", ("PRK", "KOR"), "compound")
        found.update({both.text: ("c", both), f"{both.text}n": ("c", both)})
    grouped: dict[str, list[tuple[str, str, Any]]] = {}
    for form, (code, value) in found.items():
        bare = form[4:] if form[:4].lower() == "the " and form[4:] in found else form
        first = _PIECE.search(bare)
        if first is not None and first.start() == 0 and bare == form:
            grouped.setdefault(first.group(), []).append((form, code, value))
    return {first: tuple(sorted(forms, key=lambda f: (-len(f[0]), f[0]))) for first, forms in grouped.items()}


def _says_where(form: str) -> bool:
    """Whether a meeting's name ends in saying where it is held, which is a place like any other ("Victory Day parade in
    Moscow"; not "Summit on Peace in Ukraine")."""
    event = form.rpartition(" in ")[0]
    return event in meetings.series_forms() or event.split(" ")[-1].islower()


@functools.cache
def _people_index() -> Mapping[str, int]:
    """First word of a full name's normal form -> words in the longest name that begins so."""
    longest: dict[str, int] = {}
    for form in people.name_forms():
        words = form.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@functools.cache
def _long_families() -> Mapping[str, tuple[int, ...]]:
    """First word of family names of several words, in normal form -> how many words, the most first."""
    found: dict[str, set[int]] = {}
    for one in people.people():
        words = people.normal(one.family).split()
        if len(words) > 1 and one.family != one.name:
            found.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(counts, reverse=True)) for first, counts in found.items()}


def _is_shouted(sentence: Sentence) -> bool:
    """Whether most long words of a sentence have capitals, as in headlines, where the model's entities are no use."""
    if any(t.pos == "VERB" and t.text.islower() for t in sentence.tokens):
        return False
    words = [w for w in sentence.quotes[0].text.split() if len(w) > 3 and w[0].isalpha()]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _is_family(word: str) -> bool:
    return bool(people.people_of_family(word))


class _Reader:
    """One sentence being read."""

    def __init__(self, text: str, sentence: Sentence, context: frozenset[str]) -> None:
        self.text = text
        self.sentence = sentence
        self.context = context
        self.pieces = list(_PIECE.finditer(text, sentence.start, sentence.end))
        self.starts = {p.start(): i for i, p in enumerate(self.pieces)}
        self.shouted = _is_shouted(sentence)
        self.labels: dict[int, str] = {}
        self.tags: dict[int, str] = {}
        self._take_from(sentence.tokens)

    def _take_from(self, tokens: Sequence[Token]) -> None:
        """Entity labels and parts of speech for every piece of a token (a name that was masked is one token)."""
        starts = [piece.start() for piece in self.pieces]
        for token in tokens:
            for k in range(bisect_left(starts, token.start), bisect_left(starts, token.end)):
                self.tags[starts[k]] = token.pos
                if token.ent and not self.shouted:
                    self.labels[starts[k]] = token.ent

    def items(self) -> list[Item]:
        found: list[Item] = []
        at, i = self.sentence.start, 0
        while i < len(self.pieces):
            self._marks(at, self.pieces[i].start(), found)
            item = self._read(i)
            found.append(item)
            at = item.end
            while i < len(self.pieces) and self.pieces[i].start() < at:
                i += 1
        self._marks(at, self.sentence.end, found)
        return found

    def _marks(self, start: int, end: int, found: list[Item]) -> None:
        """What stands between two words."""
        for at in range(start, end):
            char = self.text[at]
            if char.isspace():
                continue
            tight = at > start or at > self.sentence.start
            if char in "'’" and tight and found and found[-1].end == at and found[-1].code != ".":
                code = "s"
            elif char == ",":
                code = ","
            elif char in _JOINERS and found and found[-1].end == at:
                code = "-"
            else:
                code = char if char in "&." else ";"
            found.append(Item(code, at, at + 1, char))

    def _read(self, i: int) -> Item:
        piece = self.pieces[i]
        word = piece.group()
        if word == "s" and self.text[piece.start() - 1 : piece.start()] in {"'", "’"}:
            return Item("s", piece.start(), piece.end(), word)
        candidates = [c for c in (self._surface_at(i), self._person_at(i), self._phrase_at(i)) if c is not None]
        best = max(candidates, key=lambda c: (c.end, c.code == "P"), default=None)
        if best is not None and best.code == "P":
            return self._named_after(best) or best
        if best is not None and best.code not in "wmdD":
            return best
        family = self._family_at(i)
        if family is not None:
            return family
        in_name = word[0].isupper() and self.labels.get(piece.start()) in _NAME_LABELS
        return best if best is not None and not (best.code == "m" and in_name) else self._unlisted(i)

    def _unlisted(self, i: int) -> Item:
        """A word that is in no list: an adjective, a name nobody knows, or just a word."""
        piece = self.pieces[i]
        word = piece.group()
        if word[0].isupper() and word not in _never_names() and not (word == "May" and self._is_month(i)):
            return self._unknown(i)
        is_adjective = word[0].islower() and self.tags.get(piece.start()) == "ADJ"
        return Item("m" if is_adjective else "w", piece.start(), piece.end(), word)

    def _named_after(self, name: Item) -> Item | None:
        """The place or thing called after a person ("Ho Chi Minh City"), or None where a name is just a name."""
        at = self.starts.get(name.end + 1)
        following = self.pieces[at] if at is not None else None
        if following is None or following.group() not in word_class("eponym"):
            return None
        text = self.text[name.start : following.end()]
        found = places.places_named(text)
        return Item("l" if found else "b", name.start, following.end(), text, found or None)

    def _is_month(self, i: int) -> bool:
        """Whether "May" at `i` is the month: after a preposition or a number, or before a number."""
        before = self.pieces[i - 1].group().lower() if i else ""
        after = self.pieces[i + 1].group() if i + 1 < len(self.pieces) else ""
        return before in _BEFORE_MONTHS or before.isdigit() or after.isdigit() or after in {"Day", "or"}

    def _surface_at(self, i: int) -> Item | None:
        start = self.pieces[i].start()
        for form, code, value in _surface().get(self.pieces[i].group(), ()):
            end = start + len(form)
            if not self.text.startswith(form, start) or self._inside_word(end):
                continue
            needed = getattr(value, "context", None)
            if needed is None or (needed in self.context and not self.text[end : end + 2].strip().istitle()):
                return Item(code, start, end, form, value)
        return None

    def _inside_word(self, end: int) -> bool:
        return end < len(self.text) and self.text[end - 1].isalnum() and self.text[end].isalnum()

    def _person_at(self, i: int) -> Item | None:
        piece = self.pieces[i]
        word = piece.group()
        if not word[0].isupper():
            return None
        longest = _people_index().get(people.normal(word), 0)
        for count in range(min(longest, len(self.pieces) - i), 1, -1):
            end = self.pieces[i + count - 1].end()
            text = self.text[piece.start() : end]
            if len(text) > 80 or "," in text or "\n\n" in text:
                continue
            ids = people.name_forms().get(people.normal(text))
            if ids and not self._longer_within(i, count):
                suffix = SUFFIX.match(self.text, end, self.sentence.end)
                return Item("P", piece.start(), suffix.end() if suffix else end, text, ids)
        return None

    def _family_at(self, i: int) -> Item | None:
        """A family name of several words ("Peña Nieto", "bin Salman")."""
        piece = self.pieces[i]
        for count in _long_families().get(people.normal(piece.group()), ()):
            last = i + count - 1
            if last < len(self.pieces) and self.pieces[last].group()[0].isupper():
                text = self.text[piece.start() : self.pieces[last].end()]
                if "," not in text and _is_family(text):
                    return Item("F", piece.start(), self.pieces[last].end(), text, self.labels.get(piece.start(), ""))
        return None

    def _longer_within(self, i: int, count: int) -> bool:
        """Whether a name that starts within the name at `i` goes on behind it ("Crown Prince Mohammed" bin Salman)."""
        end = self.pieces[i + count - 1].end()
        return any((found := self._person_at(i + k)) is not None and found.end > end for k in range(1, count))

    def _phrase_at(self, i: int) -> Item | None:
        start = self.pieces[i].start()
        for words, code in _word_codes().get(self.pieces[i].group().lower(), ()):
            last = i + len(words) - 1
            if last >= len(self.pieces):
                continue
            if all(self.pieces[i + k].group().lower() == w for k, w in enumerate(words)):
                end = self.pieces[last].end()
                if "," not in self.text[start:end]:
                    return Item(code, start, end, self.text[start:end])
        return None

    def _unknown(self, i: int) -> Item:
        """A capitalised word that nothing knows: part of a person, a place, an organisation, or none of them."""
        place = self._place_at(i)
        label = self.labels.get(self.pieces[i].start(), "")
        last = i
        while label and last + 1 < len(self.pieces) and self._same_entity(last, label):
            last += 1
        start, end = self.pieces[i].start(), self.pieces[last].end()
        if place is not None and (place.end >= end or label not in {"PERSON", "ORG"}):
            return place
        text = self.text[start:end]
        if label == "PERSON":
            return Item("N" if last > i else "F", start, end, text, label)
        if label in {"GPE", "LOC", "FAC"} and not (last == i and _is_family(text)):
            return Item("l" if label != "FAC" else "v", start, end, text)
        if label == "ORG" and last > i:
            return Item("o", start, end, text)
        return Item("F", start, self.pieces[i].end(), self.pieces[i].group(), label)

    def _same_entity(self, last: int, label: str) -> bool:
        here, there = self.pieces[last], self.pieces[last + 1]
        gap = self.text[here.end() : there.start()]
        if self.labels.get(there.start()) != label and "-" not in gap and "'" not in gap and "’" not in gap:
            return False
        if gap not in {" ", "-", "'", "’", ". ", "\n"} or there.group() == "s" or self._person_at(last + 1):
            return False
        if _is_family(here.group()) and (label not in {"PERSON", "ORG"} or self._surface_at(last + 1)):
            return False
        phrase = self._phrase_at(last + 1)
        if phrase is not None and phrase.code in "rgutT" and there.group()[0].islower():
            return False
        if gap == "-" and _is_family(here.group()) and _is_family(there.group()):
            return False
        return self._surface_at(last + 1) is None or label != "PERSON" or there.group()[0].islower()

    def _place_at(self, i: int) -> Item | None:
        start = self.pieces[i].start()
        before = self.pieces[i - 1].group().lower() if i else ""
        label = self.labels.get(start, "")
        if before not in _LOCATIVES and label not in {"GPE", "LOC", "FAC"} and not self._names_event(i):
            return None
        for last in range(min(i + 3, len(self.pieces) - 1), i - 1, -1):
            text = self.text[start : self.pieces[last].end()]
            if any(c in text for c in ",;:()\n") or not self.pieces[last].group()[0].isupper():
                continue
            found = places.places_named(text)
            if found and (label in {"GPE", "LOC", "FAC"} or not found[0].risky):
                return Item("l", start, self.pieces[last].end(), text, found)
        return None

    def _names_event(self, i: int) -> bool:
        return i + 1 < len(self.pieces) and self.pieces[i + 1].group().lower() in {"summit", "talks", "meeting"}


def read(text: str, sentence: Sentence, context: frozenset[str] = frozenset()) -> Row:
    """A sentence as a row of items. `context`: what the article is about ("korea"), for forms that hold only then."""
    reader = _Reader(text, sentence, context)
    items = tuple(reader.items())
    return Row(sentence, items, "".join(item.code for item in items), reader.shouted)


def warm() -> None:
    """Builds the indexes, for a process that wants its first article to be as fast as the next."""
    for build in (_surface, _word_codes, _people_index):
        build()
