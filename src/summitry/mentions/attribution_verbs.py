"""Sayings of verbs: what was said, before, behind or around the verb."""

from __future__ import annotations

from collections.abc import Iterator

from summitry.lexicon import cues
from summitry.lexicon.cues import Cue, cue_at, lemma
from summitry.mentions.attribution_grammar import (
    CHARGES,
    CLAUSE_SUBJECTS,
    CLOSERS,
    EXPLETIVES,
    OPENERS,
    QUOTING,
    SILENT_PASSIVES,
    TELLING,
    Range,
    Saying,
    carried_by,
    infinitive,
    lost_subject,
    quoting_verb,
    source_head,
    source_range,
    subject_of,
    told,
)
from summitry.mentions.attribution_resumed import resumed, resumer
from summitry.model.trees import Tree


def verb_saying(tree: Tree, i: int) -> Saying | None:
    cited = _citing(tree, i)
    if cited is not None:
        return cited
    plain = cue_at(tree, i, "clause")
    speaks = plain is not None and plain.complement == "any" and not set("cq").isdisjoint(plain.takes)
    as_told = _as_told(tree, i, plain) if plain is not None and speaks else None
    if as_told is not None:
        return as_told
    for complement, child in _complements(tree, i):
        row = cue_at(tree, i, complement)
        if row is None or not row.takes:
            continue
        contents = _contents_of(tree, i, row, complement, child)
        if contents is not None:
            return _saying(tree, i, row, complement, contents)
    return None


def _citing(tree: Tree, i: int) -> Saying | None:
    """ "Yonhap said, citing officials": the officials say what Yonhap says they say."""
    source, row = tree.child(i, "dobj"), cue_at(tree, i, "object")
    if lemma(tree, i) not in QUOTING or source is None or row is None:
        return None
    known = cues.source_noun(lemma(tree, source)) or cues.source_noun(tree[source].text.casefold())
    described = tree.child(i, "prep") is not None
    if known is None and (described or tree[source].pos != "PROPN"):
        return None
    outer = next((o for v in _quoters(tree, i) if (o := verb_saying(tree, v)) is not None), None)
    if outer is None:
        return None
    cited = (i, tree.edges(source)[1]) if tree.child(i, "ccomp") is None else (i, source)
    cut = tuple(r for r in (without(r, cited) for r in outer.contents) if r is not None)
    return Saying((i, i), i, row, "citing", (tree.edges(source)[0], cited[1]), source, cut, None, outer.at)


def _quoters(tree: Tree, i: int) -> Iterator[int]:
    """The verbs whose subject may be the one that cites: those above "citing", that of "the paper, which cited"."""
    if tree[i].tag == "VBG":
        yield from (v for v in tree.up(i) if tree[v].pos == "VERB")
    elif tree[i].dep == "relcl" and (noun := tree.head(i)) is not None and tree[noun].dep == "nsubj":
        yield tree[noun].head


def _as_told(tree: Tree, i: int, row: Cue) -> Saying | None:
    """ "As the paper reported", "as reported by NHK": its words are the clause that it stands in."""
    head = tree.head(i)
    marks = [m for m in tree.children(i, "mark", "advmod", "prep") if lemma(tree, m) == "as" and m < i]
    about = cue_at(tree, i, "object")
    if not marks or tree.child(i, "ccomp", "dobj") is not None or (about is not None and " " in about.word):
        return None
    if head is None or tree[i].dep != "advcl":
        return _put_between(tree, i, marks[0], row)
    agent = tree.child(i, "agent")
    source = subject_of(tree, i) if agent is None else tree.child(agent, "pobj")
    (low, high), (first, last) = tree.edges(i), tree.edges(head)
    contents = tuple(r for r in ((first, low - 1), (high + 1, last)) if r[0] < r[1])
    if not contents:
        return None
    named = source_range(tree, source, i, []) if source is not None else None
    return Saying((i, i), i, row, "as told", named, source, contents)


def _put_between(tree: Tree, i: int, mark: int, row: Cue) -> Saying | None:
    """The same where parsers take it for the main clause: "Cuba, as he pointed out, did not"."""
    source = next((c for c in tree.children(i, "nsubj") if mark < c < i), None)
    stop = next((k for k in range(i + 1, min(i + 4, len(tree))) if tree[k].text == ","), None)
    between = mark > 0 and tree[mark - 1].text == ","
    if source is None or stop is None or not (mark == 0 or between):
        return None
    cue = (i, stop - 1) if all(tree[k].dep == "prt" for k in range(i + 1, stop)) else (i, i)
    contents = tuple(r for r in ((0, mark - 2), (stop + 1, len(tree) - 1)) if r[0] <= r[1])
    return Saying(cue, i, row, "as told", (max(mark + 1, tree.edges(source)[0]), cue[0] - 1), source, contents)


def _complements(tree: Tree, i: int) -> Iterator[tuple[str, int | None]]:
    """What the verb may have said, best first."""
    for c in sorted(tree.children(i, "ccomp", "xcomp", "advcl"), key=lambda c: not _that_clause(tree, i, c)):
        bare = infinitive(tree, c) or (tree[c].tag == "VBG" and not tree.children(c, *CLAUSE_SUBJECTS))
        if tree[c].dep == "advcl" and not (c > i and (infinitive(tree, c) or _bare_clause(tree, i, c))):
            continue
        if tree[c].dep == "xcomp" and tree[c].pos not in ("VERB", "AUX"):
            continue
        yield ("infinitive" if bare else "clause"), c
    for c in tree.children(i, "advcl"):
        if lemma(tree, c) in QUOTING and tree[c].tag == "VBG" and (quoted := tree.child(c, "ccomp")) is not None:
            yield "clause", quoted
    hearer = tree.child(i, "dobj") if lemma(tree, i) in TELLING else None
    if hearer is not None:
        for c in tree.children(hearer, "relcl", "acl"):
            if tree[tree.edges(c)[0]].text == "that" and tree.children(c, *CLAUSE_SUBJECTS):
                yield "clause", c
    yield "object", None
    yield "clause", None


def _that_clause(tree: Tree, i: int, c: int) -> bool:
    return c > i and any(lemma(tree, m) == "that" for m in tree.children(c, "mark"))


def _bare_clause(tree: Tree, i: int, c: int) -> bool:
    """A finite clause with nothing to mark it as an adverbial, beside a verb that has no other clause."""
    finite = tree[c].tag in ("VBD", "VBZ", "VBP") or any(tree[a].tag == "MD" for a in tree.children(c, "aux"))
    plain = not tree.children(c, "mark") and tree.children(c, *CLAUSE_SUBJECTS) and tree.child(i, "ccomp") is None
    return bool(finite and plain) and not any(tree[a].tag == "WRB" for a in tree.children(c, "advmod"))


def _contents_of(tree: Tree, i: int, row: Cue, complement: str, child: int | None) -> list[Range] | None:
    """The ranges of the content; [] where it must stand elsewhere; None where this is no saying."""
    if child is not None:
        takes = "i" if complement == "infinitive" else "c"
        if takes not in row.takes and "q" not in row.takes and "a" not in row.takes:
            return None
        return _clause(tree, i, child)
    if complement == "object":
        return _object(tree, i, row)
    if "q" not in row.takes:
        return None
    return _around(tree, i)


def _clause(tree: Tree, i: int, child: int) -> list[Range] | None:
    if child > i:
        low, high = tree.edges(child)
        passive = tree.child(i, "nsubjpass")
        if passive is not None and infinitive(tree, child) and lemma(tree, passive) not in EXPLETIVES:
            return [tree.edges(passive), (low, high)]
        objects = [c for c in tree.children(i, "dobj") if i < c < child]
        if objects and infinitive(tree, child) and lemma(tree, i) not in TELLING:
            low = min(low, tree.edges(objects[0])[0])
        high = max([high, *_trailing(tree, i, high)])
        ranges = [(max(low, i + 1), resumed(tree, i, low, high))]
        gap = [k for k in tree.subtree(child) if k < i]
        if gap and tree[gap[-1]].tag in ("WDT", "WP", "WRB", "WP$"):
            ranges.insert(0, (gap[0], gap[-1]))
        return ranges
    return _around(tree, i, child)


def _trailing(tree: Tree, i: int, high: int) -> Iterator[int]:
    """Ends of what parsers hang on "said" though it was said: reasons, conditions, second predicates."""
    for c in tree.children(i):
        if c > high and _belongs(tree, i, c):
            yield tree.edges(c)[1]


def _belongs(tree: Tree, i: int, c: int) -> bool:
    dep = tree[c].dep
    if dep == "advcl":
        return bool(tree.children(c, "mark", "advmod")) and not infinitive(tree, c)
    if dep == "dep" and tree[c].tag == "VB" and not tree.children(c, *CLAUSE_SUBJECTS, "aux"):
        return any(infinitive(tree, k) for k in tree.children(i, "xcomp") if k < c)
    if dep in ("prep", "npadvmod"):
        return lemma(tree, c) not in SCENE_PREPOSITIONS
    if dep != "conj" or tree.children(c, *CLAUSE_SUBJECTS):
        return False
    return any(tree[a].tag == "MD" for a in tree.children(c, "aux")) and not tree.children(i, "aux")


SCENE_PREPOSITIONS = frozenset({"in", "at", "on", "during", "after", "accord"})
"""Behind what was said, these tell where and when it was said."""


def _around(tree: Tree, i: int, child: int | None = None) -> list[Range] | None:
    """Content before the cue's clause ("X, he said") and, where it goes on behind it, after ("X, he said, Y")."""
    quoting = quoting_verb(tree, i)
    low, high = _clause_range(tree, i if quoting is None else quoting)
    if child is None and _quotation_follows(tree, high):
        return []
    if low == 0:
        return [] if _ends_with_colon(tree, i) else None
    if child is None and tree[low - 1].text not in CLOSERS:
        return [] if _ends_with_colon(tree, i) or tree[low - 1].text in OPENERS | {"”"} else None
    ranges = [(_left_edge(tree, i), low - 1)]
    rest = [k for k in (tree.subtree(child) if child is not None else ()) if k > high]
    if rest:
        ranges.append((min(rest), max(rest)))
    elif child is None and high + 1 < len(tree) - 1 and _goes_on(tree, i, high):
        ranges.append((high + 1, len(tree) - 1))
    return ranges


def _quotation_follows(tree: Tree, high: int) -> bool:
    after = [tree[k].text for k in range(high + 1, min(high + 3, len(tree)))]
    return bool(after) and (after[0] in OPENERS or (after[0] in (",", ":") and after[-1] in OPENERS))


def _goes_on(tree: Tree, i: int, high: int) -> bool:
    """Whether the sentence behind "he said," belongs to the verb before it, as when "said" is a parenthesis."""
    head = tree.head(i)
    if head is None or tree[i].dep not in ("parataxis", "ccomp") or tree[high + 1].text != ",":
        return False
    another = cue_at(tree, head, "clause") if head > i else None
    return another is None or "q" not in another.takes


def _left_edge(tree: Tree, i: int) -> int:
    """Where the words before "he said" begin: with the sentence, or behind an earlier cue's clause."""
    at = i
    for above in tree.up(i):
        if above > i:
            break
        at = above
    return 0 if at == i else min(tree.edges(i)[0], tree.edges(at)[0])


def _clause_range(tree: Tree, i: int) -> Range:
    """The cue with its own subject, auxiliaries and adverbials, without what is said."""
    low = high = i
    for c in tree.children(i):
        dep = tree[c].dep
        first, last = tree.edges(c)
        if dep in (
            *CLAUSE_SUBJECTS,
            "aux",
            "auxpass",
            "neg",
            "advmod",
            "prep",
            "dobj",
            "dative",
            "npadvmod",
            "prt",
            "agent",
        ):
            if last < i and _joined(tree, last, low):
                low = min(low, first)
            elif first > i:
                high = max(high, last)
    subject = tree.child(i, "nsubjpass") if tree.child(i, "nsubjpass") is not None else subject_of(tree, i)
    if subject is not None:
        low, high = min(low, tree.edges(subject)[0]), max(high, subject)
    return low, high


def _joined(tree: Tree, last: int, low: int) -> bool:
    return all(tree[k].text != "," and tree[k].text not in CLOSERS for k in range(last + 1, low))


def _object(tree: Tree, i: int, row: Cue) -> list[Range] | None:
    """The object of "denied the visit", of "called for talks", of "called him a hero"."""
    if " " in row.word:
        tail = row.word.split(" ", 1)[1]
        for p in tree.children(i, "prep", "prt", "advmod", "dative", "agent"):
            if lemma(tree, p) == tail.split(" ")[0]:
                low, high = tree.edges(p)
                if tree[p].dep in ("prep", "dative") and high > p:
                    return [(p + 1, high)]
        target = tree.child(i, "dobj", "xcomp", "ccomp")
        return [tree.edges(target)] if target is not None and ("o" in row.takes or "a" in row.takes) else None
    if not ({"o", "a"} & set(row.takes)):
        return None
    passive = tree.child(i, "nsubjpass")
    if passive is not None and lemma(tree, passive) not in EXPLETIVES:
        return _passive(tree, i, passive)
    target = tree.child(i, "dobj")
    if target is None or target < i:
        return None
    low, high = tree.edges(target)
    if "a" in row.takes:
        more = (c for c in tree.children(i, "oprd", "prep", "xcomp", "acomp") if c > target)
        high = max([high, *(tree.edges(c)[1] for c in more if tree[c].dep != "prep" or lemma(tree, c) in CHARGES)])
    return [(low, high)]


def _passive(tree: Tree, i: int, subject: int) -> list[Range]:
    ranges = [tree.edges(subject)]
    rest = [c for c in tree.children(i, "oprd", "prep", "xcomp", "acomp", "ccomp") if c > i]
    if rest:
        ranges.append((tree.edges(rest[0])[0], max(tree.edges(c)[1] for c in rest)))
    return ranges


def _saying(tree: Tree, i: int, row: Cue, rule: str, contents: list[Range]) -> Saying | None:
    earlier = resumer(tree, i)
    head = source_head(tree, i if earlier is None else earlier)
    passive = tree.child(i, "nsubjpass", "auxpass") is not None
    head = lost_subject(tree, i) if head is None and not passive else head
    if head is None and not passive and rule != "clause":
        return None
    if head is None and row.kind in SILENT_PASSIVES:
        return None
    if head is None and not passive and tree.child(i, "expl") is None:
        return None
    cue_range = _cue_range(tree, i, row)
    source = source_range(tree, head, i, contents) if head is not None else None
    via = carried_by(tree, i, head)
    clean = tuple(r for r in (without(r, cue_range) for r in contents) if r is not None)
    if head is not None and lemma(tree, head) in EXPLETIVES and tree[head].dep == "expl":
        head = source = None
    rule = "passive" if rule == "object" and tree.child(i, "nsubjpass") is not None else rule
    return Saying(
        cue_range, i, row, f"verb {rule}", source, head, clean, via or told(tree, i), None, _clause_range(tree, i)
    )


def without(span: Range, cue: Range) -> Range | None:
    """A content never reaches into its cue."""
    low, high = span
    if low <= cue[1] and cue[0] <= high:
        if low < cue[0]:
            high = cue[0] - 1
        else:
            low = cue[1] + 1
    return (low, high) if low <= high else None


def _cue_range(tree: Tree, i: int, row: Cue) -> Range:
    low = high = i
    left = {c for c in tree.children(i, "aux", "auxpass", "neg", "advmod") if c < i}
    left -= {c for c in left if (row_of := cues.cue(lemma(tree, c), "adverb")) is not None and row_of.takes}
    while low - 1 in left:
        low -= 1
    if " " in row.word:
        tail = row.word.split(" ")[1]
        after = [c for c in tree.children(i) if i < c <= i + 3 and lemma(tree, c) == tail]
        high = max([high, *after])
    return low, high


def _ends_with_colon(tree: Tree, i: int) -> bool:
    return tree[len(tree) - 1].text == ":" and i < len(tree) - 1
