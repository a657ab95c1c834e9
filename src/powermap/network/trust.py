"""How far to trust what ties of each kind say of power."""

from __future__ import annotations

from collections.abc import Mapping

from powermap.frozen import FrozenMapping
from powermap.language import Reason
from powermap.model import BuyingCenter, TieKind
from powermap.model.subject import Subject, center_of

__all__ = ["trust_in_ties"]

# Measured by `benchmarks/power.py`; e-mail in published studies of organizations.
SENTENCES: Mapping[TieKind, str] = FrozenMapping(
    {
        TieKind.LISTENS_TO: "listening",
        TieKind.INFLUENCES: "listening",
        TieKind.TALKS_TO: "talk",
        TieKind.FRIEND_OF: "friends",
    }
)


def trust_in_ties(subject: Subject, *, reports: bool = False) -> tuple[Reason, ...]:
    """A sentence for the whole and for each kind of tie that the estimate counts.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    reports : bool, default False
        Whether reporting lines count.

    Returns
    -------
    tuple of Reason

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder, Tie
    >>> people = [Stakeholder("Ana"), Stakeholder("Ben")]
    >>> center = BuyingCenter("ERP", people, [Tie("ana", "ben", "talks_to")])
    >>> for sentence in trust_in_ties(center):
    ...     print(sentence)
    In organizations, ties alone put about 3 of 4 pairs of people in the right order.
    Talk, such as e-mail: where two intervals do not touch, about 2 of 3 pairs are in order.
    """
    center = center_of(subject)
    keys = dict.fromkeys(
        SENTENCES[tie.kind] for tie in center.ties if tie.kind in SENTENCES
    )
    if reports:
        keys["reports"] = None
    if not keys:
        return ()
    # In the order of the table, whatever the order of the ties.
    order = ("listening", "talk", "friends", "reports")
    reasons = [Reason("trust.all")]
    for key in sorted(keys, key=order.index):
        reasons.append(Reason(f"trust.{key}"))
    claims = _own_claims(center)
    if claims:
        reasons.append(Reason("trust.own_claims", count=claims))
    return tuple(reasons)


def _own_claims(center: BuyingCenter) -> int:
    """How many ties say that people listen to whoever told us so."""
    # It imports numpy, which files without `said_by` do not need here.
    if all(tie.said_by is None for tie in center.ties):
        return 0
    from powermap.network.listening import LISTENING, informants_of

    informants = informants_of(center)
    count = 0
    for tie in center.ties:
        forward, backward = LISTENING[tie.kind]
        speaker = tie.source if backward > forward else tie.target
        is_counted = max(forward, backward) > 0
        count += is_counted and informants.get(tie.said_by or "") == speaker
    return count
