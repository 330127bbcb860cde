"""Claims to record: sources, linking, ledger, store."""

from summitry.record.fold import Record, fold
from summitry.record.sources import Source
from summitry.record.store import Hit, Store

__all__ = ["Hit", "Record", "Source", "Store", "fold"]
