"""Readers from outside, found by their entry points. They are used only where the user names them."""

from __future__ import annotations

import functools
import os
from importlib import metadata

from summitry.model.errors import UsageError
from summitry.model.reader import Reader

GROUP = "summitry.readers"
"""The group of entry points: each names a Reader."""
VARIABLE = "SUMMITRY_READERS"
"""The environment variable that names the readers to use, with commas between; "own" is Summitry itself."""
OWN = "own"


def chosen() -> tuple[str, ...]:
    """The names of the readers to use: our own where nothing is said."""
    named = (name.strip() for name in os.environ.get(VARIABLE, "").split(","))
    return tuple(dict.fromkeys(name for name in named if name)) or (OWN,)


def readers() -> tuple[Reader, ...]:
    """The readers from outside that were chosen. Raises UsageError where one is not installed or is no Reader."""
    return tuple(_load(name) for name in chosen() if name != OWN)


@functools.cache
def _load(name: str) -> Reader:
    found = {one.name: one for one in metadata.entry_points(group=GROUP)}
    if name not in found:
        there = ", ".join([OWN, *sorted(found)])
        raise UsageError(f"{VARIABLE}: expected readers among {there}, got {name!r}; install the package that has it")
    made = found[name].load()
    if not isinstance(made, Reader):
        raise UsageError(
            f"{VARIABLE}: expected a Reader under {name!r} ({found[name].value}), got {type(made).__name__}"
        )
    return made


def version_of() -> str:
    """What decides, of the readers chosen, what is read: their names and versions."""
    return ",".join([*(OWN for name in chosen() if name == OWN), *(f"{one.name} {one.version}" for one in readers())])
