"""Summitry: from saved reports to one record of what happened between leaders."""

__version__ = "0.1.0"
