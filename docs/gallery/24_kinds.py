"""Some kinds of ties: influence without reporting lines, from left to right."""

import powermap as pm

kinds = ["influences", "conflicts_with"]
chart = pm.influence(pm.northwind(), kinds=kinds, direction="right")
chart.save("influence.svg")
