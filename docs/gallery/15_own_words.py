"""Your own words: a playbook for people who say economic buyer and coach."""

import powermap as pm

words = {
    "Role.owner": "Economic buyer",
    "Role.approver": "Signatory",
    "Stance.champion": "Coach",
}
playbook = pm.Playbook("Acme", wording={"en": words})
pm.quadrant(pm.northwind(), placement="cells", playbook=playbook).save("map.svg")
