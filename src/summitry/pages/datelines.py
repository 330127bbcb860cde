"""Datelines: the place, day and agency in front of an article's first sentence."""

from __future__ import annotations

import re

_WORD = r"[A-Z][\w.'’-]*"
_CAPITALS = r"[A-Z][A-Z.'’-]+(?:[ ,/-]+[A-Z][A-Z.'’-]*){0,4}"
_PLACE = rf"{_WORD}(?:[ -](?:{_WORD}|de|del|la|el|al|of|the|sur|am|in)){{0,4}}"
_AFTER = rf"(?:\s?,\s?{_PLACE}\.?){{0,2}}"
_DAY = (
    r"(?:\s?,?\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}(?:,\s\d{4})?|"
    r"\d{1,2}(?:st|nd|rd|th)?\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?(?:\s\d{4})?))"
)
_AGENCY = r"(?:\s?[(/\[]\s?[A-Z][\w.& /'’-]{1,40}?\s?[)/\]]\.?)"
_DASH = r"\s?(?:--+|[–—-]|::)\s?(?=\S)"
_FIRST = re.compile(
    rf"^\W{{0,2}}(?:"
    rf"(?:{_CAPITALS}|{_PLACE}){_AFTER}{_DAY}?{_AGENCY}(?:{_DASH}|\s?[.:]?\s?(?=[A-Z“\"‘]))"  # SEOUL (Reuters) -, (CNN)
    rf"|{_CAPITALS}{_AFTER}{_DAY}?\s?(?:\s(?:--+|[–—-])\s|--+\s?|[–—]\s?)(?=[^a-z])"  # WASHINGTON –
    rf"|{_CAPITALS}(?:\s?,\s?{_PLACE})?{_DAY}?\s?[:.]\s(?=[A-Z“\"‘])"  # NEW DELHI:
    rf"|(?:{_CAPITALS}|{_PLACE}){_AFTER}{_DAY}(?:\s?[.,])?(?:\s?[–—-]{{1,2}}|\.|:)\s"  # Sochi, 5 May –
    rf"|{_PLACE}{_AFTER}\s(?:--|[–—])\s"  # Washington —
    rf"|\([A-Z][\w.& /'’-]{{1,40}}\){_DASH}?\s?"  # (Reuters) -
    rf")"
)
_LATER = re.compile(rf"^{_CAPITALS}{_AFTER}{_DAY}?{_AGENCY}?\s?(?:--+|[–—])\s")
_SPEECH = re.compile(r"^(?:Q|A|MR|MRS|MS|DR|SEN|REP|GEN|PRESIDENT|SECRETARY|QUESTION|ANSWER|THE PRESIDENT)\b")
LONGEST = 110
"""Characters of the longest dateline looked for; with two agencies and a day they reach 80."""


def end_of_dateline(text: str, first: bool) -> int:
    """Where the dateline at the start of a paragraph ends, its dash included and the space after it not; 0 for none.

    `first`: the paragraph is among the first of its article; later ones have a dateline only in plain capitals.
    """
    match = (_FIRST if first else _LATER).match(text[: LONGEST + 40])
    if match is None or match.end() > LONGEST or match.end() >= len(text) or _SPEECH.match(text):
        return 0
    return len(match[0].rstrip())
