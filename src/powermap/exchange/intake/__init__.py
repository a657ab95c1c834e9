"""From the cells of any table to records: one reading for all files."""
