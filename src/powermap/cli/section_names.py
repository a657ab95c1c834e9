"""The sections of a report, by the names that the command line takes.

Named here once more, so that drawing a map does not load all that a report is made of;
a test compares them.
"""

SECTION_NAMES = (
    "summary",
    "board",
    "people",
    "influence",
    "roles",
    "claims",
    "findings",
    "assessment",
    "strategy",
    "other_strategies",
    "robust",
    "ask",
    "relationship",
    "coverage",
    "resilience",
    "goals",
    "tests",
    "steps",
    "unknown",
    "pipeline",
    "appraisal",
)
"""In the order of the report."""
