"""An S3-compatible storage on this machine, and empty buckets in it."""

import hashlib
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from wiki.core.settings import Settings


def on_bucket(name: str, server: str) -> Settings:
    return Settings(s3_bucket=name, s3_endpoint=server, s3_access_key="key", s3_secret_key="secret")


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    """An S3-compatible storage on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str, request: pytest.FixtureRequest) -> Settings:
    """Settings for an empty bucket of the test's own."""
    name = f"wiki-{hashlib.sha256(request.node.name.encode()).hexdigest()[:20]}"
    client: Any = boto3.client(
        "s3",
        endpoint_url=s3_server,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    client.create_bucket(Bucket=name)
    return on_bucket(name, s3_server)
