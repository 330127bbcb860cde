"""Schema 1 as Parquet: the same rows with their types, each field with its meaning in the file's metadata."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from summitry.model.extras import package
from summitry.record import Record
from summitry.views.exports import Content, Row, Told
from summitry.views.exports.jsonl import tables
from summitry.views.schema import TABLES, VERSION

ROWS_AT_A_TIME = 10_000
"""Rows held in memory at once, and in one row group."""


def files(record: Record, told: Told) -> Iterator[tuple[str, Content]]:
    """A Parquet file for each kind of row. Raises UsageError where pyarrow is not installed."""
    arrow, parquet = package("pyarrow", "parquet"), package("pyarrow.parquet", "parquet")
    for name, found in tables(record, text=told.text).items():
        schema = arrow_schema(arrow, TABLES[name], without=() if told.text else ("text",))
        yield f"{name}.parquet", (_packed(arrow, parquet, schema, found),)


def arrow_schema(arrow: Any, kind: type, without: tuple[str, ...] = ()) -> Any:
    """The Arrow schema of a kind of row, its fields but those of `without`."""
    about = {"summitry_schema": str(VERSION), "description": " ".join((kind.__doc__ or "").split())}
    return arrow.schema([one for one in _fields(arrow, kind) if one.name not in without], metadata=about)


def _fields(arrow: Any, kind: type) -> list[Any]:
    made = []
    for name, told in get_type_hints(kind, include_extras=True).items():
        bare, meaning = get_args(told) if get_origin(told) is Annotated else (told, "")
        type_, optional = _type(arrow, bare)
        made.append(arrow.field(name, type_, nullable=optional, metadata={"description": meaning}))
    return made


def _type(arrow: Any, told: Any) -> tuple[Any, bool]:
    """The Arrow type of a field's type, and whether it may be null."""
    if get_origin(told) is Annotated:
        return _type(arrow, get_args(told)[0])
    if get_origin(told) in (Union, types.UnionType):
        inner = next(one for one in get_args(told) if one is not type(None))
        return _type(arrow, inner)[0], True
    if get_origin(told) is list:
        return arrow.list_(_type(arrow, get_args(told)[0])[0]), False
    if is_typeddict(told):
        return arrow.struct(_fields(arrow, told)), False
    return {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}[told], False


def _packed(arrow: Any, parquet: Any, schema: Any, found: Iterable[Row]) -> bytes:
    sink = arrow.BufferOutputStream()
    with parquet.ParquetWriter(sink, schema) as writer:
        for batch in _batches(found):
            writer.write_table(arrow.Table.from_pylist([_writable(row) for row in batch], schema=schema))
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _batches(found: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in found:
        batch.append(row)
        if len(batch) == ROWS_AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch


def _writable(value: Any) -> Any:
    """A row with lone surrogates, which UTF-8 cannot hold, as U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not value.isascii() else value
    if isinstance(value, dict):
        return {name: _writable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_writable(one) for one in value]
    return value
