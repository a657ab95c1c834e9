"""The power map by score: the same people as points; people without two scores are listed apart."""

import powermap as pm

pm.quadrant(pm.northwind(), placement="scores").save("map.svg")
