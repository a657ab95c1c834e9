"""By department: each department has a background of its own."""

import powermap as pm

pm.influence(pm.northwind(), departments=True).save("influence.svg")
