"""Plausible completions of a plan: how sure answers are, and what to ask next."""
