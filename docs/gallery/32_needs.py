"""Needs: those of the organization and personal ones, and whether we meet them."""

import powermap as pm

pm.charts.needs(pm.northwind_plan()).save("needs.svg")
