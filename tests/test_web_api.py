"""Whatever a program asks of the interface, it gets an answer of the form that the interface describes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from summitry.serving import application
from web_records import TOKEN, hostile

CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance]
HEADERS = {"host": "localhost", "authorization": f"Bearer {TOKEN}"}
few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def test_no_request_is_a_fault_of_ours(tmp_path: Path) -> None:
    app = application(hostile(tmp_path, long=False), token=TOKEN)
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HEADERS)
    asked = 0
    for found in described.get_all_operations():
        told: Any = found
        operation = told.ok()

        @few
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            case.call_and_validate(checks=CHECKS, headers=HEADERS)

        holds()
        asked += 1
    assert asked >= 15
