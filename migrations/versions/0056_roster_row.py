"""Keep what the roster last said of somebody: an import is counted against it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0056_roster_row"
down_revision = "0054_own_data"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("roster_row", JSONB(none_as_null=True)))


def downgrade() -> None:
    op.drop_column("people", "roster_row")
