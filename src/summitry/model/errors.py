"""Errors, told apart by whose they are: the user's, the input's, or our own."""

from __future__ import annotations


class SummitryError(Exception):
    """Base of every error that Summitry raises on purpose."""


class UsageError(SummitryError):
    """The caller asked for something that cannot be done: a wrong option, an unknown name."""


class InputError(SummitryError):
    """One input cannot be read. The batch goes on without it.

    `str(error)` is one line: what is wrong, where, and what to do.
    """

    def __init__(self, what: str, where: str, todo: str) -> None:
        super().__init__(f"{where}: {what}; {todo}")
        self.what = what
        self.where = where
        self.todo = todo


class RecordError(SummitryError):
    """The record cannot be opened, read or written."""


class ContractError(SummitryError):
    """A finder broke the contract: an error of ours (or of a plug-in), never of the user."""
