import json
import logging

import pytest
from fastapi.testclient import TestClient

from app.config import Config, read_config
from app.log import JsonFormatter
from app.main import create_app

CONFIG = Config(service="${{ values.name }}", environment="test", version="test", api_key=None)


@pytest.fixture
def client():
    with TestClient(create_app(CONFIG), raise_server_exceptions=False) as client:
        yield client


def test_the_root_says_which_service_answers(client):
    answer = client.get("/")

    assert answer.status_code == 200
    assert answer.json() == {"service": "${{ values.name }}", "version": "test"}


def test_a_greeting_uses_the_name_in_the_path(client):
    assert client.get("/hello/Ada%20L").json() == {"message": "Hello, Ada L!"}


def test_an_unknown_path_is_a_404(client):
    assert client.get("/nowhere").status_code == 404


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_probes_answer(client, path):
    assert client.get(path).status_code == 200


def test_requests_are_counted_by_route_not_by_path(client):
    client.get("/hello/one")
    client.get("/hello/two")

    text = client.get("/metrics").text

    assert 'http_requests_total{method="GET",route="/hello/{name}",status="200"} 2.0' in text
    assert "hello/one" not in text


def test_each_request_is_one_json_line_with_its_trace(client, caplog):
    caplog.set_level(logging.INFO)
    trace = "0af7651916cd43dd8448eb211c80319c"

    client.get("/hello/logged", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})

    record = next(r for r in caplog.records if r.name == "app.requests")
    line = json.loads(JsonFormatter(CONFIG).format(record))
    assert line["route"] == "/hello/{name}"
    assert line["traceId"] == trace


def test_a_secret_is_read_from_the_file_it_is_mounted_as(tmp_path):
    (tmp_path / "key").write_text("from-the-vault\n")

    assert read_config({"API_KEY_FILE": str(tmp_path / "key")}).api_key == "from-the-vault"
