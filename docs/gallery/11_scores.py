"""The power map by score: the same people as points; who has no two numbers stands aside."""

import powermap as pm

pm.quadrant(pm.northwind(), placement="scores").save("map.svg")
