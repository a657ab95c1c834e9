"""Your own role grid: whoever influences from a distance is an influencer here."""

import powermap as pm

from_a_distance = (pm.Power.INFLUENCER, pm.Involvement.LOW)
grid = {**pm.Playbook().role_grid, from_a_distance: pm.Role.INFLUENCER}
playbook = pm.Playbook("Acme", role_grid=grid)
pm.quadrant(pm.northwind(), placement="cells", playbook=playbook).save("map.svg")
