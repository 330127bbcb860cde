"""Claims to record: sources, linking, ledger, store."""
