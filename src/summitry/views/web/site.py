"""What the pages of one server stand on."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence

from fastapi import Request

from summitry.model.claims import Filed
from summitry.model.notes import Note
from summitry.views.web.guard import Access
from summitry.views.web.shelf import Shelf

Reader = Callable[[Filed], Sequence[Note]]
"""Reads an article anew: every note on it. The command hands it in, since views do not know the rooms that read."""


@dataclasses.dataclass(frozen=True)
class Site:
    """What the pages stand on. `reader`: None where articles cannot be read anew; `judge`: the name under which
    judgements are kept unless another is given."""

    shelf: Shelf
    access: Access
    reader: Reader | None = None
    judge: str = "somebody"

    def read(self, filed: Filed) -> Sequence[Note]:
        """Every note on an article, kept for the next who asks."""
        return self._read(filed)

    @functools.cached_property
    def _read(self) -> Callable[[Filed], Sequence[Note]]:
        return functools.lru_cache(maxsize=16)(self.reader or (lambda _: ()))


def site_of(request: Request) -> Site:
    """The site that a request is to."""
    site: Site = request.app.state.site
    return site
