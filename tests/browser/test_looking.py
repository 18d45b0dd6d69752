"""The looks at a page see what they are for."""

import pytest
from playwright.sync_api import Browser

from tests.browser import looking

pytestmark = pytest.mark.browser

POOR = """<!doctype html><html lang="en"><title>Poor</title><main><h1>Poor</h1>
<p style="color:#bbb">faint</p><p style="font-size:10px">tiny</p>
<button style="width:9px;height:9px;padding:0;font-size:0">x</button>
<label style="display:block;height:30px"><input type="checkbox"> large enough</label>
<div style="width:3000px">wide</div></main>"""


def test_each_fault_of_a_poor_page_is_found(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 800, "height": 600})
    page.set_content(POOR)
    assert {one.split(":")[0] for one in looking.violations(page)} >= {"color-contrast"}
    assert looking.small_texts(page) == ["10px: tiny", "0px: x"]
    assert [one.split(" ")[0] for one in looking.small_targets(page)] == ["<button"]
    assert looking.sideways(page)
    page.close()
