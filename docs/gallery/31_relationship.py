"""Our relationship with each person: outsider, friend, supplier or partner."""

import powermap as pm

pm.charts.relationship(pm.northwind_plan()).save("relationship.svg")
