"""What changed: where people are now, with an outline where they were before."""

import powermap as pm

old = pm.northwind()
met = old.replace("robert-falk", involvement=6, stance="neutral", contact="brief")
new = met.replace("grace-tan", involvement="high").without("nils-berger")
pm.charts.difference(old, new).save("moves.svg")
