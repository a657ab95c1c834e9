"""What the operating system says about a failure, in the reader's language."""

from __future__ import annotations

import errno

from powermap.language import Reason
from powermap.language.values import Value

__all__ = ["system_reason"]

_KNOWN = {
    errno.EACCES: "no_permission",
    errno.EPERM: "not_permitted",
    errno.ENOENT: "no_file",
    errno.EEXIST: "exists",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "is_folder",
    errno.ENOSPC: "no_space",
    errno.EROFS: "read_only",
    errno.ENAMETOOLONG: "long_name",
    errno.EBUSY: "busy",
}


def system_reason(error: BaseException) -> Value:
    """What the operating system says about a failure, without its number.

    Examples
    --------
    >>> reason = system_reason(OSError(28, "No space left on device"))
    >>> print(reason, reason.say("zh"))
    No space left on device 磁盘空间不足
    """
    text = getattr(error, "strerror", None) or str(error)
    number = getattr(error, "errno", None)
    cause = _KNOWN.get(number) if isinstance(number, int) else None
    if cause is None:
        return text
    known = Reason(f"message.files.system.{cause}")
    # Another wording of the system, as that of Windows, may say more than its number.
    return known if str(known) == text else text
