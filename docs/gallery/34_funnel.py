"""The pipeline: how many prospects reached each stage, the conversion rates, the expected value."""

import powermap as pm

pm.charts.funnel(pm.northwind_plan()).save("funnel.svg")
