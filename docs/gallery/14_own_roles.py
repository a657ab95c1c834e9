"""A table of roles of your own: here whoever influences from afar is an influencer, and nobody is a gatekeeper."""

import powermap as pm

mine = {**pm.GRID, (pm.Power.INFLUENCER, pm.Involvement.LOW): pm.Role.INFLUENCER}
pm.quadrant(pm.northwind(), placement="cells", grid=mine).save("map.svg")
