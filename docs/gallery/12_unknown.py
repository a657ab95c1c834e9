"""What is unknown: a person of unknown power is shown apart, never in a guessed cell."""

import powermap as pm

ana = pm.Stakeholder("Ana Ruiz", power="decider", involvement="low", stance="opponent")
ben = pm.Stakeholder("Ben Ode", title="CIO", power="decider")
cleo = pm.Stakeholder("Cleo Hart", title="Head of IT", contact="brief")
dan = pm.Stakeholder("Dan Wu", involvement="high")
center = pm.BuyingCenter("After the first visit", [ana, ben, cleo, dan])
pm.quadrant(center).save("map.svg")
