"""Who decides at a large customer: model, judge and draw buying centers.

>>> import powermap as pm
>>> ana = pm.Stakeholder("Ana Ruiz", power="decider", involvement="low")
>>> center = pm.BuyingCenter("Northwind ERP", [ana])
>>> pm.classify(center)["ana-ruiz"].role
<Role.APPROVER: 'approver'>
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
