"""Two charts in one picture: the map and the graph of the deciders, each laid out for its half."""

import powermap as pm

half = {"size": (640, 480), "only": "decider"}
charts = [pm.quadrant(pm.northwind(), **half), pm.influence(pm.northwind(), **half)]
pm.charts.grid(charts).save("grid.svg")
