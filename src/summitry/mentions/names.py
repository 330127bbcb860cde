"""Mentions of people, offices, states, organisations and places, by name or by title, resolved through the lexicon.

A mention's span is the whole phrase ("Chinese President Xi Jinping"); the state within it is a mention of its own, with
form "adjective" and actor False. No other two mentions overlap.

A name that contradicts its title ("Russian President Volodymyr Zelensky") is kept as said: entity None, the title's country.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from summitry.lexicon import outlets
from summitry.mentions import names_places, names_scan
from summitry.mentions.names_people import NO_CUE, Cast, Cue, title_of
from summitry.mentions.names_scan import Item, Row
from summitry.mentions.names_states import state_referent, state_referents
from summitry.model.finder import Finder, Seen
from summitry.model.notes import Maker, Mention, MentionForm, MentionKind, Referent, Sentence
from summitry.model.text import Article

NAME = "names"
VERSION = "1"

_STATES = r"[ankocex](?:(?:,|&|,&|-|,-)d?[ankocex])*"
_RULES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("pair", r"(?P<one>[FPNankoc])(?:-[FPNankoc])+(?![FPN])"),
        ("titled-of", r"[dD]?m*(?P<title>t)Od?(?P<of>[nk]),?h*(?P<name>P|N|F(?:\.?F){0,2})"),
        (
            "titled",
            rf"[dD]?m*(?:(?P<of>{_STATES})s{{0,2}}m*)?(?P<title>[tTu](?:[m&]*[tT])*)m*(?:h\.?)*(?P<name>P|N|F(?:\.?F){{0,2}})"
            r"(?P<more>(?:,?&?(?:P|N|F))*)(?:,?Od?(?P<post>[nk]))?",
        ),
        ("honoured", r"m*(?P<honorific>(?:h\.?)+)(?P<name>P|N|F(?:\.?F){0,2})"),
        ("possessed", r"(?P<of>[nk])s{1,2}m*(?P<name>P|N|F(?!F))"),
        ("counterpart", r"[Dd]?m*(?P<of>[ankoc])?m*(?P<head>[KJ])"),
        ("government", rf"d?m*(?P<of>{_STATES}|[PF])s{{0,2}}m*r"),
        ("group", rf"[dD]?m*(?P<of>{_STATES})s{{0,2}}m*(?:o|t)*(?P<head>[guT])"),
        ("group-of", rf"d?m*(?P<head>[guT])Od?m*(?P<of>{_STATES})s{{0,2}}r?(?![sgtTu])"),
        ("office", rf"[dD]?m*(?P<of>{_STATES})s{{0,2}}m*(?P<head>t(?:[m&]*t)*)"),
        ("office-of", rf"[dD]?m*(?P<head>t)Od?(?P<of>{_STATES})(?!s)"),
        ("ministry", r"d?(?P<of>[ank])s{0,2}(?P<head>o)"),
        ("bare", r"[dD]m*(?P<head>t)(?!O)"),
        ("name", r"[PN]"),
        ("alone", r"F"),
        ("state", r"d?[ankcx]"),
        ("organisation", r"d?[oe]"),
        ("place", r"[vl]"),
    )
)
_OPENERS = frozenset("dDmankocexPNFtTghuvlKJ")


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A mention before it is a note."""

    start: int
    end: int
    kind: MentionKind
    form: MentionForm
    referents: tuple[Referent, ...]
    rule: str
    actor: bool = False


def find_names(article: Article, seen: Seen) -> Iterator[Mention]:
    """The mentions of an article's sentences, in order."""
    sentences = seen.of(Sentence)
    context = frozenset({"korea"}) if "Korea" in article.text else frozenset[str]()
    rows = [names_scan.read(article.text, sentence, context) for sentence in sentences]
    namer = _Namer(article, rows, seen)
    for draft in namer.drafts():
        yield Mention(
            quotes=(article.quote(draft.start, draft.end),),
            maker=Maker(NAME, VERSION, draft.rule),
            kind=draft.kind,
            form=draft.form,
            referents=draft.referents,
            actor=draft.actor,
        )


def matches(row: Row) -> Iterator[tuple[str, re.Match[str]]]:
    """The phrases of a row, from left to right: at each item, the first rule that matches."""
    at = 0
    while at < len(row.codes):
        if row.codes[at] in _OPENERS:
            for name, pattern in _RULES:
                found = pattern.match(row.codes, at)
                if found:
                    yield name, found
                    at = found.end() - 1
                    break
        at += 1


class _Namer:
    """The names of one article."""

    def __init__(self, article: Article, rows: list[Row], seen: Seen) -> None:
        self.article = article
        self.rows = rows
        self.known = _countries(rows)
        self.cast = Cast(seen.dct, self.known)
        self.places = names_places.Placer(article.text, self.known)
        outlet = outlets.outlet_named(article.outlet) if article.outlet else None
        self.home = outlet.country if outlet else None
        self.told: list[Draft] = []

    def drafts(self) -> list[Draft]:
        found = [(row, list(matches(row))) for row in self.rows]
        for row, phrases in found:
            for rule, match in phrases:
                self._introduce(row, rule, match)
        for row, phrases in found:
            for rule, match in phrases:
                self.told.extend(d for d in self._draft(row, rule, match) if d.start < d.end)
        return self.told

    def _introduce(self, row: Row, rule: str, match: re.Match[str]) -> None:
        """Tells the cast of every full name, before anybody is asked who a family name means."""
        if rule not in {"titled-of", "titled", "honoured", "possessed", "name", "pair"}:
            return
        cue = self._cue(row, match) if rule != "pair" else NO_CUE
        for i in range(match.start(), match.end()):
            item = row.items[i]
            if item.code == "P":
                self.cast.add(item.start, item.value, item.text, cue)
            elif item.code == "N":
                self.cast.add(item.start, (), item.text, cue)
        name = _span(match, "name")
        if name and name[1] - name[0] > 1:
            start, end = row.items[name[0]].start, row.items[name[1] - 1].end
            self.cast.add(start, (), self.article.text[start:end], cue)

    def _cue(self, row: Row, match: re.Match[str]) -> Cue:
        countries: list[str] = []
        for key in ("of", "post"):
            for i in range(*(_span(match, key) or (0, 0))):
                countries.extend(self._countries_of(row.items[i]))
        title_span = _span(match, "title") or _span(match, "head")
        title = None
        if title_span:
            texts = [row.items[i].text for i in range(*title_span) if row.codes[i] in "tT"]
            title = next((t for t in (title_of(text) for text in texts) if t), None)
        past = any(
            row.codes[i] == "m" and row.items[i].text.lower() in names_scan.word_class("past")
            for i in range(match.start(), match.end())
        )
        return Cue(tuple(dict.fromkeys(countries)), title, past, "honorific" in match.re.groupindex)

    def _countries_of(self, item: Item) -> tuple[str, ...]:
        if item.code in "ankcx" and item.value is not None:
            codes = tuple(item.value.iso3)
            preferred = tuple(c for c in codes if c in self.known)
            return codes if item.code == "c" else preferred or codes
        if item.code == "o" and item.value is not None:
            return tuple(c for c in (item.value.id, item.value.country) if c)
        return ()

    def _draft(self, row: Row, rule: str, match: re.Match[str]) -> Iterator[Draft]:
        if rule in {"titled-of", "titled", "honoured", "possessed", "name"}:
            yield from self._person(row, rule, match)
        elif rule == "alone":
            yield from self._alone(row, match.start())
        elif rule == "pair":
            yield from self._pair(row, match)
        elif rule in {"office", "office-of"}:
            yield from self._office(row, rule, match)
        elif rule == "bare":
            yield from self._bare(row, match)
        elif rule == "counterpart":
            yield from self._counterpart(row, match)
        elif rule == "government":
            yield from self._government(row, match)
        elif rule in {"group", "group-of", "ministry"}:
            yield from self._group(row, rule, match)
        else:
            yield from self._plain(row, match.end() - 1, match.start())

    def _person(self, row: Row, rule: str, match: re.Match[str]) -> Iterator[Draft]:
        cue = self._cue(row, match) if rule != "name" else NO_CUE
        span = _span(match, "name") if rule != "name" else match.span()
        first, last = span or match.span()
        who = self._who(row, first, last, cue)
        if who is None:
            yield from self._nested(row, match.start(), match.end())
            return
        post = _span(match, "post")
        end = row.items[post[1] - 1].end if post else row.items[last - 1].end
        start = row.items[self._opening(row, match.start())].start
        yield Draft(start, end, "person", "name", (who,), rule)
        yield from self._nested(row, match.start(), first)
        more = _span(match, "more")
        for i in range(*more) if more else ():
            if row.codes[i] not in "PNF":
                continue
            plural = row.codes[_span(match, "title")[0]] == "T" if _span(match, "title") else False
            other = self._who(row, i, i + 1, Cue((), cue.title, cue.past) if plural else NO_CUE)
            if other is not None:
                yield Draft(row.items[i].start, row.items[i].end, "person", "name", (other,), rule)

    def _opening(self, row: Row, i: int) -> int:
        """The phrase's first item, leaving out a possessive pronoun, which refers to somebody else."""
        return i + 1 if row.codes[i] == "D" else i

    def _who(self, row: Row, first: int, last: int, cue: Cue) -> Referent | None:
        item = row.items[first]
        text = self.article.text[item.start : row.items[last - 1].end]
        if item.code == "P":
            return self.cast.full(item.value, text, cue)
        if item.code == "N" or last - first > 1:
            return self.cast.full((), text, cue)
        told = self.cast.alone(text, cue, item.start)
        if told is None and (item.value == "PERSON" or ((cue.title or cue.honorific) and row.sentence.block == "body")):
            return Referent(text, "person", None, cue.country, cue.office)
        return told

    def _alone(self, row: Row, i: int) -> Iterator[Draft]:
        """A capitalised word by itself: a family name, if it stands in no longer name that nobody knows."""
        item = row.items[i]
        crowd = (i and row.codes[i - 1] == "F") or row.codes[i + 1 : i + 2] == "F"
        if crowd and item.value != "PERSON" and not _is_shouted(row):
            return
        told = self.cast.alone(item.text, NO_CUE, item.start)
        if told is None and item.value == "PERSON":
            told = Referent(item.text, "person")
        if told is not None:
            yield Draft(item.start, item.end, "person", "name", (told,), "alone")

    def _pair(self, row: Row, match: re.Match[str]) -> Iterator[Draft]:
        """Sides joined by hyphens: "Trump-Kim", "North Korea-Russia", "U.S.-Moon"."""
        sides: list[Referent] = []
        for i in range(match.start(), match.end(), 2):
            item = row.items[i]
            if item.code in "ankc" and item.value is not None:
                sides.extend(state_referents(item.value, self.known))
            elif item.code in "PNF":
                who = self._who(row, i, i + 1, NO_CUE)
                sides.extend((who,) if who and (who.entity or item.code == "N") else ())
            elif item.value is not None:
                sides.append(names_places.organisation_referent(item))
        sides = list(dict.fromkeys(sides))
        if len(sides) == (match.end() - match.start() + 1) // 2:
            start, end = row.items[match.start()].start, row.items[match.end() - 1].end
            yield Draft(start, end, sides[0].kind, "adjective", tuple(sides), "pair")
        else:
            for i in range(match.start(), match.end(), 2):
                yield from self._alone(row, i) if row.codes[i] == "F" else self._plain(row, i, i)

    def _office(self, row: Row, rule: str, match: re.Match[str]) -> Iterator[Draft]:
        """A title with its state and no name: one referent for each state of a list."""
        cue = self._cue(row, match)
        start, end = row.items[self._opening(row, match.start())].start, row.items[match.end() - 1].end
        of = _span(match, "of")
        found: list[Referent] = []
        for i in range(*of) if of else ():
            countries = self._countries_of(row.items[i])
            if countries:
                one = dataclasses.replace(cue, countries=countries)
                found.append(self.cast.holder(one, start) or self._unnamed(row, i, one))
        yield Draft(start, end, "office", "title", tuple(dict.fromkeys(found)), rule)
        yield from self._nested(row, match.start(), match.end())

    def _unnamed(self, row: Row, i: int, cue: Cue) -> Referent:
        title = cue.title.title if cue.title else "leader"
        past = "former " if cue.past else ""
        item = row.items[i]
        of = item.text if item.code != "a" else None
        if of is None and cue.country and ":" not in cue.country:
            of = state_referent(cue.country).name
        return Referent(f"{past}{title} of {of}", "person", None, cue.country, cue.office or title)

    def _bare(self, row: Row, match: re.Match[str]) -> Iterator[Draft]:
        """A title by itself: who was last told of with it, and its holder at home where nobody was."""
        cue = self._cue(row, match)
        if cue.title is None or row.codes[match.start()] == "D":
            return
        start, end = row.items[match.start()].start, row.items[match.end() - 1].end
        who = self._last_with(cue) or (self.cast.holder(dataclasses.replace(cue, countries=(self.home,)), start) if self.home else None)
        yield Draft(start, end, "office", "title", (who,) if who else (), "bare")

    def _last_with(self, cue: Cue) -> Referent | None:
        for draft in reversed(self.told):
            for who in draft.referents:
                if who.kind == "person" and self.cast.holds(who, cue):
                    return who
        return None

    def _counterpart(self, row: Row, match: re.Match[str]) -> Iterator[Draft]:
        """ "His Russian counterpart": who holds the office, in that state, that the last person told of holds at home."""
        cue = self._cue(row, match)
        start, end = row.items[self._opening(row, match.start())].start, row.items[match.end() - 1].end
        words = " ".join(self.article.text[start:end].split())
        before = next((w for d in reversed(self.told) for w in d.referents if w.kind == "person" and w.office), None)
        title = title_of(before.office) if before and before.office else None
        who = None
        if title and cue.countries and row.codes[match.end() - 1] == "K":
            who = self.cast.holder(Cue(cue.countries, title), start)
        if who is None:
            kind: MentionKind = "person" if row.codes[match.end() - 1] == "K" else "group"
            who = Referent(words, kind, None, cue.country, title.title if title else None)
        yield Draft(start, end, who.kind, "title", (who,), "counterpart")
        yield from self._nested(row, match.start(), match.end())

    def _government(self, row: Row, match: re.Match[str]) -> Iterator[Draft]:
        """ "The Chinese government", "the Trump administration": the state."""
        start, end = row.items[match.start()].start, row.items[match.end() - 1].end
        of = _span(match, "of") or match.span()
        sides: list[Referent] = []
        for i in range(*of):
            item = row.items[i]
            if item.code in "PF":
                who = self._who(row, i, i + 1, NO_CUE)
                sides.extend((state_referent(who.country),) if who and who.country and ":" not in who.country else ())
            elif item.code in "ankcx" and item.value is not None:
                sides.extend(state_referents(item.value, self.known))
            elif item.code == "o" and item.value is not None:
                sides.append(names_places.organisation_referent(item))
        if sides:
            yield Draft(start, end, "state", "nominal", tuple(dict.fromkeys(sides)), "government", actor=True)
        yield from self._nested(row, match.start(), match.end())

    def _group(self, row: Row, rule: str, match: re.Match[str]) -> Iterator[Draft]:
        """People who act for a state, an organisation or a meeting, unnamed; and ministries."""
        cue = self._cue(row, match)
        start, end = row.items[self._opening(row, match.start())].start, row.items[match.end() - 1].end
        head = _span(match, "head") or match.span()
        from_item = match.start()
        while row.codes[from_item] in "dD":
            from_item += 1
        words = " ".join(self.article.text[row.items[from_item].start : end].split())
        office = row.items[head[0]].text.lower()
        kind: MentionKind = "office" if row.codes[head[0]] == "u" else "organisation" if rule == "ministry" else "group"
        who = Referent(words, kind, None, cue.country, None if rule == "ministry" else office)
        yield Draft(start, end, kind, "name" if rule == "ministry" else "title", (who,), rule, actor=rule == "ministry")
        yield from self._nested(row, match.start(), match.end())

    def _plain(self, row: Row, i: int, first: int) -> Iterator[Draft]:
        """A state, organisation or place by itself."""
        found = self.places.plain(row, i)
        if found is not None:
            start = row.items[first].start if row.codes[first] == "d" and found.form != "adjective" else row.items[i].start
            yield Draft(start, row.items[i].end, found.kind, found.form, found.referents, found.rule, found.actor)

    def _nested(self, row: Row, first: int, last: int) -> Iterator[Draft]:
        """The states named within a longer phrase."""
        for i in range(first, last):
            item = row.items[i]
            if item.code in "ankc" and item.value is not None:
                yield Draft(
                    item.start, item.end, "state", "adjective", state_referents(item.value, self.known), "nested"
                )


def _countries(rows: Iterable[Row]) -> frozenset[str]:
    """The states that an article names, where the name can mean one state alone."""
    return frozenset(
        code
        for row in rows
        for item in row.items
        if item.code in "ankcx" and item.value is not None and (len(item.value.iso3) == 1 or item.code == "c")
        for code in item.value.iso3
    )


def _is_shouted(row: Row) -> bool:
    """Whether most words of a sentence have capitals, as in headlines."""
    words = [i for i in row.items if i.text[0].isalpha() and len(i.text) > 3]
    return 2 * sum(i.text[0].isupper() for i in words) > 1.2 * len(words)


def _span(match: re.Match[str], group: str) -> tuple[int, int] | None:
    """The items of a group, or None where the rule has no such group or it matched nothing."""
    if group not in match.re.groupindex or match.start(group) < 0:
        return None
    return match.span(group)


FINDER = Finder(NAME, VERSION, (Sentence,), (Mention,), find_names)
