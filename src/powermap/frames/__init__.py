"""The column-wise part of the method, for frames of any library and any size.

>>> import polars as pl
>>> import powermap as pm
>>> people = pl.LazyFrame({"power": [8, 3, None], "involvement": [2, 9, 5]})
>>> pm.frames.roles(people).collect()["role"].to_list()
['approver', 'advocate', None]
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
