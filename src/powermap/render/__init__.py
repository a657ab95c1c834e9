"""A scene written out: SVG, JSON, PNG, PDF, or onto somebody's Axes. Knows scenes and errors, nothing else of ours."""
