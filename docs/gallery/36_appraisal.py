"""The appraisal of a seller: targets and results from five sources."""

import powermap as pm

pm.charts.appraisal(pm.northwind_plan()).save("appraisal.svg")
