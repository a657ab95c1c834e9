"""Your own role grid: a playbook in which whoever influences without being involved is an influencer."""

import powermap as pm

grid = dict(pm.Playbook().role_grid)
grid[pm.Power.INFLUENCER, pm.Involvement.LOW] = pm.Role.INFLUENCER
playbook = pm.Playbook("Acme", role_grid=grid)
pm.quadrant(pm.northwind(), placement="cells", playbook=playbook).save("map.svg")
