"""The pipeline: how many came to each stage, what passes each gate, what the open ones are worth."""

import powermap as pm

pm.charts.funnel(pm.northwind_plan()).save("funnel.svg")
