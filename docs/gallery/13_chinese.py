"""In Chinese: the Chinese demo; names and titles stay as they were written."""

import powermap as pm

pm.quadrant(pm.northwind("zh"), placement="cells", lang="zh").save("map.svg")
