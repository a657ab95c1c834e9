"""Timeline: how an account developed over its reviews: support, verdicts, findings, and who moved."""

import powermap as pm
from powermap.demo import northwind_versions

history = pm.plan.history(northwind_versions())
pm.charts.timeline(history).save("timeline.svg")
