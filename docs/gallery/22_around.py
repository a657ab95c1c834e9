"""Round one person: everybody within one tie of the CIO."""

import powermap as pm

pm.influence(pm.northwind(), around="marcus-reed", title="Round the CIO").save(
    "influence.svg"
)
