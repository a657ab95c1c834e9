"""A chart of your own: marks in a scene, which is then a chart like any other."""

import powermap as pm
from powermap.scene import Box, Text, text

roles = [found.role for found in pm.classify(pm.northwind()).values() if found.role]
rows = [
    (24 + row * 36, role.value, roles.count(role)) for row, role in enumerate(pm.Role)
]
bars = [Box(110, y, count * 60, 24, "#2458A6") for y, _, count in rows]
names = [
    Text(98, y + 17, role, 14, "#1F2933", text.measure(role, 14), anchor="end")
    for y, role, _ in rows
]
pm.Chart(
    pm.charts.Scene(
        420, 250, "Roles at Northwind", "How many have each role.", (*bars, *names)
    )
).save("roles.svg")
