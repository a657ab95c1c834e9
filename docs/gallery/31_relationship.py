"""Where we stand with them: outsider, friend, supplier or partner."""

import powermap as pm

pm.charts.relationship(pm.northwind_plan()).save("relationship.svg")
