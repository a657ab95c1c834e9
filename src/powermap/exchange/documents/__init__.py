"""YAML and JSON in and out."""
