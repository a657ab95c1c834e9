"""Some kinds of ties: influence without reporting lines, from left to right."""

import powermap as pm

pm.influence(
    pm.northwind(), kinds=["influences", "conflicts_with"], direction="right"
).save("influence.svg")
