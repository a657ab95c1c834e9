"""Geometry that places cards, labels and lines; it knows nothing of people."""
