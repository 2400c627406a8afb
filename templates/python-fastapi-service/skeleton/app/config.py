"""Settings come from the environment; ``X_FILE`` names a file that holds the value of X, as mounted secrets do."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional


@dataclass(frozen=True)
class Config:
    service: str
    environment: str
    version: str
    api_key: Optional[str]


def read_config(env: Optional[Mapping[str, str]] = None) -> Config:
    env = os.environ if env is None else env

    def setting(name: str, fallback: Optional[str] = None) -> Optional[str]:
        file = env.get(f"{name}_FILE")
        return Path(file).read_text(encoding="utf-8").strip() if file else env.get(name, fallback)

    return Config(
        service=setting("OTEL_SERVICE_NAME", "${{ values.name }}"),
        environment=setting("ENVIRONMENT", "local"),
        version=setting("VERSION", "dev"),
        api_key=setting("API_KEY"),
    )
