"""Coverage: who on our team covers whom, the contact wanted, and the gaps."""

import powermap as pm

pm.charts.coverage(pm.northwind_plan()).save("coverage.svg")
