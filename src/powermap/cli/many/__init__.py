"""A command of one file, run on many of them."""
