"""The page of everybody: who is in the workspace, and what reached them."""

from itertools import islice

from web.practice.inbox import anchor, local
from web.practice.values import Json, Member
from web.practice.workspace import PracticeWorkspace

MOST_PEOPLE = 200


def people_page(workspace: PracticeWorkspace, page: int) -> Json:
    """Return what the template of one page of people needs; pages count from 1."""
    with workspace.lock:
        everybody = [one for one in workspace.members.values() if one.is_reachable]
        pages = max(1, -(-len(everybody) // MOST_PEOPLE))
        page = min(max(page, 1), pages)
        start = (page - 1) * MOST_PEOPLE
        shown = islice(everybody, start, start + MOST_PEOPLE)
        return {
            "people": [_person(workspace, member) for member in shown],
            "page": page,
            "pages": pages,
            "count": len(everybody),
        }


def _person(workspace: PracticeWorkspace, member: Member) -> Json:
    messages = workspace.messages_of(member.user_id)
    return {
        "member": member,
        "count": len(messages),
        "clock": f"{local(workspace, member):%H:%M}",
        "newest": anchor(messages[-1].ts) if messages else None,
    }
