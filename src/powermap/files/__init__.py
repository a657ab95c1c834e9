"""Read files whole within bounds, and replace them whole or not at all."""
