"""Dataclasses of the model to JSON and back, exactly: `decode(type(x), encode(x)) == x`."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

ValueT = TypeVar("ValueT")


def encode(value: Any) -> str:
    """One line of JSON; fields by name, in order of declaration. Same value, same bytes.

    Text is escaped to ASCII, so that lone surrogates of a broken page survive a store that is UTF-8."""
    return json.dumps(plain(value), ensure_ascii=True, separators=(",", ":"))


def decode(kind: type[ValueT], text: str) -> ValueT:
    """The value of `kind` that `encode` wrote. A field missing in an older record takes the class's default.

    Raises TypeError where a field without a default is missing."""
    return typing.cast(ValueT, _reader(typing.cast(Any, kind))(json.loads(text)))


def plain(value: Any) -> Any:
    """`value` as JSON data: dataclasses as objects, tuples as lists."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [plain(item) for item in value]
    names = _names(kind)
    return value if names is None else {name: plain(getattr(value, name)) for name in names}


_PLAIN = frozenset({str, int, float, bool, type(None)})


@functools.cache
def _names(kind: type[object]) -> tuple[str, ...] | None:
    """The fields of a dataclass; None for any other type."""
    return tuple(f.name for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


@functools.cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What turns JSON data into a value of `kind`: a dataclass, a tuple of one kind or of several, a union with None,
    or plain data."""
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(kind)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            each = _reader(arguments[0])
            return lambda data: tuple([each(item) for item in data])
        readers = [_reader(a) for a in arguments]
        return lambda data: tuple([read(item) for read, item in zip(readers, data, strict=True)])
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        if inner is _same:
            return _same
        return lambda data: None if data is None else inner(data)
    return _same


def _same(data: Any) -> Any:
    return data


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    """Fields of plain data are taken as they stand; `read` may change the object it is given."""
    hints = typing.get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in _names(kind) or ()}
    nested = [(name, reader) for name, reader in readers.items() if reader is not _same]

    def read(data: dict[str, Any]) -> Any:
        for name, reader in nested:
            if name in data:
                data[name] = reader(data[name])
        return kind(**data)

    return read
