"""The pages for HR: the published figures of closed periods, and nothing else."""

from flask import Blueprint, render_template


def reports() -> str:
    """Say what the reports will show, and what they never will."""
    return render_template("hr/reports.html", here="hr")


def blueprint() -> Blueprint:
    made = Blueprint("hr", __name__, url_prefix="/hr")
    made.add_url_rule("/", "reports", reports)
    return made
