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
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [item if type(item) in _PLAIN else plain(item) for item in value]
    names = _names(kind)
    if names is None:
        return _odd(value)
    return [item if type(item := getattr(value, name)) in _PLAIN else plain(item) for name in names]


_PLAIN = frozenset({str, int, float, bool, type(None)})


@functools.cache
def _names(kind: type[object]) -> tuple[str, ...] | None:
    """The fields of a dataclass; None for any other type."""
    return tuple(f.name for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


def _odd(value: Any) -> Any:
    """A value of a type derived from those that are plain data."""
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, (str, int, float)):
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
