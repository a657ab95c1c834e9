"""A chart of your own: marks in a scene, which is then a chart like any other."""

import powermap as pm
from powermap.scene import Box, Text, text

marks = []
for row, (name, power) in enumerate(pm.network.estimate_power(pm.northwind()).items()):
    y = 40 + 24 * row
    marks.append(Text(40, y, name, 13, "#1F2933", text.measure(name, 13)))
    marks.append(Box(180, y - 12, 30 * power.score, 16, "#2458A6"))
scene = pm.charts.Scene(520, 400, "Power at Northwind", "From the ties.", tuple(marks))
pm.Chart(scene).save("power.svg")
