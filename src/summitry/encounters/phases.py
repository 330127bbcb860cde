"""When a text sees an encounter: behind it, ahead of it, or without saying."""

from __future__ import annotations

from summitry.encounters.drafts import Draft, Phase
from summitry.encounters.factuality import Reading
from summitry.encounters.tree import Tree
from summitry.model.windows import Window

_PAST_PREPOSITIONS = frozenset({"after", "following"})
_PROGRAMME = frozenset({"then", "next", "later", "soon", "tomorrow", "before", "until"})
"""Words beside a present tense that make it a programme."""
_PREPARING = frozenset({"date", "venue", "location", "set", "prepare", "preparation", "arrangement", "ready", "gear"})
_PIONEERING = frozenset({"first", "last", "only", "latest", "second", "third"})
_HIGHEST = frozenset({"high", "senior", "highest", "prominent", "high-ranking", "level"})
_BEGINNING = frozenset({"begin", "start", "kick", "open"})
_EXPECTING = frozenset({"plan", "predict", "propose", "invite", "accept", "promise", "announce", "want"})
"""Classes of governing predicate (cues.tsv) over what is ahead."""


def phase_of(draft: Draft, tree: Tree, reading: Reading, dct: Window | None) -> Phase:
    """Whether the text sees the encounter of a draft behind it, ahead of it, or does not say."""
    dated: Phase | None = "past" if draft.forerunner else _dated(draft, reading, dct)
    if dated is not None:
        return dated
    if draft.trigger.part == "noun":
        return _noun_phase(draft, tree, reading)
    if draft.block == "body" and _scheduled(tree, draft.index):
        return "ahead"
    if pioneer(tree, draft.index):
        return "past"
    bare = draft.block == "headline" and tree.tokens[draft.index].tag == "VB"
    gerund = tree.tokens[draft.index].tag == "VBG" and tree.tokens[draft.index].dep == "pcomp"
    possible = gerund and any(g.kind in _EXPECTING | {"possible"} for g in reading.governors)
    return "ahead" if bare or possible or _expected(reading) else "past"


def _dated(draft: Draft, reading: Reading, dct: Window | None) -> Phase | None:
    """What the draft's date says, as far as it lies beside the article's."""
    when = next((t.window for t in draft.times if t.window is not None and t.window.start is not None), None)
    if dct is not None and when is not None:
        if dct.end is not None and when.start is not None and when.start > dct.end:
            return "ahead"
        if dct.start is not None and when.end is not None and when.end < dct.start and reading.modality == "asserted":
            return "past"
    return "ahead" if any(t.value == "FUTURE_REF" for t in draft.times) else None


def _expected(reading: Reading) -> bool:
    if reading.modality in ("planned", "predicted") or reading.tense == "future":
        return True
    return reading.modality == "hypothetical" and not reading.shifted


def _ranked(tree: Tree, verb: int, words: frozenset[str]) -> int | None:
    """The noun that an infinitive says more of ("the first president to visit"), be it hung on the "became" over it,
    where it is, or has before it, one of `words`."""
    head = tree.head(verb)
    if head is None or tree.tokens[verb].dep not in ("relcl", "acl", "xcomp", "advcl"):
        return None
    noun = next(iter(tree.children(head, "attr")), None) if tree.lemma(head) in ("be", "become") else head
    if noun is None or words.isdisjoint({tree.lemma(noun), *(tree.lemma(k) for k in tree.children(noun, "amod"))}):
        return None
    return noun


def pioneer(tree: Tree, verb: int) -> bool:
    """Whether an infinitive tells of what somebody did first, last or alone ("became the first president to visit")."""
    return bool(achieved(tree, verb))


def achieved(tree: Tree, verb: int) -> list[int]:
    """The past verb by which somebody did first, last or alone what an infinitive tells ("became"); else empty."""
    noun = _ranked(tree, verb, _PIONEERING)
    if noun is None or not any(tree.tokens[k].tag == "TO" for k in tree.children(verb, "aux")):
        return []
    above = tree.clause(noun)
    return [above] if tree.tokens[above].tag in ("VBD", "VBN") else []


def forerunners(tree: Tree, verb: int) -> tuple[int, list[int]] | None:
    """Of what somebody is the first to do "since" another did it: the token of "since" and the other's; else None."""
    if _ranked(tree, verb, _PIONEERING | _HIGHEST) is None:
        return None
    since = next((k for k in range(verb + 1, len(tree.tokens)) if tree.lemma(k) == "since"), None)
    if since is None:
        return None
    after = tree.tokens[since].head
    others = tree.pobj(since) if tree.tokens[since].dep == "prep" else tree.children(after, "nsubj")
    return (since, others) if others else None


def _scheduled(tree: Tree, verb: int) -> bool:
    """Whether a verb in the simple present tells of what is on a programme: "then travels to", "before he flies to",
    "which starts on Monday"."""
    if tree.tokens[verb].tag not in ("VBZ", "VBP") or tree.children(verb, "aux"):
        return False
    words = {tree.lemma(k) for k in tree.children(verb, "advmod", "mark", "npadvmod")}
    return bool(words & _PROGRAMME)


def _noun_phase(draft: Draft, tree: Tree, reading: Reading) -> Phase:
    head = tree.head(draft.index)
    under = tree.lemma(head) if head is not None and tree.tokens[draft.index].dep == "pobj" else ""
    if under == "since":
        return "past"
    bare = draft.block == "headline" and any(tree.tokens[k].tag == "VB" for k in draft.support)
    starting = draft.block == "body" and _begins(tree, draft.index)
    prepared = under == "for" and head is not None and (_prepared(tree, head) or _meant(tree, head))
    if bare or starting or prepared or _expected(reading) or any(g.kind in _EXPECTING for g in reading.governors):
        return "ahead"
    if draft.support:
        return "past"
    if under == "of" and head is not None and any(tree.lemma(a) == "ahead" for a in tree.up(head)):
        return "ahead"
    return "past" if under in _PAST_PREPOSITIONS else "open"


def _prepared(tree: Tree, preposition: int) -> bool:
    """Whether "for" says what is being set or prepared: "a date for the summit", "set for his meeting"."""
    above = tree.head(preposition)
    return above is not None and tree.lemma(above) in _PREPARING


def _meant(tree: Tree, preposition: int) -> bool:
    """Whether "for" says what somebody means to do something for: "a plan to use the retreat for talks"."""
    verb = tree.clause(preposition)
    infinitive = any(tree.tokens[k].tag == "TO" for k in tree.children(verb, "aux"))
    return infinitive and tree.tokens[verb].dep in ("acl", "xcomp", "relcl")


def _begins(tree: Tree, noun: int) -> bool:
    """Whether the present tense says that it begins: "talks begin in Tokyo", "his visit, which starts on Monday"."""
    verbs = [k for k in tree.children(noun, "relcl") if k > noun]
    above = tree.head(noun)
    verbs += [above] if above is not None and tree.tokens[noun].dep == "nsubj" else []
    return any(tree.tokens[v].tag in ("VBZ", "VBP") and tree.lemma(v) in _BEGINNING for v in verbs)
