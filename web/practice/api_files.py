"""Web API: files are announced, filled at an address of their own, and completed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from web.practice.state import State
from web.practice.values import ApiError, Blocks, File, Json

MIMETYPES = {"gif": "image/gif", "png": "image/png", "jpg": "image/jpeg"}


def get_upload_url(state: State, args: Mapping[str, Any]) -> Json:
    """files.getUploadURLExternal."""
    name, length = str(args.get("filename") or ""), int(args.get("length") or 0)
    if not name or length < 1:
        raise ApiError("invalid_arguments")
    file_id = state.new_id("F")
    alt = str(args.get("alt_txt") or "")
    file = File(file_id=file_id, name=name, length=length, alt=alt)
    state.files[file_id] = file
    return {
        "upload_url": f"{state.base_url}/upload/{state.team_id}.{file_id}",
        "file_id": file_id,
    }


def fill(state: State, file_id: str, content: bytes) -> bool:
    """Take the bytes of a file that was announced; False where Slack says no."""
    with state.lock:
        file = state.files.get(file_id)
        if file is None or file.complete or len(content) != file.length:
            return False
        state.files[file_id] = replace(file, content=content)
        return True


def complete_upload(state: State, args: Mapping[str, Any]) -> Json:
    """files.completeUploadExternal: all of them, or none."""
    given = args.get("files") or []
    wanted = json.loads(given) if isinstance(given, str) else given
    files = [state.files.get(str(one.get("id"))) for one in wanted]
    if not files or any(file is None or not file.content for file in files):
        raise ApiError("file_not_found")
    for file in files:
        if file is not None:
            state.files[file.file_id] = replace(file, complete=True)
    return {"files": [{"id": one["id"], "title": one.get("title")} for one in wanted]}


def mimetype(file: File) -> str:
    return MIMETYPES.get(file.name.rpartition(".")[2], "application/octet-stream")


def file_problems(state: State, blocks: Blocks) -> list[str]:
    """Say which blocks show a file that this workspace has not, as Slack does."""
    return list(_unknown(state, blocks))


def _unknown(state: State, blocks: Sequence[Any]) -> Iterator[str]:
    for number, block in enumerate(blocks):
        shown = block.get("slack_file") if isinstance(block, Mapping) else None
        if shown is None:
            continue
        file = state.files.get(str(shown.get("id")))
        if file is None or not file.complete:
            pointer = f"/blocks/{number}/slack_file"
            yield f"invalid slack file [json-pointer:{pointer}]"
