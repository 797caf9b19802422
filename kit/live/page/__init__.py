"""The light page: one small bundle instead of Voilà's front end."""

from kit.live.page.app import LightPageMixin
from kit.live.page.assets import Asset, AssetError, Assets
from kit.live.page.handler import LightPageHandler
from kit.live.page.policy import POLICY, SECURITY_HEADERS
from kit.live.page.render import Frame
from kit.live.page.static import AssetHandler
from kit.live.page.words import ENGLISH, words

__all__ = [
    "ENGLISH",
    "POLICY",
    "SECURITY_HEADERS",
    "Asset",
    "AssetError",
    "AssetHandler",
    "Assets",
    "Frame",
    "LightPageHandler",
    "LightPageMixin",
    "words",
]
