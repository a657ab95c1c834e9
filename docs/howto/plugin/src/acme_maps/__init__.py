"""What Acme adds to powermap; `pyproject.toml` says which parts there are."""
