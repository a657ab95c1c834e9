"""The command line."""

from powermap.cli.app import app, main

__all__ = ["app", "main"]
