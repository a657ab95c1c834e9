"""Who sways whom: reporting lines as a tree, influence as arrows as broad as it is strong."""

import powermap as pm

pm.influence(pm.northwind()).save("influence.svg")
