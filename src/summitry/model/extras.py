"""Packages that not every installation has: imported where they are needed, and asked for in one line."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

from summitry.model.errors import UsageError


def package(module: str, name: str) -> Any:
    """The module of an optional package. `name`: the extra that installs it. Raises UsageError where it is absent."""
    try:
        found: ModuleType = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise
        raise UsageError(f"{module} is not installed; run `pip install 'summitry[{name}]'`") from error
    return found
