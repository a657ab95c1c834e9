"""Around one person: everyone within one tie of the CIO."""

import powermap as pm

chart = pm.influence(pm.northwind(), around="Marcus Reed", title="Around the CIO")
chart.save("influence.svg")
