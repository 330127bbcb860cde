"""The phrases that names stand in, as regular expressions over the codes of a sentence's items (see names_scan)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from summitry.mentions.names_scan import Row

Phrase = tuple[str, re.Match[str]]
"""A rule's name and where it matched."""

PERSON_RULES = frozenset({"titled-of", "titled", "honoured", "possessed", "name", "alone"})
_OFFICE_RULES = frozenset({"office", "office-of"})

_STATES = r"(?:[ao](?:,[ao])+|[ankocex](?:(?:,[ankocex])*(?:,?&|-)d?[ankocex])*)"
"""A state or side, or a list of them: with "and", or of adjectives alone ("Afghan, Taliban leaders")."""
_RULES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("pair", r"d?(?P<one>[ankoc])(?:-[ankoc])+(?!-[FPN])"),
        ("pair", r"d?(?P<one>[FPNankoc])(?:-[FPNankoc])+(?![FPN])"),
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
        ("office", rf"[dD]?m*(?P<of>{_STATES})s{{0,2}}m*(?P<head>t(?:[m&]*t)*(?![Tgu])|T)"),
        ("office-of", rf"[dD]?m*(?P<head>[tT])Od?(?P<of>{_STATES})(?!s)"),
        ("group", rf"[dD]?m*(?P<of>{_STATES}|R(?:[&,]R)*)s{{0,2}}m*(?:o|t)*(?P<head>[guT])"),
        ("group-of", rf"d?m*(?P<head>[gu])Od?m*(?P<of>{_STATES})s{{0,2}}r?(?![sgtTu])"),
        ("ministry", r"d?(?P<of>[ank])s{0,2}(?P<head>o)"),
        ("bare", r"[dD]m*(?P<head>t)(?!O)"),
        ("name", r"[PN]"),
        ("alone", r"F"),
        ("state", r"d?[ankcx]"),
        ("organisation", r"d?[oe]"),
        ("place", r"[vl]"),
    )
)
_OPENERS = frozenset("dDmankocexPNFtTghuvlKJR")


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
    comma or the end), or such an office, a comma, and a name."""
    found: dict[int, int] = {}
    for i in range(len(phrases) - 1):
        (rule, left), (next_rule, right) = phrases[i], phrases[i + 1]
        if right.start() != left.end() + 1 or row.codes[left.end()] != ",":
            continue
        name_first = (
            rule in PERSON_RULES and next_rule in _OFFICE_RULES and row.codes[right.end() : right.end() + 1] in ",.w"
        )
        office_first = rule in _OFFICE_RULES and next_rule in PERSON_RULES
        office = right if name_first else left
        if (name_first or office_first) and i not in found and len(row.codes[slice(*office.span("of"))]) == 1:
            found[i], found[i + 1] = i + 1, i
    return found
