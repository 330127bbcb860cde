"""The form in which names of places are compared."""

from __future__ import annotations

import functools
import re

from anyascii import anyascii

_DROPPED = re.compile(r"['’‘`´ʻʼʽ‛.,()]")
_JOINED = re.compile(r"[-‐‑–—_/\s]+")
_SAINT = re.compile(r"\bsaint\b")


@functools.lru_cache(maxsize=20_000)
def place_key(text: str) -> str:
    """`text` without case, diacritics, apostrophes and stops; hyphens are spaces; "Saint" is "st".

    >>> place_key("Saint-Étienne")
    'st etienne'
    """
    bare = _DROPPED.sub("", text)
    plain = bare if bare.isascii() else _DROPPED.sub("", anyascii(bare))
    return _SAINT.sub("st", _JOINED.sub(" ", plain.casefold()).strip())
