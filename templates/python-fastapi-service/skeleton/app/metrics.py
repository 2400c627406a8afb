"""Counts requests and their durations by route, for Prometheus."""

import logging
import re
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from .config import Config

_log = logging.getLogger("app.requests")
_quiet = {"/healthz", "/readyz", "/metrics"}
_traceparent = re.compile(r"^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$")


class Metrics:
    def __init__(self, config: Config) -> None:
        self.registry = CollectorRegistry()
        labels = ["method", "route", "status"]
        self._requests = Counter("http_requests", "Requests answered.", labels, registry=self.registry)
        self._seconds = Histogram(
            "http_request_duration_seconds", "Time to answer a request.", labels, registry=self.registry
        )
        info = Gauge(
            "service_info",
            "Build and environment of this process.",
            ["service", "version", "environment"],
            registry=self.registry,
        )
        info.labels(config.service, config.version, config.environment).set(1)

    def render(self) -> Response:
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

    async def measure(self, request: Request, call_next) -> Response:
        started = time.perf_counter()
        status = 500
        try:
            response = await call_next(request)
            status = response.status_code
            return response
        finally:
            # The route's pattern, never the path: a label per customer would be a series per customer.
            route = getattr(request.scope.get("route"), "path", "none")
            seconds = time.perf_counter() - started
            self._requests.labels(request.method, route, status).inc()
            self._seconds.labels(request.method, route, status).observe(seconds)
            if route not in _quiet:
                trace = _traceparent.match(request.headers.get("traceparent", ""))
                fields = {"method": request.method, "route": route, "status": status, "seconds": seconds}
                if trace:
                    fields["traceId"] = trace.group(1)
                _log.info("request", extra={"fields": fields})
