"""The service's routes. Add yours here; metrics and logs come by themselves, traces by ``opentelemetry-instrument``."""

from fastapi import FastAPI
from starlette.responses import Response

from .config import Config, read_config
from .log import configure_logging
from .metrics import Metrics


def create_app(config: Config) -> FastAPI:
    app = FastAPI(title=config.service, version=config.version)
    metrics = Metrics(config)
    app.middleware("http")(metrics.measure)

    @app.get("/")
    def root() -> dict:
        return {"service": config.service, "version": config.version}

    @app.get("/hello/{name}")
    def hello(name: str) -> dict:
        return {"message": f"Hello, {name}!"}

    @app.get("/healthz", include_in_schema=False)
    def healthz() -> dict:
        return {"status": "ok"}

    @app.get("/readyz", include_in_schema=False)
    def readyz() -> dict:
        return {"ready": True}

    @app.get("/metrics", include_in_schema=False)
    def prometheus() -> Response:
        return metrics.render()

    return app


def build() -> FastAPI:
    """What uvicorn starts: ``uvicorn --factory app.main:build``."""
    config = read_config()
    configure_logging(config)
    return create_app(config)
