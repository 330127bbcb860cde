"""The application: pages and the interface for programs over one record, behind the guard."""

from __future__ import annotations

from importlib import metadata, resources

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from summitry.model.errors import RecordError, SummitryError, UsageError
from summitry.views.web import api, judge, pages, plots, words
from summitry.views.web.guard import Guard
from summitry.views.web.shelf import NotFoundError, NotYetError
from summitry.views.web.site import Site

_STATIC = "public, max-age=31536000, immutable"


class _Files(StaticFiles):
    """Our own files; one asked for by its version never changes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if scope["query_string"].startswith(b"v="):
            response.headers["cache-control"] = _STATIC
        return response


def create_app(site: Site) -> FastAPI:
    """The application for a site."""
    app = FastAPI(
        title="Summitry", version=metadata.version("summitry"),
        docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json",
        description="One record of encounters between leaders, each value tied to the words it rests on.",
    )  # fmt: skip
    app.state.site = site
    app.mount("/static", _Files(directory=str(resources.files("summitry.views.web") / "static")))
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(Guard, access=site.access)
    app.include_router(api.router)
    app.include_router(judge.router)
    app.include_router(plots.router)
    app.include_router(pages.router)
    for kind in (SummitryError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _failed)
    return app


async def _failed(request: Request, error: Exception) -> Response:
    """An error as a page, or as JSON to programs: what is wrong and what to do, in one line."""
    status = _status(error)
    told = _told(error)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": told}, status)
    waiting = isinstance(error, NotYetError)
    given = {"status": status, "told": told, "waiting": waiting}
    page = words.render("error.html", request=request, site=request.app.state.site, asked=None, **given)
    return HTMLResponse(page, status, {"refresh": "3"} if waiting else None)


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, NotFoundError):
        return 404
    if isinstance(error, UsageError):
        return 400
    if isinstance(error, RequestValidationError):
        return 422
    return 503 if isinstance(error, (NotYetError, RecordError)) else 500


def _told(error: Exception) -> str:
    if isinstance(error, HTTPException):
        return "there is no page of this address" if error.status_code == 404 else str(error.detail)
    if isinstance(error, RequestValidationError):
        found = error.errors()[0]
        return f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}"
    return words.label(str(error), 1000)
