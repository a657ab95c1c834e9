"""In a figure of your own: two maps side by side, drawn into Axes of matplotlib."""

from matplotlib.figure import Figure

import powermap as pm

figure = Figure(figsize=(22, 7), layout="constrained")
for axes, placement in zip(figure.subplots(1, 2), ("cells", "scores"), strict=True):
    pm.quadrant(pm.northwind(), placement=placement).draw(axes)
figure.savefig("figure.png", dpi=110)
