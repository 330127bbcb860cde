"""Grammar of sayings: the saying itself, and whose words it reports."""

from __future__ import annotations

import dataclasses

from summitry.lexicon.cues import Cue, lemma, part
from summitry.model.trees import Tree

Range = tuple[int, int]
"""Tokens from the first to the last, both included."""

CLAUSE_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = frozenset({"who", "which", "that", "whom"})
CLOSERS = frozenset({",", "”", '"', "''", "’", "—", "–", "-", "?", "!", "--", "'"})
OPENERS = frozenset({"“", '"', "''", "``"})
NOUN_ABOUT = frozenset({"of", "about", "regarding", "concerning", "over"})
ATTITUDE_ABOUT = frozenset({"of", "about", "for", "to", "on", "over", "with", "against", "toward", "towards", "in"})
CHARGES = frozenset({"as", "for", "of", "with", "from", "over", "to"})
"""Prepositions that bring the rest of a charge or a description ("slammed him for", "condemned it as")."""
EXPLETIVES = frozenset({"it", "there"})
QUOTING = frozenset({"cite", "quote", "report"})
VOICING = frozenset(
    {"make", "issue", "express", "voice", "give", "release", "have", "hold", "offer", "deliver", "state"}
)  # fmt: skip
"""Verbs whose subject speaks the noun that is their object ("made the claim that")."""
SILENT_PASSIVES = frozenset({"plan", "accept", "invite", "promise"})
"""Classes whose passive without an agent says nothing of anybody's words ("a date was set")."""
OCCASIONS = frozenset(
    {"interview", "conversation", "statement", "email", "briefing", "call", "comment", "remark", "speech", "letter"}
)  # fmt: skip
CARRYING = frozenset(
    {"carry", "publish", "release", "quote", "cite", "report", "broadcast", "air", "post", "issue", "run", "print"}
)  # fmt: skip
"""What an outlet does with somebody's words."""
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


def source_head(tree: Tree, i: int) -> int | None:
    """The head of whoever says: the subject, the agent of a passive, or the same of the verb that this one hangs on."""
    giver = _giver(tree, i)
    at: int | None = i
    for _ in range(_CLIMB):
        if giver is not None or at is None:
            break
        passive, agent = tree.child(at, "nsubjpass"), tree.child(at, "agent")
        if passive is not None and at != i:
            giver = passive
        elif agent is not None:
            giver = tree.child(agent, "pobj")
        elif passive is not None:
            break
        else:
            giver = subject_of(tree, at)
        if giver is None:
            giver, at = _above(tree, at)
    return giver


def lost_subject(tree: Tree, i: int) -> int | None:
    """The name right before a finite verb that the parse left without a subject ("At the Post Trump said"), or None."""
    if i == 0 or tree[i].tag not in ("VBD", "VBZ", "VBP") or tree[i].dep not in ("ROOT", "ccomp", "conj"):
        return None
    return i - 1 if tree[i - 1].pos in ("PROPN", "PRON") and tree[i - 1].dep not in CLAUSE_SUBJECTS else None


_CLIMB = 8
"""Verbs that a verb without a subject may hang on; a bound against malformed parses."""


def _above(tree: Tree, at: int) -> tuple[int | None, int | None]:
    """One step up from a verb without a subject: (its source, None), or (None, the verb to ask next or None)."""
    head, dep = tree.head(at), tree[at].dep
    if head is None:
        return None, None
    if dep == "acl" and (part(tree, head) == "noun" or tree[head].pos == "PRON"):
        return (head if tree[at].tag == "VBG" else None), None
    owner = tree.child(head, "dobj")
    if dep == "xcomp" and owner is not None and infinitive(tree, at):
        return owner, None
    if dep == "pcomp":
        quoting = quoting_verb(tree, at)
        owner = tree.child(quoting, "dobj") if quoting is not None else None
        head = tree.head(head)
        if owner is not None:
            return owner, None
    elif dep not in ("conj", "xcomp", "advcl", "ccomp", "dep"):
        return None, None
    return None, (head if head is not None and part(tree, head) in ("verb", "adjective") else None)


def _giver(tree: Tree, i: int) -> int | None:
    """Whose words they are where the subject only receives them: "heard from Xi that", "let him know that"."""
    head = tree.head(i)
    if lemma(tree, i) in ("hear", "learn"):
        given = (tree.child(p, "pobj") for p in tree.children(i, "prep") if lemma(tree, p) == "from")
        return next(given, None)
    if lemma(tree, i) == "know" and head is not None and lemma(tree, head) == "let":
        return subject_of(tree, head)
    return None


def source_range(tree: Tree, head: int, cue: int, contents: list[Range]) -> Range:
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


def told(tree: Tree, i: int) -> Range | None:
    """Whom it was said to: "told CNN", "said in an interview with Fox News", "speaking to the BBC, he said"."""
    if lemma(tree, i) in TELLING:
        target = tree.child(i, "dobj", "dative")
        if target is not None:
            return tree.edges(target)
    speaking = [c for c in tree.children(i, "advcl") if lemma(tree, c) in ("speak", "talk", "write")]
    for verb in (i, *speaking):
        for p, target in _prepositional(tree, verb):
            if lemma(tree, p) == "to" or (verb != i and lemma(tree, p) in ("with", "for", "in")):
                return tree.edges(target)
            if lemma(tree, target) in OCCASIONS:
                for deeper, inner in _prepositional(tree, target):
                    if lemma(tree, deeper) in ("with", "to", "for"):
                        return tree.edges(inner)
    return None


def _prepositional(tree: Tree, i: int) -> list[tuple[int, int]]:
    """(preposition, object) pairs on a token."""
    pairs = ((p, tree.child(p, "pobj")) for p in tree.children(i, "prep"))
    return [(p, target) for p, target in pairs if target is not None]


def carried_by(tree: Tree, i: int, head: int | None) -> Range | None:
    """Who carries the words: "in a statement carried by KCNA", "X, quoted by Interfax, said", "quoted as saying by"."""
    verbs = [quoting_verb(tree, i)]
    for noun in (head, *(target for _, target in _prepositional(tree, i))):
        if noun is not None:
            verbs += [c for c in tree.children(noun, "acl") if tree[c].tag == "VBN" and lemma(tree, c) in CARRYING]
    if verbs[0] is not None:
        verbs.append(i)
    for verb in verbs[1:]:
        for p in tree.children(verb, "agent", "prep") if verb is not None else ():
            target = tree.child(p, "pobj")
            if lemma(tree, p) == "by" and target is not None:
                return tree.edges(target)
    return None


def quoting_verb(tree: Tree, i: int) -> int | None:
    """The verb that quotes this one: "was quoted as saying"; else None."""
    head = tree.head(i)
    above = tree.head(head) if head is not None else None
    if tree[i].dep != "pcomp" or head is None or above is None or lemma(tree, head) != "as":
        return None
    return above if lemma(tree, above) in QUOTING else None


def subject_of(tree: Tree, i: int) -> int | None:
    """The verb's subject; of two, the one that no closing quotation mark parts from it ("Full panic," said Smith)."""
    found = tree.children(i, "nsubj", "csubj")
    near = [c for c in found if not any(tree[k].text in ("”", "''") for k in range(min(c, i), max(c, i)))]
    return next(iter(near or found), None)


def infinitive(tree: Tree, i: int) -> bool:
    """Whether the verb stands with "to"."""
    return any(tree[c].tag == "TO" for c in tree.children(i, "aux"))
