"""By department: people of one department stand on one ground."""

import powermap as pm

pm.influence(pm.northwind(), departments=True).save("influence.svg")
