"""Who influences whom as a table, for many ties: rows influence columns."""

import powermap as pm

pm.charts.matrix(pm.northwind()).save("matrix.svg")
