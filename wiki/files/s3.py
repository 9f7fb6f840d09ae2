"""Files in an S3-compatible storage. Imported only where one is set, because boto3 is an extra."""

import logging
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from wiki.core.settings import Settings
from wiki.files.storage import Gone, StorageUnavailable

IN_MEMORY = 1_000_000  # bytes; what is larger is fetched to a temporary file
MISSING = {"404", "NoSuchKey", "NotFound"}

log = logging.getLogger(__name__)


class S3Storage:
    """A bucket that holds each file under files/<checksum>."""

    def __init__(self, settings: Settings) -> None:
        self._bucket = settings.s3_bucket
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=settings.s3_endpoint or None,
            region_name=settings.s3_region or "us-east-1",  # those that have no regions ask for some name
            aws_access_key_id=settings.s3_access_key or None,
            aws_secret_access_key=settings.s3_secret_key or None,
            config=Config(
                connect_timeout=3,
                read_timeout=20,
                retries={"total_max_attempts": 2},
                s3={"addressing_style": "path"} if settings.s3_endpoint else {},
                request_checksum_calculation="when_required",  # others than Amazon do not know the newest ways
                response_checksum_validation="when_required",
            ),
        )

    def has(self, checksum: str) -> bool:
        """Whether it is there."""
        with _answering():
            try:
                self._client.head_object(Bucket=self._bucket, Key=_key(checksum))
            except ClientError as error:
                if _code(error) in MISSING:
                    return False
                raise
            return True

    def put(self, checksum: str, data: bytes) -> None:
        """Keep it. The storage shows nothing before it has all of it."""
        if not self.has(checksum):
            with _answering():
                self._client.put_object(
                    Bucket=self._bucket, Key=_key(checksum), Body=data, ContentType="application/octet-stream"
                )

    def put_pieces(self, checksum: str, pieces: Iterable[bytes]) -> None:
        """The same of what comes in pieces, by way of a temporary file where it is large."""
        if self.has(checksum):
            return
        with _answering(), tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as gathered:
            for piece in pieces:
                gathered.write(piece)
            gathered.seek(0)
            self._client.upload_fileobj(gathered, self._bucket, _key(checksum))

    def open(self, checksum: str) -> BinaryIO:
        """The bytes, fetched."""
        with _answering():
            try:
                body = self._client.get_object(Bucket=self._bucket, Key=_key(checksum))["Body"]
            except ClientError as error:
                if _code(error) in MISSING:
                    raise Gone from error
                raise
            fetched = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (whoever asked closes it)
            with body:
                for part in body.iter_chunks(1 << 16):
                    fetched.write(part)
            fetched.seek(0)
            return cast("BinaryIO", fetched)


def _key(checksum: str) -> str:
    return f"files/{checksum}"


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def _answering() -> Iterator[None]:
    """Turn what the storage says no to into a refusal; the log says more."""
    try:
        yield
    except (BotoCoreError, ClientError, OSError) as error:
        log.exception("the storage of files does not answer")
        raise StorageUnavailable from error
