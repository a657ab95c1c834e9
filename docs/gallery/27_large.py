"""Eighty people on a slide: teams are counted with their boss, and their ties are added up."""

import powermap as pm

people = [pm.Stakeholder(f"Person {n}", power=10 * 0.96**n) for n in range(80)]
ties = [pm.Tie(f"person-{n}", f"person-{n // 4}", "reports_to") for n in range(1, 80)]
for n in range(80):
    ties.append(pm.Tie(f"person-{n}", f"person-{(7 * n + 3) % 80}", strength=n % 3 + 1))
center = pm.BuyingCenter("Northwind Group", people, ties)
pm.influence(center, size="slide").save("large.svg")
