"""Says what keeps the service from working, in a sentence that helps."""

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from service.app import App
from service.core.errors import Refused
from service.store import schema


def problem(app: App) -> str | None:
    """Give one sentence on what is in the way, or None when all is well."""
    try:
        standing = schema.state(app.engine)
    except Refused as refused:
        return str(refused)
    except SQLAlchemyError:
        return "The database does not answer: check that it runs and is reachable."
    if standing != "head":
        return "The database's schema is not up to date: run `unhunch migrate`."
    return None


def in_one_sentence(error: Exception) -> str | None:
    """Say what went wrong where a person can mend it; None for a fault of ours."""
    if isinstance(error, OperationalError):
        reason = str(error.orig).strip().splitlines()[0].rstrip(".")
        return (
            f"The database does not answer ({reason}): check that it runs and that "
            "UNHUNCH_DATABASE_URL names it."
        )
    return str(error) if isinstance(error, Refused) else None
