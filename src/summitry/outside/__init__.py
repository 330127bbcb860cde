"""Readers that ask something else: shipped as examples of the plug-in point, and used only where they are named."""
