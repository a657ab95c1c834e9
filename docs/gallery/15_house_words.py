"""The words of a house: the same map for people who say economic buyer and coach."""

import powermap as pm

words = {
    "Role.owner": "Economic buyer",
    "Role.approver": "Signatory",
    "Stance.champion": "Coach",
}
pm.quadrant(pm.northwind(), placement="cells", lang=pm.HouseWords("en", words)).save(
    "map.svg"
)
