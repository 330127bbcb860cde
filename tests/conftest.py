"""Property tests look for new examples at every run, but in CI, where the same commit must fare the same twice."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("project", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("project")
