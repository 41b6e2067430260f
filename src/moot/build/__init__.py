"""From a request to finished files: which are needed, how they are made, and how they get to their place."""

from moot.build.make import build
from moot.build.request import EDITIONS, FORMATS, Built, Report, Request
from moot.render.look import PAPERS

__all__ = ["EDITIONS", "FORMATS", "PAPERS", "Built", "Report", "Request", "build"]
