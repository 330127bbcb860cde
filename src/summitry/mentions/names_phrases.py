"""The phrases that names stand in, as regular expressions over the codes of a sentence's items (see names_scan)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from summitry.mentions.names_scan import Row

Phrase = tuple[str, re.Match[str]]
"""A rule's name and where it matched."""

PERSON_RULES = frozenset({"titled-of", "titled", "honoured", "possessed", "name", "alone"})
_OFFICE_RULES = frozenset({"office", "office-of"})
_PERSONAL = frozenset({"bare", "counterpart", "related"})

_STATES = r"(?:[ao](?:,[ao]){1,30}|[ankocex](?:(?:,[ankocex]){0,30}(?:,?&|-)d?[ankocex])*)"
"""A state or side, or a list of them: with "and", or of adjectives alone ("Afghan, Taliban leaders")."""
_RULES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("pair", r"d?(?P<one>[ankoc])(?:-[ankoc]){1,8}(?!-[FPN])"),
        ("pair", r"d?(?P<one>[FPNankoc])(?:-[FPNankoc]){1,8}(?![FPN])"),
        ("titled-of", r"[dD]?m{0,6}(?P<title>t)Od?(?P<of>[nk]),?h{0,4}(?P<name>P|N|F(?:\.?F){0,2})"),
        (
            "titled",
            rf"[dD]?m{{0,6}}(?:(?P<of>{_STATES})s{{0,2}}m{{0,6}})?(?P<title>[tTu](?:[m&]{{0,3}}[tT])*)m{{0,6}}"
            r"(?:h\.?){0,4}(?P<name>P|N|F(?:\.?F){0,2})(?P<more>(?:,?&?(?:P|N|F)){0,12})(?:,?Od?(?P<post>[nk]))?",
        ),
        ("honoured", r"m{0,6}(?P<honorific>(?:h\.?){1,4})(?P<name>P|N|F(?:\.?F){0,2})"),
        ("possessed", r"(?P<of>[nk])s{1,2}m{0,6}(?P<name>P|N|F(?!F))"),
        ("related", r"[Dd]m{0,6}(?P<of>[ankoc])?m{0,6}(?P<head>H)(?=,d?[ankohmt.]{0,6}[PNF])"),
        ("counterpart", r"[Dd]?m{0,6}(?P<of>[ankoc])?m{0,6}(?P<head>[KJ])"),
        ("government", rf"d?m{{0,6}}(?P<of>{_STATES}|[PF])s{{0,2}}m{{0,6}}r"),
        ("office", rf"[dD]?m{{0,6}}(?P<of>{_STATES})s{{0,2}}m{{0,6}}(?P<head>t(?:[m&]{{0,3}}t)*(?![Tgu])|T)"),
        ("office-of", rf"[dD]?m{{0,6}}(?P<head>[tT])Od?(?P<of>{_STATES})(?!s)"),
        ("group", rf"[dD]?m{{0,6}}(?P<of>{_STATES}|R(?:[&,]R){{0,8}})s{{0,2}}m{{0,6}}(?:o|t){{0,6}}(?P<head>[guT])"),
        ("group-of", rf"d?m{{0,6}}(?P<head>[gu])Od?m{{0,6}}(?P<of>{_STATES})s{{0,2}}r?(?![sgtTu])"),
        ("ministry", r"d?(?P<of>[ank])s{0,2}(?P<head>o)"),
        ("bare", r"[dD]m{0,6}(?P<head>t)(?!O)"),
        ("name", r"[PN]"),
        ("alone", r"F"),
        ("state", r"d?[ankcx]"),
        ("organisation", r"d?[oe]"),
        ("place", r"[vl]"),
    )
)
_OPENERS = frozenset("dDmankocexPNFtTghuvlKJRH")


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


def span(match: re.Match[str], group: str) -> tuple[int, int] | None:
    """The items of a group, or None where the rule has no such group or it matched nothing."""
    if group not in match.re.groupindex or match.start(group) < 0:
        return None
    return match.span(group)


def appositions(row: Row, phrases: Sequence[Phrase]) -> Mapping[int, int]:
    """Pairs of phrases, by index, that say who somebody is, both ways: a name, a comma, an office of one state (and a
    comma or the end), or such an office, or what somebody is to another ("his counterpart"), a comma, and a name."""
    found: dict[int, int] = {}
    for i in range(len(phrases) - 1):
        (rule, left), (next_rule, right) = phrases[i], phrases[i + 1]
        if right.start() != left.end() + 1 or row.codes[left.end()] != "," or i in found:
            continue
        name_first = (
            rule in PERSON_RULES and next_rule in _OFFICE_RULES and row.codes[right.end() : right.end() + 1] in ",.;w"
        )
        office_first = rule in _OFFICE_RULES and next_rule in PERSON_RULES
        office = right if name_first else left
        if (name_first or office_first) and len(row.codes[slice(*office.span("of"))]) == 1:
            found[i], found[i + 1] = i + 1, i
        elif rule in _PERSONAL and next_rule in PERSON_RULES and row.codes[left.end() - 1] != "J":
            found.update({} if _opens_clause(row, (span(right, "name") or right.span())[0]) else {i: i + 1, i + 1: i})
    return found


def _opens_clause(row: Row, i: int) -> bool:
    """Whether item `i` is the subject of a verb of its own ("told the president, Abe said"), by the parse."""
    item = row.items[i]
    token = next((t for t in row.sentence.tokens if t.start <= item.start < t.end), None)
    return token is not None and token.dep in {"nsubj", "nsubjpass"}
