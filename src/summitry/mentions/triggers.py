"""Triggers: the words of parsed sentences that evoke an encounter."""

from __future__ import annotations

from collections.abc import Iterator

from summitry.lexicon.words import TriggerWord, trigger_words
from summitry.model.finder import Finder, Seen
from summitry.model.notes import Maker, Sentence, Token, Trigger
from summitry.model.text import Article
from summitry.model.trees import tree_of

NAME = "triggers"
VERSION = "1"

_CALL_WORDS = frozenset({"phone", "telephone", "video", "videoconference", "hotline"})
_ATTACHED = frozenset({"prt", "prep", "advmod", "agent", "dative"})


def find_triggers(article: Article, seen: Seen) -> Iterator[Trigger]:
    """Yields a Trigger for each noun or verb of the lexicon that stands with what it needs."""
    for sentence in seen.of(Sentence):
        for index, token in enumerate(sentence.tokens):
            word = _word_of(token)
            if word is None or not _has_needs(sentence, index, word):
                continue
            kind = "call" if _by_phone(sentence, index, word) else word.type
            yield Trigger(
                quotes=(article.quote(token.start, token.end),),
                maker=Maker(NAME, VERSION, f"{word.part}:{word.lemma}"),
                type=kind,
                lemma=word.lemma,
                part=word.part,
                frame=word.frame,
            )


def _word_of(token: Token) -> TriggerWord | None:
    words = trigger_words()
    lemma = token.lemma.lower()
    being = token.pos == "AUX" and lemma == "be" and token.dep not in ("aux", "auxpass")
    if token.pos == "VERB" or being or (token.pos == "ADJ" and lemma == "due"):
        # the tagger calls headline nouns verbs now and then; a word with a noun's tag is read by its tag
        return words.get((lemma, "verb"))
    if token.pos in ("NOUN", "PROPN"):
        return words.get((lemma, "noun")) or words.get((token.text.lower(), "noun")) or _plural(token)
    return None


def _plural(token: Token) -> TriggerWord | None:
    text = token.text.lower()
    return trigger_words().get((text[:-1], "noun")) if text.endswith("s") else None


def _has_needs(sentence: Sentence, index: int, word: TriggerWord) -> bool:
    if word.part == "verb" and word.frame == "call":
        return not any(t.head == index and t.dep == "prt" for t in sentence.tokens)
    if not word.needs:
        return True
    near = {t.lemma.lower() for t in sentence.tokens if t.head == index and t.dep in _ATTACHED}
    follow = sentence.tokens[index + 1 : index + 4]
    near.update(t.lemma.lower() for t in follow if t.pos in ("ADP", "ADV") and t.tag != "TO")
    return any(need in near for need in word.needs)


def _by_phone(sentence: Sentence, index: int, word: TriggerWord) -> bool:
    """Whether talks or a conversation were held by telephone or video: the words stand under the trigger, or right in
    front of it."""
    if word.type not in ("talks", "meeting") or word.frame not in ("talk", "meeting"):
        return False
    tokens = sentence.tokens
    under = (k for k in tree_of(tokens).subtree(index) if k > index and tokens[k].dep in ("pobj", "compound", "amod"))
    before = range(max(0, index - 2), index)
    return any(tokens[k].lemma.lower() in _CALL_WORDS for k in (*before, *under))


FINDER = Finder(NAME, VERSION, reads=(Sentence,), writes=(Trigger,), run=find_triggers)
