"""What the words right around an event say of it: auxiliaries, negation and its scope, hedges, tense."""

from __future__ import annotations

import dataclasses

from summitry.encounters.factuality_governors import bare_future, infinitive, leader
from summitry.encounters.factuality_schedule import in_a_while, scheduled
from summitry.lexicon import cues
from summitry.lexicon.cues import Effect, Hedge, lemma, part
from summitry.model.notes import Certainty, Modality, Tense
from summitry.model.trees import Tree

LEVELS = ("U", "PS", "PR", "CT")
CERTAINTY: dict[str, Certainty] = {"U": "unknown", "PS": "possible", "PR": "probable", "CT": "certain"}
LEVEL_OF: dict[str, str] = {word: level for level, word in CERTAINTY.items()}
NEGATIVE_SUBJECTS = frozenset({"nobody", "none", "neither", "nothing", "no-one", "noone"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "should"})
DOUBTED = frozenset({"doubt", "question", "dispute"})


@dataclasses.dataclass
class Value:
    """A reading in the making."""

    sign: int = 1
    level: str = "CT"
    modality: Modality = "asserted"
    tense: Tense | None = None
    rumour: bool = False
    shifted: bool = False
    cues: list[int] = dataclasses.field(default_factory=list)
    hedges: list[int] = dataclasses.field(default_factory=list)

    def weaken(self, level: str) -> None:
        self.level = min(self.level, level, key=LEVELS.index)

    def apply(self, effect: Effect) -> None:
        if effect.certainty == "=":
            return
        self.weaken(effect.certainty)
        if effect.sign:
            self.sign *= effect.sign


def own(tree: Tree, index: int, *, headline: bool = False) -> Value:
    """The value that the words around a token give it, whatever governs it. `headline`: it stands in a headline or a
    caption, where a present tense with a weekday may tell of the past."""
    value = Value()
    if part(tree, index) == "verb":
        _own_verb(tree, index, value, headline=headline)
    elif tree[index].dep in ("acomp", "attr", "oprd") and tree.head(index) is not None:
        pass
    for c in tree.children(index):
        word = lemma(tree, c)
        row = _hedge(tree, c, word)
        if row is not None:
            if not (row.negative and tree[c].dep == "det" and tree[index].dep in ("nsubj", "nsubjpass")):
                _apply_hedge(value, row, c, noun=part(tree, index) == "noun")
        elif _negates(tree, index, c):
            value.sign *= -1
            value.cues.append(c)
    joined = tree.head(index) if tree[index].dep == "conj" else None
    linking = [lemma(tree, c) for c in tree.children(joined, "cc") if c < index] if joined is not None else []
    if linking[-1:] == ["nor"]:
        value.sign *= -1
    if value.sign < 0 and (_in_doubt(tree, index) or (value.tense == "past" and _until(tree, index))):
        value.sign = 1
    elif _in_doubt(tree, index):
        value.weaken("PS")
    return value


def _negates(tree: Tree, index: int, child: int) -> bool:
    """Whether a child denies its head: "not", "neither approves", "no longer", "gets nothing"."""
    dep, word = tree[child].dep, lemma(tree, child)
    if word == "no" and child + 1 < len(tree) and lemma(tree, child + 1) == "matter":
        return False
    if part(tree, index) != "verb":
        return dep == "neg"
    longer = tree[child].text.casefold() == "longer" and any(lemma(tree, k) == "no" for k in tree.children(child))
    return (
        dep == "neg"
        or (dep in ("preconj", "cc", "advmod", "det") and word == "neither" and child < index)
        or (dep == "advmod" and longer)
        or (dep == "dobj" and word == "nothing")
    )


def _until(tree: Tree, index: int) -> bool:
    """ "Did not confirm it until Wednesday" says that they did ("will not meet until" that they refuse)."""
    marks = [m for c in tree.children(index, "advcl") for m in tree.children(c, "mark")]
    return any(lemma(tree, k) == "until" for k in (*tree.children(index, "prep"), *marks))


def _in_doubt(tree: Tree, index: int) -> bool:
    """ "Is in doubt", which leaves what it is said of open, and negated makes it sure."""
    inside = [p for p in tree.children(index, "prep", "advmod") if lemma(tree, p) == "in"]
    return lemma(tree, index) == "be" and any(
        lemma(tree, o) in DOUBTED for p in inside for o in tree.children(p, "pobj")
    )


def _hedge(tree: Tree, index: int, word: str) -> Hedge | None:
    dep = tree[index].dep
    if dep in ("amod", "compound", "nmod"):
        return cues.hedge(tree[index].text.casefold(), "adjective") or cues.hedge(word, "adjective")
    if dep in ("advmod", "intj", "npadvmod"):
        return cues.hedge(tree[index].text.casefold(), "adverb")
    if dep in ("det", "predet"):
        return cues.hedge(word, "determiner")
    return None


def _apply_hedge(value: Value, row: Hedge, index: int, *, noun: bool) -> None:
    if row.negative:
        value.sign *= -1
    if row.certainty:
        value.weaken(LEVEL_OF[row.certainty])
    if row.modality and value.modality == "asserted":
        value.modality = row.modality
    if row.tense and noun:
        value.tense = row.tense
    value.rumour |= row.rumour
    (value.cues if row.certainty in (None, "certain") else value.hedges).append(index)


def _own_verb(tree: Tree, index: int, value: Value, *, headline: bool) -> None:
    bearer = _finite(tree, index)
    aux = tree.children(bearer, "aux", "auxpass")
    words = [lemma(tree, a) for a in aux]
    modal = next((a for a in aux if tree[a].tag == "MD"), None)
    subject = tree.child(bearer, "nsubj", "nsubjpass")
    if subject is not None and _negative_subject(tree, subject):
        value.sign *= -1
        value.cues.append(subject)
    elif subject is not None and _not_all(tree, subject):
        value.weaken("PS")
    idiom = _idiom(tree, index)
    row = None
    if modal is not None:
        form = tree[modal].text.casefold()
        row = (cues.modal(f"{form} have") if "have" in words else None) or cues.modal(form)
        value.cues.append(modal)
    elif idiom is not None:
        row = cues.modal(idiom)
    if _were_it_so(tree, bearer, aux, subject):
        value.sign *= -1
        value.weaken("PR")
        value.modality, value.tense, value.shifted = "hypothetical", "past", True
        return
    if row is not None:
        negated = value.sign < 0 or bool(tree.children(bearer, "neg"))
        effect = row.negated if negated else row.affirmed
        value.weaken(effect.certainty)
        value.modality = row.modality
        value.tense = row.tense
        head = tree.head(index)
        seen_from_past = idiom in ("be to", "going to") and head is not None and _in_past(tree, head)
        value.shifted = seen_from_past or (row.tense == "past" and row.modality == "hypothetical")
        if (effect.sign > 0) == negated and effect.sign:
            value.sign *= -1
        return
    headless = tree.head(bearer) is None and infinitive(tree, bearer)
    if _imperative(tree, bearer) or _subjunctive(tree, bearer, subject) or headless:
        value.weaken("U")
        value.modality, value.tense = "hypothetical", "future"
        return
    value.tense = "past" if infinitive(tree, bearer) and "have" in words else _tense(tree, bearer, aux)
    if value.tense == "present" and scheduled(tree, index, headline=headline):
        value.tense = "future"
    if value.tense == "future":
        value.modality = "planned"
        value.weaken("PR")
    marks = [m for m in tree.children(leader(tree, index), "mark") if lemma(tree, m) in CONDITIONS]
    if marks:
        value.weaken("U")
        value.modality = "hypothetical"
        value.cues += marks


def _were_it_so(tree: Tree, verb: int, aux: list[int], subject: int | None) -> bool:
    """The inverted condition that was not met: "had it taken place"."""
    if subject is None or tree[verb].tag != "VBN" or not aux or tree[verb].dep == "ROOT":
        return False
    first = min(aux)
    asking = any(tree[c].tag in ("WP", "WRB", "WDT") for c in tree.children(verb))
    opens = first == 0 or tree[first - 1].text in (",", "—", "–", "--", "(")
    return opens and not asking and first < subject and tree[first].text.casefold() == "had"


def _subjunctive(tree: Tree, verb: int, subject: int | None) -> bool:
    """The bare verb of what is asked for: "requires that it leave", "insisted that he be released"."""
    if subject is None or tree[verb].dep not in ("ccomp", "acl", "relcl", "advcl"):
        return False
    aux = tree.children(verb, "aux", "auxpass")
    if aux:
        return all(tree[a].tag == "VB" and lemma(tree, a) == "be" for a in aux)
    bare = tree[verb].tag in ("VB", "VBP") and tree[verb].text.casefold() == lemma(tree, verb)
    one = tree[subject].tag in ("NN", "NNP") or tree[subject].text.casefold() in ("he", "she", "it")
    return bare and one and not tree.children(subject, "conj") and lemma(tree, verb) != "be"


def _in_past(tree: Tree, verb: int) -> bool:
    """Whether a verb or its auxiliary is in the past tense: "was to", "were going to"."""
    return any(tree[k].tag == "VBD" for k in (verb, *tree.children(verb, "aux")))


def _finite(tree: Tree, index: int) -> int:
    """The verb that bears the auxiliaries: the token, or the conjunct before it where it has none of its own."""
    at = index
    while tree[at].dep == "conj" and not tree.children(at, "aux", "auxpass", "nsubj", "nsubjpass"):
        head = tree.head(at)
        if head is None or part(tree, head) != "verb" or tree[at].tag not in ("VB", "VBN", "VBG"):
            break
        if tree[head].tag != tree[at].tag:
            break
        at = head
    return at


def _idiom(tree: Tree, index: int) -> str | None:
    """ "is going to", "is to", "has to", "used to" before a verb, and the bare "to" of a headline; None for none."""
    if not infinitive(tree, index):
        return None
    head = tree.head(index)
    if bare_future(tree, index):
        return "be to"
    if head is None or tree[index].dep not in ("xcomp", "ccomp"):
        return "be to" if tree[index].dep == "ROOT" and tree.children(index, "nsubj", "nsubjpass") else None
    word, tag = lemma(tree, head), tree[head].tag
    if word == "go" and tag == "VBG":
        return "going to"
    if word == "be" and not tree.children(head, "acomp", "attr"):
        return "be to"
    if word == "have":
        return "have to" if tag != "VBD" and not tree.children(head, "aux") else None
    return "used to" if word == "use" and tag == "VBD" else None


def _tense(tree: Tree, index: int, aux: list[int]) -> Tense | None:
    tags = {tree[a].tag for a in aux}
    tag = tree[index].tag
    if tags & {"VBD"} or tag == "VBD":
        return "past"
    if tags & {"VBZ", "VBP"} and (tag == "VBN" and any(lemma(tree, a) == "have" for a in aux)):
        return "past"
    if tag == "VBG" and tags & {"VBZ", "VBP"}:
        return "future" if any(in_a_while(tree, i) for i in tree.subtree(index) if i > index) else "present"
    if tags & {"VBZ", "VBP"} or tag in ("VBZ", "VBP"):
        return "present"
    return "past" if tag == "VBN" and not aux else None


def _negative_subject(tree: Tree, subject: int) -> bool:
    if lemma(tree, subject) in NEGATIVE_SUBJECTS:
        return True
    if lemma(tree, subject) == "matter":
        return False
    return any(lemma(tree, c) in ("no", "neither") for c in tree.children(subject, "det", "preconj", "cc", "neg"))


def _not_all(tree: Tree, subject: int) -> bool:
    """ "Not all of them came", which leaves open for each whether he did."""
    words = [tree[k].text.casefold() for k in range(tree.edges(subject)[0], subject + 1)]
    return words[:1] == ["not"] and words[1:2] in (["all"], ["every"], ["everyone"], ["everybody"])


def _imperative(tree: Tree, verb: int) -> bool:
    """A bare verb that nothing makes finite: "send it", "please let me know"; and what is joined to one."""
    polite = any(lemma(tree, c) == "please" for c in tree.children(verb))
    if tree.children(verb, "aux", "nsubj", "nsubjpass", "expl") or tree[verb].tag not in ("VB", "VBP"):
        return False
    if tree[verb].tag == "VBP" and not polite:
        return False
    return tree[verb].dep in ("ROOT", "conj", "ccomp", "parataxis", "dep")
