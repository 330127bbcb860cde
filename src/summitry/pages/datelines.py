"""Datelines: the place, day and agency in front of an article's first sentence."""

from __future__ import annotations

import re

from summitry.lexicon.outlets import outlet_named
from summitry.pages import languages
from summitry.pages.lines import BLANK

_WORD = r"[A-Z][\w.'’-]*"
_CAPITALS = r"[A-Z][A-Z.'’-]+(?:[ ,/-]+[A-Z][A-Z.'’-]*){0,4}"
_PLACE = rf"{_WORD}(?:[ -](?:{_WORD}|de|del|la|el|al|of|the|sur|am|in)){{0,4}}"
_AFTER = rf"(?:\s?,\s?{_PLACE}\.?){{0,2}}"
_MONTH = r"(?i:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[A-Za-z]*\.?"
_DAY = (
    r"(?:\s?,?\s(?:(?i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?i:day),?\s)?(?:"
    rf"{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:\s\d{{4}})?))"
)
_AGENCY = r"(?:\s?[(/\[]\s?[A-Z][\w.& /'’-]{1,40}?\s?[)/\]]\.?)"
_DASH = r"\s?(?:--+|[–—-]|::)\s?(?=\S)"
_FIRST = re.compile(
    rf"^\W{{0,2}}(?:"
    rf"(?:{_CAPITALS}|{_PLACE}){_AFTER}(?:{_DAY}\.?)?{_AGENCY}"
    rf"(?:{_DASH}|\s?[.:]?\s?(?=[A-Z“\"‘]))"  # SEOUL (Reuters) -
    rf"|{_CAPITALS}{_AFTER}{_DAY}?\s?(?:\s(?:--+|[–—-])\s|--+\s?|[–—]\s?)(?=[^\sa-z])"  # WASHINGTON –
    rf"|[A-Z][A-Z ]{{3,30}}(?:\s?,\s?{_PLACE})?{_DAY}?\s?:\s(?=[A-Z“\"‘])"  # NEW DELHI:
    rf"|(?:{_CAPITALS}|{_PLACE}){_AFTER}{_DAY}(?:\s?[.,])?(?:\s?[–—-]{{1,2}}|\.|:)\s"  # Sochi, 5 May –
    rf"|{_PLACE}{_AFTER}\s(?:--|[–—])\s(?=[^\sa-z])"  # Washington —
    rf"|\([A-Z][\w.& /'’-]{{1,40}}\){_DASH}?\s?"  # (Reuters) -
    rf")"
)
_NAMED = re.compile(r"[(/\[]\s?([^()\[\]/]+?)\s?[)/\]][\s.:]*$")
"""The agency of a dateline that ends with it, without a dash."""
_LATER = re.compile(rf"^{_CAPITALS}{_AFTER}{_DAY}?{_AGENCY}?\s?(?:--+|[–—])\s")
_NO_PLACE = re.compile(
    r"\W*(?:Q|A|MR|MRS|MS|DR|SEN|REP|GEN|PRESIDENT|SECRETARY|QUESTION|ANSWER|MODERATOR|REPORTER|HOST|CLAIM|FACT|VERDICT|"
    r"JUST IN|BREAKING|UPDATED?|DEVELOPING|EXCLUSIVE|WATCH|VIDEO|PHOTOS?|READ|MORE|NOTE|EDITOR|CORRECTION|ANALYSIS|"
    r"OPINION|COMMENTARY|LIVE|RELATED|SOURCES?|TL;?DR)\b"
)
"""First words that speakers, labels and teasers have in front of a colon or dash."""
LONGEST = 110
"""Characters of the longest dateline looked for; with two agencies and a day they reach 80."""


def end_of_dateline(text: str, first: bool) -> int:
    """Where the dateline at the start of a paragraph ends, its dash included and the space after it not; 0 for none.

    `first`: the paragraph is among the first of its article; later ones have a dateline only in plain capitals.
    """
    match = (_FIRST if first else _LATER).match(text[: LONGEST + 40])
    if match is None or match.end() > LONGEST or match.end() >= len(text) or _NO_PLACE.match(text):
        return 0
    named = _NAMED.search(match[0])
    if named and not any(outlet_named(name.strip()) for name in re.split("[,/]", named[1])):
        return 0  # "The Atomic Energy Agency (IAEA) Director General"
    if languages.is_little(match[0].split()[0], "en"):
        return 0  # "But the talks -- "
    return len(match[0].rstrip(BLANK)) if text[match.end() :].strip(BLANK) else 0
