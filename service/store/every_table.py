"""Every table there is: whoever reads the metadata from here finds them all."""

from service.store import (  # noqa: F401 - each puts its tables into the metadata
    audit_tables,
    limit_tables,
    own_data_tables,
    pack_tables,
    partition_tables,
    setup_tables,
    sign_in_tables,
    tables,
)
from service.store.columns import KEYS_SCHEMA, metadata

__all__ = ["KEYS_SCHEMA", "metadata"]
