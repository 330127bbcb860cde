"""The record on screen: pages and an interface for programs, served to a browser on this machine, from the record
alone. Nothing is fetched from any other host, and what came from a page is only ever shown as text."""
