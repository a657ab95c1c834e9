"""The scorecard: nineteen criteria under four questions, us beside each rival."""

import powermap as pm

pm.charts.scorecard(pm.northwind_plan()).save("scorecard.svg")
