"""Ids are hashes of content: the same content has the same id on every machine and in every run."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from typing import Any

ID_LENGTH = 16
"""Hexadecimal digits kept: 64 bits, a collision among ten million ids has odds of one in 370,000."""


def plain(value: Any) -> Any:
    """`value` as JSON data: dataclasses become lists of their fields, in order of declaration."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [plain(getattr(value, f.name)) for f in dataclasses.fields(value)]
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"a value of an id must be plain data or a dataclass, got {type(value).__name__}")


def content_id(kind: str, *values: Any) -> str:
    """The id of content: the first 16 hexadecimal digits of the SHA-256 of a JSON array.

    `kind` keeps two kinds of thing with equal content apart.
    """
    text = json.dumps([kind, *(plain(v) for v in values)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


class Identified:
    """Mixin for frozen dataclasses: `id` is the hash of the class name and of every field."""

    @functools.cached_property
    def id(self) -> str:
        return content_id(type(self).__name__, *(getattr(self, f.name) for f in dataclasses.fields(self)))  # type: ignore[arg-type]
