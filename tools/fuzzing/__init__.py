"""Damaged files of every format, made by number, and what reading them may not do."""
