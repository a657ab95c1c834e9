"""Who influences whom: reporting lines as a tree, influence as arrows that are wider the stronger it is."""

import powermap as pm

pm.influence(pm.northwind()).save("influence.svg")
