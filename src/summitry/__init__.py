"""Reads reports on diplomacy and keeps one record of what happened between leaders, each value tied to its words.

Each command of the program is one of these functions. They are imported when they are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summitry.assistants import assist
    from summitry.explain import annotate, dates
    from summitry.health import doctor
    from summitry.model.errors import InputError, RecordError, SummitryError, UsageError
    from summitry.pipeline import build, read_article
    from summitry.scores import evaluate
    from summitry.serving import dossier, serve
    from summitry.views.compare import compare
    from summitry.views.export import export
    from summitry.views.fared import forecasters
    from summitry.views.frames import card, frame
    from summitry.views.queries import (
        Filter,
        articles,
        conflicts,
        forecasts,
        open_record,
        search,
        show,
        sources,
        timeline,
    )
    from summitry.views.relations import relations
    from summitry.views.said import judge, judgements, remove
    from summitry.watching.watch import watch

_HOMES = {
    "summitry.health": ("doctor",),
    "summitry.assistants": ("assist",),
    "summitry.views.frames": ("card", "frame"),
    "summitry.scores": ("evaluate",),
    "summitry.explain": ("annotate", "dates"),
    "summitry.model.errors": ("InputError", "RecordError", "SummitryError", "UsageError"),
    "summitry.pipeline": ("build", "read_article"),
    "summitry.serving": ("dossier", "serve"),
    "summitry.views.compare": ("compare",),
    "summitry.views.export": ("export",),
    "summitry.views.fared": ("forecasters",),
    "summitry.views.relations": ("relations",),
    "summitry.views.said": ("judge", "judgements", "remove"),
    "summitry.views.queries": (
        *("Filter", "articles", "conflicts", "forecasts", "open_record"),
        *("search", "show", "sources", "timeline"),
    ),
    "summitry.watching.watch": ("watch",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__version__ = "0.1.0"
__all__ = [
    "Filter",
    "InputError",
    "RecordError",
    "SummitryError",
    "UsageError",
    "annotate",
    "articles",
    "assist",
    "build",
    "card",
    "compare",
    "conflicts",
    "dates",
    "doctor",
    "dossier",
    "evaluate",
    "export",
    "forecasters",
    "forecasts",
    "frame",
    "judge",
    "judgements",
    "open_record",
    "read_article",
    "relations",
    "remove",
    "search",
    "serve",
    "show",
    "sources",
    "timeline",
    "watch",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'summitry' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)
