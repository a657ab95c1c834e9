"""The appraisal of a seller: what was asked and what was reached, over five sources."""

import powermap as pm

pm.charts.appraisal(pm.northwind_plan()).save("appraisal.svg")
