"""The look: one drop, the name, and our style sheet. Nothing is fetched from anywhere."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.ui.session import words

STYLES = Path(__file__).parent / "clearwell.css"

_DROP = (
    '<path d="M16 2.5C11.2 9.6 6.5 14.6 6.5 20a9.5 9.5 0 0 0 19 0C25.5 14.6 20.8 9.6 16 2.5Z" fill="#0b6e99"/>'
    '<path d="M11 20.5a5 5 0 0 0 5 5" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/>'
)
_FONTS = "Noto Sans SC,PingFang SC,Microsoft YaHei,WenQuanYi Micro Hei,Segoe UI,sans-serif"
ICON = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="64" height="64">{_DROP}</svg>'
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 176 32" width="352" height="64">'
    f'{_DROP}<text x="36" y="23" font-family="{_FONTS}" font-size="19" fill="#12394d">'
    '<tspan font-weight="700">清源</tspan><tspan dx="6" fill="#47626f" font-size="17">Clearwell</tspan></text></svg>'
)


def dress() -> None:
    """Put the logo and the style sheet on the page. Streamlit's own English words are replaced through the sheet."""
    st.logo(LOGO, icon_image=LOGO, size="large")
    st.html(STYLES)
    replaced = {"drop": "upload.drop", "limits": "upload.limits", "button": "upload.button"}
    variables = ";".join(f'--cw-{name}:"{_css_string(words(key))}"' for name, key in replaced.items())
    st.html(f"<style>:root{{{variables}}}</style>")


def _css_string(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ").replace("\n", " ")
