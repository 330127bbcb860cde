"""Dating as constraint solving: each clue leaves some days open; the strongest clues are heeded first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from summitry.model.notes import Basis, DateCandidate
from summitry.model.text import Quote
from summitry.model.windows import Window, shift_day

OPEN = Window(None, None)


@dataclasses.dataclass(frozen=True)
class Constraint:
    """A clue to when an article was written: it lies in one of `windows`.

    `strength` orders clues, 0 to 100 (see `dating`); `quote` is None for what comes from outside the text;
    `day`: whether the clue gives the day itself; `grace`: days at the end of each window that count only where nothing
    in the text is later than the window without them; `recurs`: whether the windows come again every few years, and
    are listed for as many as pages may be of.
    """

    windows: tuple[Window, ...]
    basis: Basis
    strength: int
    reason: str
    quote: Quote | None = None
    day: bool = False
    grace: int = 0
    recurs: bool = False

    def ended_by(self, day: str) -> bool:
        """Whether every window, its grace left out, ends before a day."""
        ends = [shift_day(window.end, -self.grace) for window in self.windows if window.end is not None]
        return len(ends) == len(self.windows) and max(ends) < day

    @property
    def hull(self) -> Window:
        """The least window over all of its windows."""
        whole = self.windows[0]
        for window in self.windows[1:]:
            whole = whole.cover(window)
        return whole


@dataclasses.dataclass(frozen=True)
class Solution:
    """What clues leave open together: windows apart from one another, in order, and the clues kept and dropped."""

    domain: tuple[Window, ...]
    kept: tuple[Constraint, ...]
    dropped: tuple[tuple[Constraint, str], ...]

    @property
    def window(self) -> Window:
        """The least window that holds what is left open."""
        whole = self.domain[0]
        for part in self.domain[1:]:
            whole = whole.cover(part)
        return whole

    @property
    def known(self) -> Window:
        """That window, open on a side that nothing but recurring days bounds, where they leave more than one stretch:
        they have no first and no last year."""
        if len(self.domain) == 1:
            return self.window
        hulls = [clue.hull for clue in self.kept if not clue.recurs]
        return Window(
            self.window.start if any(hull.start is not None for hull in hulls) else None,
            self.window.end if any(hull.end is not None for hull in hulls) else None,
        )

    @property
    def basis(self) -> Basis:
        """What the window rests on: of the clues kept the strongest that gives the day itself, where one is known;
        else the strongest that does not leave a choice of days; "none" where nothing is known."""
        if self.known == OPEN:
            return "none"
        told = [clue for clue in self.kept if clue.day] if self.known.days == 1 else []
        one = [clue for clue in self.kept if len(clue.windows) == 1]
        return next((clue.basis for clue in (*told, *one)), "inferred")

    def candidates(self) -> tuple[DateCandidate, ...]:
        """Every clue as a candidate, kept ones first."""
        kept = [
            DateCandidate(self.known if c.recurs else c.hull, c.basis, kept=True, reason=c.reason, quote=c.quote)
            for c in self.kept
        ]
        dropped = [
            DateCandidate(OPEN if c.recurs else c.hull, c.basis, False, f"{c.reason}; {why}", c.quote)
            for c, why in self.dropped
        ]
        return (*kept, *dropped)


def solve(constraints: Iterable[Constraint], domain: Sequence[Window] = (OPEN,)) -> Solution:
    """Cuts `domain` by each clue, the strongest first; a clue that leaves no day is dropped, with the clue it
    contradicts.

    The order in which clues are given does not matter: ties are broken by their windows, reason and place.
    """
    left, kept, dropped = tuple(domain), list[Constraint](), list[tuple[Constraint, str]]()
    for clue in sorted(constraints, key=_order):
        cut = intersect(left, clue.windows)
        latest = left[0].start
        if clue.grace and latest is not None and clue.ended_by(latest):
            dropped.append((clue, "left out: the text tells of later things"))
        elif cut:
            left = cut
            kept.append(clue)
        else:
            dropped.append((clue, f"left out: it contradicts {_rival(clue, kept)}"))
    return Solution(left, tuple(kept), tuple(dropped))


def intersect(left: Sequence[Window], right: Sequence[Window]) -> tuple[Window, ...]:
    """The days that lie in one of `left` and in one of `right`, as windows in order that do not overlap."""
    cuts = sorted(
        {cut for a in left for b in right if (cut := a.cut(b)) is not None},
        key=lambda w: (w.start or "", w.end or "9999-12-31"),
    )
    merged: list[Window] = []
    for window in cuts:
        if merged and merged[-1].meets(window):
            merged[-1] = merged[-1].cover(window)
        else:
            merged.append(window)
    return tuple(merged)


def _order(clue: Constraint) -> tuple[int, str, str, str, int]:
    windows = " ".join(f"{window.start}..{window.end}" for window in clue.windows)
    return (-clue.strength, windows, clue.reason, f"{clue.basis} {clue.grace}", clue.quote.start if clue.quote else -1)


def _rival(clue: Constraint, kept: Sequence[Constraint]) -> str:
    for other in kept:
        if not intersect(clue.windows, other.windows):
            return other.reason if other.quote is None else f"“{other.quote.text}” ({other.reason})"
    return "the stronger clues together"
