"""The rows of the public schema as the interface documents them: made from `views.schema`, so they cannot differ."""

from __future__ import annotations

import functools
import operator
import types
from typing import Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import BaseModel, Field, create_model


@functools.cache
def model_of(kind: type) -> type[BaseModel]:
    """The model of a kind of row, with the meaning of each field."""
    fields: dict[str, Any] = {
        name: (_bare(hint), Field(description=_meaning(hint)))
        for name, hint in get_type_hints(kind, include_extras=True).items()
    }
    doc = " ".join((kind.__doc__ or "").split())
    made: type[BaseModel] = create_model(kind.__name__, __doc__=doc, **fields)
    return made


def _meaning(hint: Any) -> str | None:
    return str(get_args(hint)[1]) if get_origin(hint) is Annotated else None


def _bare(hint: Any) -> Any:
    """A type with models in place of rows."""
    if get_origin(hint) is Annotated:
        return _bare(get_args(hint)[0])
    if is_typeddict(hint):
        return model_of(hint)
    if get_origin(hint) is list:
        return types.GenericAlias(list, (_bare(get_args(hint)[0]),))
    arguments = get_args(hint)
    if type(None) in arguments:
        return functools.reduce(operator.or_, (_bare(one) for one in arguments))
    return hint
