"""The command line: parse, call, print. Each command is the twin of the public function of its name.

Exit status: 0 done; 1 none of the inputs could be read, or the reader of the output went away; 2 asked for something
that cannot be done (an option, a name, a date); 3 the record or an output file cannot be opened, read or written;
4 an error of ours; 130 stopped from the keyboard.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from summitry.cli import building, checking, comparing, judging, over_record, reading, relating, serving
from summitry.cli.base import app
from summitry.cli.output import NOTHING_READ, complain
from summitry.model.errors import InputError, RecordError, SummitryError, UsageError

__all__ = ["app", "main", "run"]

STATUS_OF: tuple[tuple[type[SummitryError], int], ...] = (
    (InputError, NOTHING_READ),
    (UsageError, 2),
    (RecordError, 3),
    (SummitryError, 4),
)

ROOMS = (building, comparing, over_record, serving, reading, judging, relating, checking)
"""The modules whose commands the application has, in the order of its help."""


def main() -> NoReturn:
    """Runs the command that the process was called with, and exits with its status."""
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Runs one command; its exit status. Errors raised on purpose are one line on standard error."""
    try:
        app(list(words), prog_name="summitry")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except SummitryError as error:
        complain(error)
        return next(status for kind, status in STATUS_OF if isinstance(error, kind))
    return 0
