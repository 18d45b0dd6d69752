"""Uploads to the practice workspace, as Slack takes and shows them."""

import urllib.request
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from web.practice import PracticeWorkspace

GIF = b"GIF89a picture"


def image(file_id: str) -> list[dict[str, Any]]:
    return [{"type": "image", "alt_text": "A move.", "slack_file": {"id": file_id}}]


def upload(slack: WebClient) -> str:
    done = slack.files_upload_v2(content=GIF, filename="a.gif", alt_txt="A move.")
    file_id: str = done["files"][0]["id"]
    return file_id


def test_an_upload_is_served_and_may_stand_in_a_message(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    file_id = upload(slack)
    assert ws.files[file_id].content == GIF
    slack.chat_postMessage(channel="U1", text="Move", blocks=image(file_id))
    page = f"{ws.base_url}/inbox/U1"
    with urllib.request.urlopen(page) as answer:
        html = answer.read().decode()
    path = f"/practice/files/{ws.team_id}/{file_id}"
    assert f'src="{path}"' in html
    assert 'alt="A move."' in html
    with urllib.request.urlopen(f"{ws.base_url}/files/{ws.team_id}/{file_id}") as got:
        assert got.read() == GIF
        assert got.headers["Content-Type"] == "image/gif"


def test_a_file_that_nobody_uploaded_is_refused_as_slack_does(
    slack: WebClient,
) -> None:
    with pytest.raises(SlackApiError) as caught:
        slack.chat_postMessage(channel="U1", text="Move", blocks=image("F0UNKNOWN"))
    assert caught.value.response["error"] == "invalid_blocks"
    (said,) = caught.value.response["response_metadata"]["messages"]
    assert "invalid slack file [json-pointer:/blocks/0/slack_file]" in said


def test_a_file_that_is_not_complete_is_refused(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    begun = slack.files_getUploadURLExternal(filename="a.gif", length=len(GIF))
    file_id = begun["file_id"]
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        slack.chat_postMessage(channel="U1", text="Move", blocks=image(file_id))
    with pytest.raises(SlackApiError, match="file_not_found"):
        slack.files_completeUploadExternal(files=[{"id": file_id, "title": "a"}])
    with pytest.raises(HTTPError):
        urllib.request.urlopen(f"{ws.base_url}/files/{ws.team_id}/{file_id}")


def test_a_file_of_another_length_than_announced_is_not_taken(
    slack: WebClient,
) -> None:
    begun = slack.files_getUploadURLExternal(filename="a.gif", length=3)
    with pytest.raises(HTTPError):
        urllib.request.urlopen(begun["upload_url"], data=GIF)
