"""Rows and columns in and out: workbooks, CSV, data frames."""
