"""`python -m summitry`: the command line."""

from summitry.cli import main

main()
