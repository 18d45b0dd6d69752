"""Who may do what: three roles, of which a person holds one."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is to the product, beside being an employee as all are."""

    EMPLOYEE = "employee"
    HR = "hr"
    OPERATOR = "operator"
