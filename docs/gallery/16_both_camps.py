"""Both camps: the left half of each disc shows the stance toward us, the right half toward Contoso."""

import powermap as pm

pm.quadrant(pm.northwind_plan(), rival="Contoso").save("both-camps.svg")
