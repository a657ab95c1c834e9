"""Two people whose loss together cuts us off from two decision makers."""

import powermap as pm

plan = pm.northwind_plan()
worst, *_ = pm.network.resilience(plan, pairs=True)
title = "Without Helen Cho and Marcus Reed"
chart = pm.influence(plan, emphasis=[worst], title=title)
chart.save("losses.svg")
