"""The levers: what each single improvement would bring, the largest first."""

import powermap as pm

pm.charts.tornado(pm.northwind_plan()).save("levers.svg")
