"""Finding one's way about the parse of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summitry.lexicon.words import frame_words
from summitry.model import trees

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_OBJECT = frozenset({"dobj", "obj", "dative"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OBJECT_CONTROL = frozenset(frame_words("object_control"))
_OF_THE_POSSESSOR = frozenset(frame_words("owner_control"))
_STEPS = 12
"""Most steps taken up a tree, so that a malformed parse ends."""


class Tree(trees.Tree):
    """A sentence's tree asked in terms of grammar: subjects, objects, what a preposition governs."""

    def lemma(self, i: int) -> str:
        return self.tokens[i].lemma.lower()

    def conjuncts(self, i: int) -> list[int]:
        """`i` and what is coordinated with it, in order."""
        found = [i]
        for k in found:
            joined = self.children(k, "conj") + (self.children(k + 1, "conj") if self._titles(k) else [])
            found.extend(c for c in joined if c not in found)
        return sorted(found)

    def _titles(self, i: int) -> bool:
        """Whether a token is a title that the parse takes the name behind it to explain ("President Trump and")."""
        name = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return name is not None and name.head == i and name.dep == "appos" and name.pos == self.tokens[i].pos == "PROPN"

    def pobj(self, prep: int) -> list[int]:
        """Objects of a preposition, coordinated ones and those of a stacked preposition ("from near") included."""
        found: list[int] = []
        for k in self.children(prep):
            dep = self.tokens[k].dep
            if dep in ("pobj", "pcomp") and self.tokens[k].pos in NOMINAL | {"ADJ", "ADV"}:
                found.extend(self.conjuncts(k))
            elif dep == "prep":
                found.extend(self.pobj(k))
        return found

    def preps(self, i: int) -> Iterator[tuple[str, int]]:
        """(preposition, its index) of every preposition on `i`, coordinated ones included."""
        for k in self.children(i, "prep", "agent", "dative"):
            for p in self.conjuncts(k):
                if self.tokens[p].pos in ("ADP", "SCONJ", "VERB", "ADV"):
                    yield self.lemma(p), p

    def passive(self, i: int) -> bool:
        return bool(self.children(i, "nsubjpass", "auxpass")) or (
            self.tokens[i].tag == "VBN"
            and self.tokens[i].dep in ("acl", "relcl")
            and not self.children(i, "aux")
            and not self.children(i, "nsubj")
        )

    def objects(self, i: int) -> list[int]:
        """Objects of a verb, coordinated ones included; a passive's subject is its object."""
        if self.passive(i):
            return self.grammatical_subject(i)
        return [c for k in self.children(i, *_OBJECT) for c in self.conjuncts(k)]

    def subject(self, i: int) -> list[int]:
        """Who does what the verb `i` says: its subject, found up the tree where an infinitive, a participle, a
        coordinated or a relative clause leaves it out; the agent of a passive. Empty where the text names none."""
        if self.passive(i):
            return [c for p, k in self.preps(i) if p == "by" for c in self.pobj(k)]
        return self.grammatical_subject(i)

    def grammatical_subject(self, i: int) -> list[int]:
        for _ in range(_STEPS):
            own = [k for k in self.children(i, *_SUBJECT) if self.lemma(k) not in _RELATIVE]
            own = own or self._misread_subject(i)
            if own:
                return [c for k in own for c in self.conjuncts(k)]
            dep, head = self.tokens[i].dep, self.head(i)
            if head is None:
                return []
            if dep == "relcl" and self._of_predicate(head):
                i = self.tokens[head].head
                continue
            if dep == "relcl" or (dep == "acl" and self.tokens[i].tag in ("VBG", "VBN")):
                return self.conjuncts(head)
            if dep in ("acl", "ccomp") and self.tokens[head].pos in ("NOUN", "PROPN"):
                return self._subject_of_noun(head)
            if dep in ("xcomp", "ccomp", "advcl") and self.lemma(head) in _OBJECT_CONTROL:
                objects = self.objects(head)
                if objects and dep != "advcl":
                    return objects
            if dep == "pcomp" or self.tokens[i].pos == "ADP":
                i = head
                if self.tokens[i].pos in ("NOUN", "PROPN"):
                    return self._subject_of_noun(i)
                continue
            if dep in ("ccomp", "parataxis") and self.tokens[i].tag not in ("VB", "VBG"):
                return []
            i = head
        return []

    def _of_predicate(self, noun: int) -> bool:
        """Whether a noun says what the subject is ("became the first president to visit"), so that a clause on it is
        of the subject."""
        above = self.head(noun)
        linking = above is not None and self.lemma(above) in ("be", "become")
        return linking and self.tokens[noun].dep == "attr" and self.tokens[noun].pos != "PROPN"

    def _misread_subject(self, i: int) -> list[int]:
        """A name right before a finite verb that the parse takes for part of it ("Biden heads to Poland")."""
        if self.tokens[i].tag not in ("VBZ", "VBP", "VBD") or not i or self.tokens[i - 1].pos != "PROPN":
            return []
        return [k for k in self.children(i, "compound", "npadvmod") if k == i - 1]

    def _subject_of_noun(self, noun: int) -> list[int]:
        """Who does what a noun's infinitive or gerund says: the possessor for plans and the like, else the subject
        of the clause that the noun stands in ("Xi accepted Kim's invitation to visit")."""
        owners = [c for k in self.children(noun, "poss") for c in self.conjuncts(k)]
        if owners and self.lemma(noun) in _OF_THE_POSSESSOR:
            return owners
        for a in self.up(noun):
            if self.tokens[a].pos in ("VERB", "AUX"):
                return self.grammatical_subject(a)
        return owners

    def joined_before(self, verb: int) -> list[int]:
        """Those whom a relative clause on the last of them may speak of together ("Xi and Putin, who last met")."""
        head = self.head(verb)
        if head is None or self.tokens[verb].dep != "relcl" or self.tokens[head].dep != "conj":
            return []
        return self.conjuncts(self.tokens[head].head)

    def clause(self, i: int) -> int:
        """The verb that heads the clause which `i` stands in, or the top of its tree where there is no verb."""
        top = i
        if self.tokens[i].pos in ("VERB", "AUX"):
            return i
        for a in self.up(i):
            top = a
            if self.tokens[a].pos in ("VERB", "AUX"):
                return a
        return top

    def progressive(self, i: int, support: Sequence[int] = ()) -> bool:
        """Whether a verb, or the verb that carries a noun, is in the present progressive or is a present "be"."""
        for k in (i, *support):
            aux = {self.tokens[a].tag for a in self.children(k, "aux")}
            if self.tokens[k].tag == "VBG" and aux & {"VBZ", "VBP"}:
                return True
            if self.lemma(k) == "be" and self.tokens[k].tag in ("VBZ", "VBP"):
                return True
        return False

    def including(self, i: int) -> int:
        """What "including" makes `i` a part of ("the trip was scrapped, including a dinner"), or `i` itself."""
        head = self.head(i)
        if head is None or self.tokens[head].text.lower() != "including":
            return i
        whole = self.head(head)
        if whole is not None and self.tokens[whole].pos in ("VERB", "AUX"):
            whole = next(iter(self.objects(whole)), None)
        return i if whole is None else whole
