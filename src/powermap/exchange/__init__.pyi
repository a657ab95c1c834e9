"""The public names of the exchange."""

from .mermaid import (
    to_mermaid as to_mermaid,
)
from .playbooks import (
    read_playbook as read_playbook,
    write_playbook as write_playbook,
)
from .read_write import (
    template as template,
    write as write,
)
from .reading import (
    inspect as inspect,
    read as read,
)
from .tables.frames import (
    from_frame as from_frame,
    ties_to_frame as ties_to_frame,
    to_frame as to_frame,
)
