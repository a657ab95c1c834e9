"""Both camps: the left half of each disc is how a person stands to us, the right half to Contoso."""

import powermap as pm

pm.quadrant(pm.northwind_plan(), rival="Contoso").save("both-camps.svg")
