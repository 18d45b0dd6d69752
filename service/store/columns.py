"""What the tables share: the metadata, and the columns that many of them have."""

from sqlalchemy import Column, DateTime, ForeignKeyConstraint, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

KEYS_SCHEMA = "keys"


def instant(name: str, *, nullable: bool = True) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


def workspace() -> Column[str]:
    return Column("workspace_id", Text, primary_key=True)


def of_person(*, ondelete: str = "CASCADE") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "person_id"],
        ["people.workspace_id", "people.person_id"],
        ondelete=ondelete,
    )
