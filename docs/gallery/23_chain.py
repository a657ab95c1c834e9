"""The path to a decider: the strongest chain from our supporters to the chief executive."""

import powermap as pm

center = pm.northwind()
chain, *_ = pm.network.paths_to(center, "Robert Falk")
chart = pm.influence(center, path=chain.people, title="The path to Robert Falk")
chart.save("influence.svg")
