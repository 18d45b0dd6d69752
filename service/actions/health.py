"""Says whether the service can work: the database answers and fits this version."""

from sqlalchemy.exc import SQLAlchemyError

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
