"""From triggers to drafts: arguments, markers, times, and one draft for each encounter that a plural speaks of."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import cast

from summitry.encounters.arguments import arguments
from summitry.encounters.drafts import Draft, Side, Spot
from summitry.encounters.nouns import AT_PLACE, MARGINS, holding, margins
from summitry.encounters.phases import achieved, forerunners
from summitry.encounters.scene import Arguments, Scene
from summitry.encounters.tree import Tree
from summitry.encounters.when import times_of
from summitry.encounters.who import distinct, party_of
from summitry.lexicon.meetings import series_forms
from summitry.lexicon.words import frame_words, trigger_words
from summitry.model.claims import Place, Role
from summitry.model.notes import Sentence, Timex, Trigger
from summitry.model.windows import Window

_POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both"})
_ALWAYS_PLURAL = frozenset({"talk", "negotiation", "consultation", "discussion", "conversation"})
_MARGIN = frozenset({"at", "during", "for", "on", "alongside"})
_BY = frozenset({"by", "on", "in", "aboard", "via", "with", "onboard"})
_APART = frozenset(frame_words("apart"))
_HABIT = frozenset(frame_words("habit"))
_ORDINALS = frame_words("ordinal")
_VEHICLES = frame_words("vehicle")


def drafts_of(
    scene: Scene, sentence: Sentence, found: Trigger, times: Sequence[Timex], dct: Window | None
) -> Iterator[Draft]:
    """The drafts of one trigger: none where it speaks of a habit, several where it speaks of several encounters."""
    tree = scene.tree
    index = next((i for i, t in enumerate(tree.tokens) if t.start == found.start), None)
    if index is None or _only_introduces(tree, index, found):
        return
    around = arguments(scene, index, found.frame)
    series = _series(tree, index, found)
    modifiers = {tree.lemma(k) for k in tree.children(index, "amod", "det", "nummod", "advmod", "compound")}
    plural = found.part == "noun" and tree.tokens[index].tag in ("NNS", "NNPS") and found.lemma not in _ALWAYS_PLURAL
    if not around.spots:
        around.spots = [s for verb in (index, *around.support) for s in margins(scene, verb)]
    draft = Draft(
        trigger=found,
        sentence=sentence,
        index=index,
        sides=tuple(around.sides),
        spots=tuple(around.spots),
        times=times_of(tree, index, [*around.support, *achieved(tree, index)], _unnamed(times, series), dct),
        stranger=around.stranger,
        counterpart=_with_one(tree, index, around),
        definite=_pointing(tree, index, found) or (found.part == "noun" and bool(tree.children(index, "poss"))),
        pointing=_pointing(tree, index, found),
        plural=plural,
        apart=_apart(tree, index, modifiers),
        again=_again(tree, index, around),
        ordinal=next((int(_ORDINALS[m]) for m in sorted(modifiers) if m in _ORDINALS), None),
        series=series,
        within=_within(tree, index, series, around),
        transport=_transport(tree, index, around),
        purpose=_purpose(tree, index),
        support=(*around.support, *achieved(tree, index)),
        block=sentence.block,
    )
    draft = _with_hosts(draft, around)
    if series is None and (modifiers & _HABIT) and found.part == "noun":
        return
    yield from _each(draft, scene)
    yield from _forerun(scene, draft, times)


def _forerun(scene: Scene, draft: Draft, times: Sequence[Timex]) -> Iterator[Draft]:
    """What a forerunner did ("the first president to visit Cuba since Calvin Coolidge in 1928"), as told."""
    tree = scene.tree
    before = forerunners(tree, draft.index) if draft.trigger.part == "verb" else None
    if before is None or any((tree.lemma(k), "verb") in trigger_words() for k in range(before[0], len(tree.tokens))):
        return
    since = tree.tokens[before[0]].start
    own = set(tree.subject(draft.index))
    others = scene.who([k for k in tree.objects(draft.index) if k not in own]).sides
    others += scene.who(k for p, i in tree.preps(draft.index) if p == "with" for k in tree.pobj(i)).sides
    role = "visitor" if draft.trigger.type == "visit" else "attendee"
    sides = (*scene.who(before[1], cast(Role, role)).sides, *others)
    spots = tuple(s for s in draft.spots if s.quote.start < since)
    dated = tuple(t for t in times if t.start > since)[:1]
    told = dataclasses.replace(
        draft, sides=sides, spots=spots, times=dated, apart="since", again=False, ordinal=None, forerunner=True
    )
    yield dataclasses.replace(told, stranger=False, counterpart=False, support=())


def _only_introduces(tree: Tree, index: int, found: Trigger) -> bool:
    """Whether an invitation's own clause says to what ("invited to attend the parade"): that clause tells of it; or a
    meeting is named only as the occasion of another ("on the sidelines of the summit")."""
    if any(tree.lemma(a) in MARGINS for a in list(tree.up(index))[:2]):
        return True
    inner = tree.children(index, "xcomp", "ccomp", "advcl") if found.frame == "invite" else ()
    return any((tree.lemma(k), "verb") in trigger_words() for k in inner)


def _unnamed(times: Sequence[Timex], series: str | None) -> list[Timex]:
    """Times that are no part of the name of a recurring meeting ("the Victory Day parade")."""
    if series is None:
        return list(times)
    names = [form.casefold() for form, named in series_forms().items() if named == series]
    return [t for t in times if not any(t.quotes[0].text.casefold() in name for name in names)]


def _with_one(tree: Tree, index: int, around: Arguments) -> bool:
    return len(around.sides) == 1 and any(prep == "with" for prep, _ in tree.preps(index))


def _with_hosts(draft: Draft, around: Arguments) -> Draft:
    """Hosts give the place where none is told; in a visit a host state is the place and only a host person a side."""
    frame = draft.trigger.frame
    spots = list(draft.spots)
    hosts = [
        h for h in around.hosts if not any(party_of(h.participant) == party_of(s.participant) for s in draft.sides)
    ]
    if not spots and frame in ("visit", "go", "leave", "trip", "host", "invite", "invitation"):
        spots = [Spot(Place(country=h.participant.country), h.quote) for h in hosts if h.participant.country][:1]
    sides = list(draft.sides)
    if frame in ("host", "invite", "invitation", "visit", "trip", "go", "leave"):
        sides += hosts
    brought = frame == "host" and draft.trigger.lemma == "bring"
    present = frame == "spend" and any(s.participant.role == "visitor" for s in sides)
    kind = "visit" if brought or present else draft.trigger.type
    trigger = draft.trigger if kind == draft.trigger.type else dataclasses.replace(draft.trigger, type=kind)
    return dataclasses.replace(draft, trigger=trigger, sides=tuple(distinct(sides)), spots=tuple(spots))


def _each(draft: Draft, scene: Scene) -> Iterator[Draft]:
    tree = scene.tree
    countries = [s for s in draft.spots if s.place.country is not None]
    visit = draft.trigger.frame in ("visit", "go", "trip", "leave")
    if visit and len({s.place.country for s in countries}) > 1:
        visitors = {party_of(s.participant) for s in draft.sides if s.participant.role == "visitor"}
        for spot in countries:
            if spot.place.country not in visitors:
                sides = [
                    s
                    for s in draft.sides
                    if s.participant.role == "visitor" or s.participant.country == spot.place.country
                ]
                yield dataclasses.replace(draft, sides=tuple(sides), spots=(spot,))
        return
    if draft.plural:
        yield from _plural(draft, tree)
        return
    yield from _repeated(draft, scene)


def _repeated(draft: Draft, scene: Scene) -> Iterator[Draft]:
    """Two drafts for "met in Hanoi in February and again at the border in June", each with its place and its time."""
    tree, tokens = scene.tree, scene.tree.tokens
    again = next((k for k in range(draft.index + 1, len(tokens)) if tree.lemma(k) == "again"), None)
    joined = again is not None and tokens[again - 1].pos == "CCONJ"
    if again is None or not joined or any(t.pos in ("VERB", "AUX") for t in tokens[draft.index + 1 : again]):
        yield draft
        return
    cut = tokens[again].start
    behind = tuple(t for t in draft.times if t.start > cut)
    yield dataclasses.replace(
        draft,
        times=tuple(t for t in draft.times if t.start < cut),
        spots=tuple(s for s in draft.spots if s.quote.start < cut),
        again=False,
    )
    hung = scene.places(k for prep, p in tree.preps(again) if prep in AT_PLACE for k in tree.pobj(p))
    places = tuple(s for s in draft.spots if s.quote.start > cut) or tuple(hung)
    yield dataclasses.replace(draft, times=behind, spots=places, again=True, apart="again")


def _plural(draft: Draft, tree: Tree) -> Iterator[Draft]:
    """One draft each for "meetings with Moon and Trump" and "summits in 2000 and 2007"; other plurals tell of none."""
    parties: dict[str, list[Side]] = {}
    for side in draft.sides:
        parties.setdefault(party_of(side.participant), []).append(side)
    order = list(parties.values())
    if draft.trigger.type != "visit" and len(order) > 2 and not _listed_apart(tree, draft.index):
        for other in order[1:]:
            yield dataclasses.replace(draft, sides=tuple(order[0] + other), plural=False)
        return
    years = [t for time in draft.times for t in _listed(time)]
    if len(years) > 1:
        for time in years:
            yield dataclasses.replace(draft, times=(time,), plural=False, apart=f"{draft.apart or ''}{time.value}")
    elif len(order) > 1 and (draft.spots or years):
        yield dataclasses.replace(draft, plural=False)


def _listed(time: Timex) -> list[Timex]:
    """Two months that "and" joins, each by itself ("two meetings, in April and May"); any other time as it is."""
    if time.window is None:
        return []
    months = time.value.split("/")
    if len(months) != 2 or " and " not in time.quotes[0].text or any(len(m) != len("2018-04") for m in months):
        return [time]
    return [dataclasses.replace(time, value=m, window=Window.of(m), precision="month") for m in months]


def _listed_apart(tree: Tree, index: int) -> bool:
    return any(prep in ("between", "among") for prep, _ in tree.preps(index))


def _series(tree: Tree, index: int, found: Trigger) -> str | None:
    """The recurring meeting that the trigger names ("the G20 summit", "Belt and Road Forum"), or None."""
    if found.frame not in ("meeting", "event", "attend"):
        return None
    heads = [index]
    if found.frame == "attend":
        heads = tree.objects(index) + [k for p, i in tree.preps(index) if p in ("in", "at") for k in tree.pobj(i)]
    return next((named for head in heads if (named := _series_at(tree, head)) is not None), None)


def _series_at(tree: Tree, head: int) -> str | None:
    """The recurring meeting named by the noun phrase that `head` ends."""
    if tree.tokens[head].pos in ("NOUN", "PROPN"):
        words = [k for k in tree.subtree(head) if k <= head and head - k <= 8]
        text = " ".join(tree.tokens[k].text for k in sorted(words))
        best = max((f for f in series_forms() if _holds(text, f)), key=lambda f: (len(f), f), default=None)
        if best is not None:
            return series_forms()[best]
    return None


def _holds(text: str, form: str) -> bool:
    if form not in text and form.replace("-", " - ") not in text:
        return False
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text.replace(" - ", "-")) is not None


def _pointing(tree: Tree, index: int, found: Trigger) -> bool:
    """Whether the words point back to something told: "the trip", "attend the parade"."""
    nouns = [index] if found.part == "noun" else tree.objects(index) if found.frame == "attend" else []
    return any(tree.lemma(k) in _POINTING for noun in nouns for k in tree.children(noun, "det", "predet"))


def _within(tree: Tree, index: int, series: str | None, around: Arguments) -> str | None:
    """The recurring meeting on whose margins the trigger's encounter takes place ("will meet at the G20"), or None."""
    if series is not None:
        return None
    for holder in (index, *around.support, *holding(tree, index), *tree.up(index)):
        if holder != index and tree.tokens[holder].pos not in ("VERB", "AUX"):
            continue
        for prep, p in tree.preps(holder):
            if prep in _MARGIN:
                for k in tree.pobj(p):
                    named = _series_at(tree, k) or next(
                        (_series_at(tree, n) for _, q in tree.preps(k) for n in tree.pobj(q)), None
                    )
                    if named is not None:
                        return named
        if holder != index and holder not in around.support:
            return None
    return None


def _apart(tree: Tree, index: int, modifiers: set[str]) -> str | None:
    words = sorted(modifiers & _APART)
    if words and words not in (["first"], ["recent"]):
        return " ".join(words)
    times = [k for k in tree.children(index, "npadvmod", "dobj") if tree.lemma(k) == "time"]
    return "repeated" if any(tree.tokens[k].tag == "NNS" for k in times) else None


def _again(tree: Tree, index: int, around: Arguments) -> bool:
    """Whether the words say that it was not the first time ("met again", "came back to")."""
    near = {tree.lemma(k) for verb in (index, *around.support) for k in tree.children(verb, "advmod", "npadvmod")}
    return "again" in near


def _transport(tree: Tree, index: int, around: Arguments) -> str | None:
    for verb in (index, *around.support):
        for prep, p in tree.preps(verb):
            if prep in _BY:
                for k in tree.pobj(p):
                    vehicle = _VEHICLES.get(tree.lemma(k))
                    if vehicle is not None:
                        words = [tree.tokens[c].text for c in tree.children(k, "amod", "compound")]
                        return " ".join([*words, tree.tokens[k].text])
        for k in tree.grammatical_subject(verb) if tree.tokens[verb].pos == "VERB" else ():
            if tree.lemma(k) in _VEHICLES:
                return " ".join(
                    [*(tree.tokens[c].text for c in tree.children(k, "amod", "compound")), tree.tokens[k].text]
                )
    return None


def _purpose(tree: Tree, index: int) -> str | None:
    """The words that say what for: "to discuss ...", "for talks on ...", "aimed at ...", at most 200 characters."""
    for k in tree.children(index, "advcl", "acl", "relcl"):
        if any(tree.tokens[c].tag == "TO" for c in tree.children(k, "aux")) and k > index:
            words = tree.subtree(k)
            text = " ".join(tree.tokens[c].text for c in words)
            return text[:200]
    return None
