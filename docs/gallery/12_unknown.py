"""What is not known yet: whoever has no power on file stands in the tray, never in a guessed cell."""

import powermap as pm

ana = pm.Stakeholder(
    "Ana Ruiz",
    title="CFO",
    power="decider",
    involvement="low",
    stance="opponent",
    contact="brief",
)
ben = pm.Stakeholder("Ben Ode", title="CIO", power="decider")
others = [
    pm.Stakeholder("Cleo Hart", title="Head of IT"),
    pm.Stakeholder("Dan Wu", involvement="high"),
]
pm.quadrant(pm.BuyingCenter("After the first visit", [ana, ben, *others])).save(
    "map.svg"
)
