"""The influence graph: who stands where, and how ties run."""
