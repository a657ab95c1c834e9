"""A chain that leads to a decider: the strongest way from our people to the chief executive."""

import powermap as pm

center = pm.northwind()
chain, *_ = pm.network.paths_to(center, "robert-falk")
pm.influence(center, path=chain.people, title=str(chain.because)).save("influence.svg")
