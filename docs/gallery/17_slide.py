"""For a slide: laid out for its size, with a message, and everyone but the deciders faded."""

import powermap as pm

chart = pm.quadrant(
    pm.northwind(),
    size="slide",
    emphasis="decider",
    message="Two of six deciders are with us; no contact with the CEO.",
)
chart.save("slide.svg")
