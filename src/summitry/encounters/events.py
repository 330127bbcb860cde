"""Event notes for `annotate`: the factuality of every event word, the PLOVER event of every sentence that has one."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from summitry.encounters import events_plover
from summitry.encounters.events_plover import Coded
from summitry.encounters.factuality import Reading, judge
from summitry.lexicon import cues, tables, words
from summitry.lexicon.cues import lemma
from summitry.model.finder import Finder, Seen
from summitry.model.notes import Attribution, Event, Maker, Mention, Sentence, Timex
from summitry.model.text import Article
from summitry.model.trees import Tree, tree_of

NAME = "events"
VERSION = "1"
EVENT_ENDINGS = (
    "tion", "sion", "ment", "ance", "ence", "ing", "ure", "al", "cide", "out", "down", "up", "off", "back", "over",
)  # fmt: skip
"""Endings of nouns made from verbs; of the nouns that annotators of UW marked as events, these find half."""

PREDICATES = frozenset({"acomp", "ccomp", "xcomp", "advcl", "oprd", "pcomp", "ROOT", "conj"})
NOT_EVENTS = frozenset(
    {"thing", "morning", "evening", "building", "government", "parliament", "department", "nation", "million"}
)  # fmt: skip


def find_events(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    timexes: Sequence[Timex],
) -> Iterator[Event]:
    """An Event for every event word of the parsed sentences, in order; one a sentence at most carries a PLOVER code."""
    for sentence in sentences:
        if not sentence.tokens:
            continue
        tree = tree_of(sentence.tokens)
        readings = {i: judge(article, sentence, i, attributions) for i in range(len(tree)) if is_event(tree, i)}
        main = main_event(tree, readings)
        for i, reading in readings.items():
            code = main if main is not None and main.index == i else None
            around = _around(sentence, mentions, timexes) if code else ((), None, None)
            yield _note(article, tree, i, reading, code, around)


def is_event(tree: Tree, index: int) -> bool:
    """Whether a token is a word for something that happens or holds: verbs, nouns of action, predicates after "be"."""
    token = tree[index]
    if token.pos == "VERB":
        return True
    if token.pos == "AUX":
        return token.dep not in ("aux", "auxpass")
    if token.pos == "ADJ":
        return token.dep in PREDICATES or token.text.casefold().endswith(("ed", "ing"))
    word = lemma(tree, index)
    if token.pos != "NOUN":
        return False
    if token.tag == "NN" and cues.cue(word, "verb") is not None:
        return True
    return word in _event_nouns() or (word.endswith(EVENT_ENDINGS) and len(word) > 5 and word not in NOT_EVENTS)


@functools.cache
def _event_nouns() -> frozenset[str]:
    known = {row["word"] for row in tables.read("event_nouns")}
    known |= {row["word"] for row in tables.read("cues") if row["part"] == "noun"}
    return frozenset(known | {lemma for lemma, kind in words.trigger_words() if kind == "noun"})


def main_event(tree: Tree, readings: dict[int, Reading]) -> Coded | None:
    """The sentence's PLOVER event, its code turned by what the sentence does to it; None where nothing is coded."""
    found = [c for c in events_plover.coded(tree) if c.index in readings]
    if not found:
        return None
    event = found[0]
    below = events_plover.governed(tree, event, found[1:])
    return Coded(event.index, events_plover.turned(tree, event, below, readings[event.index]), event.mode)


def _around(
    sentence: Sentence, mentions: Sequence[Mention], timexes: Sequence[Timex]
) -> tuple[tuple[str, ...], str | None, str | None]:
    """Who is named in the sentence, where, and when."""
    here = [m for m in mentions if sentence.start <= m.start and m.end <= sentence.end and m.referents]
    people = [r.name for m in here if m.kind in ("person", "office", "state", "organisation") for r in m.referents]
    place = next((m.referents[0].name for m in here if m.kind == "place" and not m.actor), None)
    time = next((t.value for t in timexes if sentence.start <= t.start < sentence.end and t.type == "DATE"), None)
    return tuple(dict.fromkeys(people)), place, time


def _note(
    article: Article,
    tree: Tree,
    index: int,
    reading: Reading,
    code: Coded | None,
    around: tuple[tuple[str, ...], str | None, str | None],
) -> Event:
    token = tree[index]
    people, place, time = around
    return Event(
        quotes=(article.quote(token.start, token.end), *reading.cues),
        maker=Maker(NAME, VERSION, "plover" if code else "factuality"),
        polarity=reading.polarity,
        certainty=reading.certainty,
        factuality=reading.score,
        modality=reading.modality,
        tense=reading.tense,
        plover=code.root if code else None,
        mode=code.mode if code else None,
        participants=people,
        place=place,
        time=time,
    )


def _find(article: Article, seen: Seen) -> Iterator[Event]:
    return find_events(article, seen.of(Sentence), seen.of(Mention), seen.of(Attribution), seen.of(Timex))


FINDER = Finder(NAME, VERSION, (Sentence, Mention, Attribution, Timex), (Event,), _find)
