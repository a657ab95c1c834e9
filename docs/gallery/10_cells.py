"""The power map in cells: who decides, who sways, how closely each is involved, and how each stands to us."""

import powermap as pm

pm.quadrant(pm.northwind(), placement="cells").save("map.svg")
