"""The power map in cells: who decides, who influences, who is involved, and how each stands to us."""

import powermap as pm

pm.quadrant(pm.northwind(), placement="cells").save("map.svg")
