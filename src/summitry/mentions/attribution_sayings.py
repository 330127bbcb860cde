"""Sayings in one parsed sentence: the cue, whose words they are, and the words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from summitry.lexicon import cues
from summitry.lexicon.cues import Cue, cue_at, lemma, part
from summitry.model.trees import Tree

Range = tuple[int, int]
"""Tokens from the first to the last, both included."""

CLAUSE_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = frozenset({"who", "which", "that", "whom"})
CLOSERS = frozenset({",", "”", '"', "''", "’", "—", "–", "-", "?", "!", "--", "'"})
OPENERS = frozenset({"“", '"', "''", "``"})
NOUN_ABOUT = frozenset({"of", "about", "regarding", "concerning", "over"})
CHARGES = frozenset({"as", "for", "of", "with", "from", "over", "to"})
"""Prepositions that bring the rest of a charge or a description ("slammed him for", "condemned it as")."""
EXPLETIVES = frozenset({"it", "there"})
QUOTING = frozenset({"cite", "quote"})
SILENT_PASSIVES = frozenset({"plan", "accept", "invite", "promise"})
"""Classes whose passive without an agent says nothing of anybody's words ("a date was set")."""
TELLING = frozenset({"tell", "inform", "brief", "assure", "remind", "warn", "notify", "advise", "reassure", "alert"})


@dataclasses.dataclass(frozen=True)
class Saying:
    """One saying, in token ranges. `head`: the source's head token, or None; `told`: whom it was said to, or None;
    `through`: the cue token of the saying that quotes this one ("Yonhap said, citing officials"), or None;
    `clause`: the cue with its subject and adverbials.

    `contents` may be empty: the words then stand in the sentences that follow ("He continued:")."""

    cue: Range
    at: int
    row: Cue
    rule: str
    source: Range | None
    head: int | None
    contents: tuple[Range, ...]
    told: Range | None = None
    through: int | None = None
    clause: Range = (0, 0)


def sayings(tree: Tree) -> Iterator[Saying]:
    """Every saying of a sentence, in the order of their cues."""
    for i, token in enumerate(tree.tokens):
        found: Saying | None = None
        if token.text.casefold() == "according":
            found = _according(tree, i)
        elif token.pos == "VERB":
            found = _verb(tree, i)
        elif token.pos == "NOUN":
            found = _noun(tree, i)
        elif token.pos == "ADJ":
            found = _adjective(tree, i)
        elif token.pos == "ADV":
            found = _adverb(tree, i)
        if found is not None:
            yield found


# --- verbs


def _verb(tree: Tree, i: int) -> Saying | None:
    cited = _citing(tree, i)
    if cited is not None:
        return cited
    for complement, child in _complements(tree, i):
        row = cue_at(tree, i, complement)
        if row is None or not row.takes:
            continue
        contents = _contents_of(tree, i, row, complement, child)
        if contents is not None:
            return _saying(tree, i, row, complement, contents)
    return None


def _citing(tree: Tree, i: int) -> Saying | None:
    """"Yonhap said, citing officials": the officials say what Yonhap says they say."""
    verb, source = tree.head(i), tree.child(i, "dobj")
    if lemma(tree, i) not in QUOTING or tree[i].tag != "VBG" or verb is None or source is None:
        return None
    known = cues.source_noun(lemma(tree, source)) or cues.source_noun(tree[source].text.casefold())
    row = cue_at(tree, i, "object")
    if row is None or not (known or tree[source].pos == "PROPN") or tree.child(i, "prep", "ccomp") is not None and not known:
        return None
    outer = next((o for v in (verb, *tree.up(verb)) if tree[v].pos == "VERB" and (o := _verb(tree, v)) is not None), None)
    if outer is None:
        return None
    cut = [r for r in (_without(r, (tree.edges(i)[0], tree.edges(i)[1])) for r in outer.contents) if r is not None]
    return Saying((i, i), i, row, "citing", tree.edges(source), source, tuple(cut), None, outer.at)


def _complements(tree: Tree, i: int) -> Iterator[tuple[str, int | None]]:
    """What the verb may have said, best first."""
    for c in tree.children(i, "ccomp", "xcomp", "advcl"):
        bare = _infinitive(tree, c) or (tree[c].tag == "VBG" and not tree.children(c, *CLAUSE_SUBJECTS))
        if tree[c].dep == "advcl" and not (c > i and (_infinitive(tree, c) or _bare_clause(tree, i, c))):
            continue
        if tree[c].dep == "xcomp" and tree[c].pos not in ("VERB", "AUX"):
            continue
        yield ("infinitive" if bare else "clause"), c
    told = tree.child(i, "dobj") if lemma(tree, i) in TELLING else None
    if told is not None:
        for c in tree.children(told, "relcl", "acl"):
            if tree[tree.edges(c)[0]].text == "that" and tree.children(c, *CLAUSE_SUBJECTS):
                yield "clause", c
    yield "object", None
    yield "clause", None


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
        if passive is not None and _infinitive(tree, child) and lemma(tree, passive) not in EXPLETIVES:
            return [tree.edges(passive), (low, high)]
        objects = [c for c in tree.children(i, "dobj") if i < c < child]
        if objects and _infinitive(tree, child) and lemma(tree, i) not in TELLING:
            low = min(low, tree.edges(objects[0])[0])
        ranges = [(max(low, i + 1), max([high, *_trailing(tree, i, high)]))]
        gap = [k for k in tree.subtree(child) if k < i]
        if gap and tree[gap[-1]].tag in ("WDT", "WP", "WRB", "WP$"):
            ranges.insert(0, (gap[0], gap[-1]))
        return ranges
    return _around(tree, i, child)


def _trailing(tree: Tree, i: int, high: int) -> Iterator[int]:
    """Ends of what parsers hang on "said" though it belongs to what was said: reasons, conditions, second predicates."""
    for c in tree.children(i):
        if c <= high:
            continue
        last = tree.edges(c)[1]
        if tree[c].dep == "advcl" and tree.children(c, "mark", "advmod") and not _infinitive(tree, c):
            yield last
        elif tree[c].dep in ("prep", "npadvmod") and lemma(tree, c) not in (
            "in",
            "at",
            "on",
            "during",
            "after",
            "accord",
        ):
            yield last
        elif tree[c].dep == "conj" and not tree.children(c, *CLAUSE_SUBJECTS):
            if any(tree[a].tag == "MD" for a in tree.children(c, "aux")) and not tree.children(i, "aux"):
                yield last


def _around(tree: Tree, i: int, child: int | None = None) -> list[Range] | None:
    """Content before the cue's clause ("X, he said") and, where it goes on behind it, after ("X, he said, Y")."""
    low, high = _clause_range(tree, i)
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
    return tree[i].dep in ("parataxis", "ccomp") and tree[high + 1].text == "," and tree.head(i) is not None


def _left_edge(tree: Tree, i: int) -> int:
    """Where the words before "he said" begin: with the sentence, or behind an earlier cue's clause."""
    at = i
    for above in tree.up(i):
        if above > i:
            break
        at = above
    return 0 if at == i else min(tree.edges(i)[0], tree.edges(at)[0])


def _subject(tree: Tree, i: int) -> int | None:
    """The verb's subject; of two, the one that no closing quotation mark parts from it ("Full panic," said Smith)."""
    found = tree.children(i, "nsubj", "csubj")
    near = [c for c in found if not any(tree[k].text in ("”", "''") for k in range(min(c, i), max(c, i)))]
    return next(iter(near or found), None)


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
    subject = tree.child(i, "nsubjpass") if tree.child(i, "nsubjpass") is not None else _subject(tree, i)
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
    head = source_head(tree, i)
    passive = tree.child(i, "nsubjpass", "auxpass") is not None
    if head is None and not passive and rule != "clause":
        return None
    if head is None and row.kind in SILENT_PASSIVES:
        return None
    if head is None and not passive and tree.child(i, "expl") is None:
        return None
    cue_range = _cue_range(tree, i, row)
    source = _source_range(tree, head, i, contents) if head is not None else None
    clean = tuple(r for r in (_without(r, cue_range) for r in contents) if r is not None)
    if head is not None and lemma(tree, head) in EXPLETIVES and tree[head].dep == "expl":
        head = source = None
    rule = "passive" if rule == "object" and tree.child(i, "nsubjpass") is not None else rule
    return Saying(
        cue_range, i, row, f"verb {rule}", source, head, clean, _told(tree, i), clause=_clause_range(tree, i)
    )


def _without(span: Range, cue: Range) -> Range | None:
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
    while low - 1 in left:
        low -= 1
    if " " in row.word:
        tail = row.word.split(" ")[1]
        after = [c for c in tree.children(i) if i < c <= i + 3 and lemma(tree, c) == tail]
        high = max([high, *after])
    return low, high


def source_head(tree: Tree, i: int) -> int | None:
    """The head of whoever says: the subject, the agent of a passive, or the subject of the verb that this one hangs on."""
    at = i
    for _ in range(8):
        passive = tree.child(at, "nsubjpass")
        if passive is not None and at != i:
            return passive
        agent = tree.child(at, "agent")
        if agent is not None:
            return tree.child(agent, "pobj")
        if passive is not None:
            return None
        subject = _subject(tree, at)
        if subject is not None:
            return subject
        head = tree.head(at)
        dep = tree[at].dep
        if head is None:
            return None
        if dep == "acl" and part(tree, head) == "noun" or dep == "acl" and tree[head].pos == "PRON":
            return head if tree[at].tag == "VBG" else None
        if dep == "xcomp" and tree.child(head, "dobj") is not None and _infinitive(tree, at):
            return tree.child(head, "dobj")
        if dep == "pcomp":
            quoted = lemma(tree, head) == "as"
            head = tree.head(head)
            if head is None:
                return None
            if quoted and lemma(tree, head) in QUOTING and tree.child(head, "dobj") is not None:
                return tree.child(head, "dobj")
        elif dep not in ("conj", "xcomp", "advcl", "ccomp", "dep"):
            return None
        if part(tree, head) not in ("verb", "adjective"):
            return None
        at = head
    return None


def _source_range(tree: Tree, head: int, cue: int, contents: list[Range]) -> Range:
    """The source's noun phrase, cut where it would run into the cue or the content."""
    low, high = tree.edges(head)
    for first, last in [(cue, cue), *contents]:
        if head < first <= high:
            high = first - 1
        elif low <= last < head:
            low = last + 1
    while high > head and (tree[high].text in CLOSERS or tree[high].text == "("):
        high -= 1
    while low < head and tree[low].text in CLOSERS:
        low += 1
    return low, high


def _told(tree: Tree, i: int) -> Range | None:
    """Whom it was said to: "told CNN", "said in an interview with Fox News", "said to reporters"."""
    if lemma(tree, i) in TELLING:
        target = tree.child(i, "dobj", "dative")
        if target is not None:
            return tree.edges(target)
    for p in tree.children(i, "prep"):
        target = tree.child(p, "pobj")
        if target is None:
            continue
        if lemma(tree, p) == "to":
            return tree.edges(target)
        if lemma(tree, target) in ("interview", "conversation", "statement", "email", "briefing", "call"):
            for deeper in tree.children(target, "prep"):
                inner = tree.child(deeper, "pobj")
                if lemma(tree, deeper) in ("with", "to") and inner is not None:
                    return tree.edges(inner)
    return None


def _infinitive(tree: Tree, i: int) -> bool:
    return any(tree[c].tag == "TO" for c in tree.children(i, "aux"))


def _ends_with_colon(tree: Tree, i: int) -> bool:
    return tree[len(tree) - 1].text == ":" and i < len(tree) - 1


# --- the rest


def _according(tree: Tree, i: int) -> Saying | None:
    """ "According to X": its words are the rest of the clause that it stands in."""
    if i + 1 >= len(tree) or tree[i + 1].text.casefold() != "to":
        return None
    head = tree.child(i + 1, "pobj")
    row = cues.cue("say", "verb")
    if head is None or row is None:
        return None
    low, high = i + 2, max(tree.edges(head)[1], tree.edges(i)[1])
    verb = tree.head(i)
    first, last = (0, len(tree) - 1) if verb is None or tree.head(verb) is None else tree.edges(verb)
    contents = [r for r in ((first, i - 1), (high + 1, last)) if r[0] <= r[1] and _has_words(tree, r)]
    return Saying((i, i + 1), i, row, "according to", (low, high), head, tuple(contents))


def _has_words(tree: Tree, span: Range) -> bool:
    return any(tree[k].text[:1].isalnum() for k in range(span[0], span[1] + 1))


def _noun(tree: Tree, i: int) -> Saying | None:
    """ "The claim that", "speculation about", "a plan to"."""
    row = cue_at(tree, i, "clause")
    if row is None or not row.takes:
        return None
    content: Range | None = None
    for c in tree.children(i, "acl", "ccomp", "relcl"):
        that = any(lemma(tree, m) == "that" for m in tree.children(c, "mark"))
        if c > i and ((that and "c" in row.takes) or ("i" in row.takes and _infinitive(tree, c))):
            content = tree.edges(c)
            break
    if content is None and "o" in row.takes:
        for p in tree.children(i, "prep"):
            if lemma(tree, p) in NOUN_ABOUT and tree.edges(p)[1] > p:
                content = (p + 1, tree.edges(p)[1])
                break
    if content is None:
        return None
    head = _noun_source(tree, i)
    source = _source_range(tree, head, i, [content]) if head is not None else None
    return Saying((i, i), i, row, "noun", source, head, ((max(content[0], i + 1), content[1]),))


def _noun_source(tree: Tree, i: int) -> int | None:
    owner = tree.child(i, "poss")
    if owner is not None:
        return owner
    for p in tree.children(i, "prep"):
        if lemma(tree, p) in ("by", "from"):
            return tree.child(p, "pobj")
    verb = tree.head(i)
    if verb is not None and tree[i].dep == "dobj" and part(tree, verb) == "verb":
        return source_head(tree, verb)
    return None


def _adjective(tree: Tree, i: int) -> Saying | None:
    """ "He is confident that"."""
    child = tree.child(i, "ccomp", "xcomp")
    copula = tree.head(i)
    if child is None or child < i or copula is None or tree[i].dep != "acomp":
        return None
    row = cue_at(tree, i, "infinitive" if _infinitive(tree, child) else "clause")
    if row is None or ("i" if _infinitive(tree, child) else "c") not in row.takes:
        return None
    head = tree.child(copula, "nsubj")
    if head is None or lemma(tree, head) in EXPLETIVES:
        return None
    content = tree.edges(child)
    return Saying((i, i), i, row, "adjective", _source_range(tree, head, i, [content]), head, (content,))


def _adverb(tree: Tree, i: int) -> Saying | None:
    """ "Reportedly": somebody says so, nobody is named."""
    row = cues.cue(lemma(tree, i), "adverb")
    verb = tree.head(i)
    if row is None or not row.takes or verb is None or tree[i].dep != "advmod":
        return None
    low, high = tree.edges(verb)
    contents = tuple(r for r in ((low, i - 1), (i + 1, high)) if r[0] <= r[1] and _has_words(tree, r))
    return Saying((i, i), i, row, "adverb", None, None, contents)
