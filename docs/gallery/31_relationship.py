"""Where we stand with them: outsider, friend, supplier or partner."""

import powermap as pm

pm.relationship(pm.northwind_plan()).save("relationship.svg")
