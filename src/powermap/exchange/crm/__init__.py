"""Exports of a CRM in and out, through a mapping of its columns and words."""
