"""The public names of the frames."""

from .account_findings import (
    COLUMN_CODES as COLUMN_CODES,
    TIE_CODES as TIE_CODES,
    findings as findings,
)
from .account_portfolio import (
    portfolio as portfolio,
)
from .account_support import (
    support as support,
)
from .inspection import (
    inspect as inspect,
)
from .row_coverage import (
    coverage as coverage,
)
from .row_roles import (
    roles as roles,
)
from .sql import (
    sql_table as sql_table,
    sql_tables as sql_tables,
    to_sql as to_sql,
)
