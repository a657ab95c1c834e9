"""Texts that are too long to be a name, a word, a number or a day."""

__all__ = ["LONG"]

LONG = 300
"""Characters up to which a text is looked at closely.

Asking whether a text is a day, a list of names or a word of a vocabulary takes many
looks at it, some of which cost its length squared. Nothing longer is any of these.
"""
