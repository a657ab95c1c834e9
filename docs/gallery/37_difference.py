"""What changed: where people stand now, with an outline where they stood before."""

import powermap as pm

old = pm.northwind()
met = old.replace("robert-falk", involvement=6, stance="neutral", contact="brief")
pm.charts.difference(
    old, met.replace("grace-tan", involvement="high").without("nils-berger")
).save("moves.svg")
