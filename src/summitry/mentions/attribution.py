"""Attributions: who says what, through whom. Sayings of parsed sentences, quotations over sentences, nesting."""

from __future__ import annotations

import bisect
import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from summitry.mentions import attribution_headlines
from summitry.mentions.attribution_grammar import Range, Saying
from summitry.mentions.attribution_quotes import Quotation, quotations
from summitry.mentions.attribution_sayings import sayings
from summitry.mentions.attribution_sources import Source, Sources
from summitry.model.finder import Finder, Seen
from summitry.model.notes import Attribution, Maker, Mention, Sentence
from summitry.model.text import TELLING_KINDS, Article, Quote
from summitry.model.trees import Tree, tree_of

NAME = "attribution"
VERSION = "1"
EDGES = " \t\r\n,;:"
"""Cut from the ends of a content; quotation marks belong to it."""

Span = tuple[int, int]
NOBODY = frozenset({"neither", "nobody", "none", "no", "nor"})
_LOOSE = re.compile(r"[\s,;—–-]+(?:and|but|or|because|while|although|though|as|who|which)\Z")
"""A word left at a content's end by what follows it."""


@dataclasses.dataclass
class Draft:
    """An attribution in the making, in code points."""

    sentence: int
    rule: str
    cue: Span | None
    source: Span | None
    contents: list[Span]
    who: Source
    quotes: bool
    told: tuple[Span, Source] | None = None
    through: Span | None = None
    clause: Span | None = None
    act: str = "say"
    by: bool = False


def find_attributions(article: Article, seen: Seen) -> Iterator[Attribution]:
    """Every attribution of an article, outer ones before what they hold."""
    sentences = seen.of(Sentence)
    sources = Sources(article, seen.of(Mention))
    drafts: list[Draft] = []
    for number, sentence in enumerate(sentences):
        drafts.extend(_sentence_drafts(article, sentence, number, sources))
    spoken = [q for b in article.blocks if b.kind in TELLING_KINDS for q in quotations(article.text, b.start, b.end)]
    _keep_within(drafts, spoken)
    _extend(article, sentences, drafts, spoken)
    drafts = [d for d in drafts if d.contents]
    for line in attribution_headlines.lines(article):
        who = sources.of_span(*line.source)
        drafts.append(Draft(-1, "line", line.cue, line.source, [line.content], who, quotes=False))
    drafts.extend(_outer_outlets(drafts))
    drafts = _distinct(drafts)
    yield from _credits(article, sources)
    yield from _notes(article, drafts)


def _credits(article: Article, sources: Sources) -> Iterator[Attribution]:
    """Agencies that the article credits with its own words, once each: attributions without a content."""
    named: set[str] = set()
    for span in attribution_headlines.credits_of(article):
        who = sources.of_span(*span)
        if who.kind in ("agency", "outlet") and who.name not in named:
            named.add(who.name)
            quote = article.quote(*span)
            maker = Maker(NAME, VERSION, "credit")
            yield Attribution(
                quotes=(quote,), maker=maker, source=quote, cue=None, content=None, name=who.name, kind=who.kind,
                entity=who.entity, country=who.country,
            )  # fmt: skip


def spoken_by(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions as a reader of surface text sees them: without links that are told to, not said by
    ("told CNN": CNN), and without agencies credited with the whole; what stood in such a link stands where it stood."""
    implied = {a.id: a.parent for a in attributions if a.maker.rule in ("told", "credit")}

    def parent_of(parent: str | None) -> str | None:
        while parent in implied:
            parent = implied[parent]
        return parent

    return tuple(
        a if a.parent == parent_of(a.parent) else dataclasses.replace(a, parent=parent_of(a.parent))
        for a in attributions
        if a.id not in implied
    )


FINDER = Finder(NAME, VERSION, (Sentence, Mention), (Attribution,), find_attributions)


def _sentence_drafts(article: Article, sentence: Sentence, number: int, sources: Sources) -> Iterator[Draft]:
    headline = attribution_headlines.split(article, sentence, first=number == 0)
    if headline is not None:
        who = sources.of_span(*headline.source)
        yield Draft(number, "headline", headline.cue, headline.source, [headline.content], who, quotes=True)
    if not sentence.tokens:
        return
    tree = tree_of(sentence.tokens)
    for saying in sayings(tree):
        if headline is not None and _chars(tree, saying.cue)[0] >= headline.source[0] > headline.content[0]:
            continue
        contents = [_trim(article, *_chars(tree, r)) for r in saying.contents]
        who = sources.of_saying(tree, saying, number)
        yield Draft(
            number,
            saying.rule,
            _chars(tree, saying.cue),
            _chars(tree, saying.source) if saying.source is not None else None,
            [c for c in contents if c[0] < c[1]],
            who,
            "q" in saying.row.takes and saying.rule == "verb clause",
            (_chars(tree, saying.told), sources.of_range(tree, saying.told)) if saying.told is not None else None,
            (tree[saying.through].start, tree[saying.through].end) if saying.through is not None else None,
            _chars(tree, saying.clause) if saying.rule.startswith("verb") else None,
            _act(tree, saying, who),
            saying.told is not None and tree[saying.told[0] - 1].text == "by",
        )


def _act(tree: Tree, saying: Saying, who: Source) -> str:
    """The cue's class; "silence" for a confirmation that is not given, "show" for what a thing shows."""
    if not who.speaks:
        return "show"
    negated = any(tree[k].dep == "neg" for k in tree.children(saying.at))
    if saying.head is not None:
        around = {tree[k].lemma.casefold() for k in (saying.head, *tree.children(saying.head))}
        negated = negated or bool(around & NOBODY)
    return "silence" if saying.row.kind == "confirm" and negated else saying.row.kind


def _chars(tree: Tree, span: Range) -> Span:
    return tree[span[0]].start, tree[span[1]].end


def _trim(article: Article, start: int, end: int) -> Span:
    text = article.text
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES + ".—–(":
        end -= 1
    loose = _LOOSE.search(text, start, end)
    return (start, loose.start()) if loose else (start, end)


# --- quotations


def _keep_within(drafts: Sequence[Draft], spoken: Sequence[Quotation]) -> None:
    """What is said to be said within a quotation reports no words outside it."""
    starts = [q.start for q in spoken]
    for draft in drafts:
        low = bisect.bisect_right(starts, draft.cue[0]) - 1 if draft.cue is not None else -1
        if draft.cue is None or low < 0 or draft.rule == "headline":
            continue
        held = [s for s in spoken[low].segments if s[0] <= draft.cue[0] and draft.cue[1] <= s[1]]
        if held:
            (start, end), *_ = held
            inside = [(max(s, start), min(e, end)) for s, e in draft.contents]
            draft.contents[:] = [(s, e) for s, e in inside if s < e]


def _extend(article: Article, sentences: Sequence[Sentence], drafts: list[Draft], spoken: Sequence[Quotation]) -> None:
    """Gives each quotation to the saying that it belongs to: the one in its sentence, else the one before it."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    starts = [s.start for s in sentences]
    last: Draft | None = None
    at = 0
    for quotation in spoken:
        first = max(0, bisect.bisect_right(starts, quotation.start) - 1)
        final = max(first, bisect.bisect_left(starts, quotation.end) - 1)
        for number in range(at, first):
            last = _speaker(by_sentence.get(number, ()), spoken) or _still(number, last)
        at = first
        near = [d for n in range(first, final + 2) for d in by_sentence.get(n, ())]
        here = [d for d in near if d.sentence <= final]
        owner = _beside(article, near, quotation) or _owner(here, quotation)
        if owner is not None:
            _absorb(owner, quotation)
            last = owner if owner.quotes else None
        elif last is not None and _whole(article, sentences[first], quotation):
            last.contents.extend(quotation.segments)


def _still(number: int, last: Draft | None) -> Draft | None:
    """A speaker is forgotten once a sentence without quotation and without a saying has passed."""
    return last if last is not None and last.sentence == number else None


def _speaker(drafts: Sequence[Draft], spoken: Sequence[Quotation]) -> Draft | None:
    """Whose words a quotation behind these sayings would be: the last who may be quoted, and not within a quotation."""
    free = [d for d in drafts if d.quotes and d.cue is not None and not _inside(d.cue, spoken)]
    waiting = [d for d in free if not d.contents]
    return (waiting or free)[-1] if free else None


def _inside(span: Span, spoken: Sequence[Quotation]) -> bool:
    low = bisect.bisect_right([q.start for q in spoken], span[0]) - 1
    return low >= 0 and any(s <= span[0] and span[1] <= e for s, e in spoken[low].segments)


def _beside(article: Article, drafts: Sequence[Draft], quotation: Quotation) -> Draft | None:
    """The saying whose clause stands right before or behind the quotation, with a comma or colon between at most."""
    for draft in drafts:
        if draft.clause is None or not draft.quotes:
            continue
        start, end = draft.clause
        behind = quotation.end <= start and not article.text[quotation.end : start].strip(" ,.")
        before = end <= quotation.start and not article.text[end : quotation.start].strip(" ,:")
        if (behind or before) and "\n" not in article.text[min(end, quotation.end) : max(start, quotation.start)]:
            return draft
    return None


def _owner(here: Sequence[Draft], quotation: Quotation) -> Draft | None:
    """The saying whose content touches the quotation, its cue outside; else one that still lacks its content."""
    outside = [d for d in here if d.cue is not None and not any(s <= d.cue[0] < e for s, e in quotation.segments)]
    touching = [d for d in outside if any(_overlap(c, s) for c in d.contents for s in quotation.segments)]
    if touching:
        return min(touching, key=lambda d: sum(e - s for s, e in d.contents))
    empty = [d for d in outside if not d.contents and d.quotes]
    return empty[-1] if empty else None


def _absorb(draft: Draft, quotation: Quotation) -> None:
    """A content within the quotation becomes the quotation; one that runs into it runs to its end."""
    low, high = quotation.segments[0]
    if not draft.contents:
        draft.contents.extend(quotation.segments)
        return
    for i, (start, end) in enumerate(draft.contents):
        if not _overlap((start, end), (low, high)):
            continue
        draft.contents[i] = (min(start, low), max(end, high))
    draft.contents[:] = _merged([*draft.contents, *quotation.segments])


def _merged(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _whole(article: Article, sentence: Sentence, quotation: Quotation) -> bool:
    """Whether the quotation is all that its first sentence says."""
    before = article.text[sentence.start : quotation.start].strip()
    return not before


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


# --- nesting


def _outer_outlets(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "An official told CNN that": CNN says that an official says."""
    for draft in drafts:
        if draft.told is None:
            continue
        span, who = draft.told
        if who.kind in ("outlet", "agency") or draft.by:
            yield Draft(draft.sentence, "told", draft.cue, span, list(draft.contents), who, quotes=False)


def _distinct(drafts: list[Draft]) -> list[Draft]:
    found: dict[tuple[str, Span | None, Span | None], Draft] = {}
    for draft in drafts:
        found.setdefault(("told" if draft.rule == "told" else "", draft.cue, draft.source), draft)
    return sorted(found.values(), key=lambda d: (d.contents[0], d.cue or d.contents[0], d.rule))


def _size(draft: Draft) -> int:
    return sum(e - s for s, e in draft.contents)


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether the inner saying stands in the outer one's content, cue and all."""
    if outer is inner or inner.cue is None:
        return False
    if inner.through is not None:
        return outer.cue is not None and _overlap(outer.cue, inner.through)
    if outer.rule == "told" and outer.cue == inner.cue:
        return inner.rule != "told"
    if inner.rule == "told" and outer.cue == inner.cue:
        return False
    return any(s <= inner.cue[0] and inner.cue[1] <= e for s, e in outer.contents)


def _parents(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the smallest that holds it; never one that it holds itself, directly or through others."""
    parents: list[int | None] = [None] * len(drafts)
    for i, inner in sorted(enumerate(drafts), key=lambda p: (-_size(p[1]), p[0])):
        holders = [k for k, outer in enumerate(drafts) if _holds(outer, inner) and i not in _chain(parents, k)]
        if holders:
            parents[i] = min(holders, key=lambda k: (_size(drafts[k]), drafts[k].rule != "told", k))
    return parents


def _chain(parents: Sequence[int | None], at: int) -> list[int]:
    chain = [at]
    above = parents[at]
    while above is not None:
        chain.append(above)
        above = parents[above]
    return chain


def _notes(article: Article, drafts: Sequence[Draft]) -> Iterator[Attribution]:
    parents = _parents(drafts)
    made: dict[int, Attribution] = {}
    for i in sorted(range(len(drafts)), key=lambda k: (len(_chain(parents, k)), k)):
        above = parents[i]
        made[i] = _note(article, drafts[i], made[above].id if above is not None else None)
        yield made[i]


def _note(article: Article, draft: Draft, parent: str | None) -> Attribution:
    def quote(span: Span | None) -> Quote | None:
        return article.quote(*span) if span is not None else None

    contents = tuple(article.quote(*c) for c in _merged(draft.contents))
    cue, source = quote(draft.cue), quote(draft.source)
    standing = [q for q in (cue, source) if q is not None] or [contents[0]]
    return Attribution(
        quotes=tuple(itertools.islice(standing, 2)),
        maker=Maker(NAME, VERSION, draft.rule),
        source=source,
        cue=cue,
        content=contents[0],
        name=draft.who.name,
        kind=draft.who.kind,
        anonymous=draft.who.anonymous,
        knows=draft.who.knows,
        entity=draft.who.entity,
        country=draft.who.country,
        parent=parent,
        contents=contents,
        act=draft.act,
    )
