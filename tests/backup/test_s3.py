"""A wiki whose files lie in a bucket: into a backup, out of it, from there to the disk and back."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.backup.conftest import Places, bytes_of, contents, fill, made
from tests.conftest import World
from tests.files.bucket import bucket, s3_server
from wiki.app import create_app
from wiki.backup.doctor.examine import examine
from wiki.backup.make import back_up
from wiki.backup.part import BackupRefused
from wiki.backup.restore import restore
from wiki.backup.verify import look_through
from wiki.core.settings import Settings

__all__ = ["bucket", "s3_server"]  # fixtures


def client(bucket: Settings) -> Any:
    """A way to look into the bucket, and to damage what is there."""
    return boto3.client(
        "s3",
        endpoint_url=bucket.s3_endpoint,
        region_name="us-east-1",
        aws_access_key_id=bucket.s3_access_key,
        aws_secret_access_key=bucket.s3_secret_key,
    )


def held(bucket: Settings) -> dict[str, bytes]:
    """What is in the bucket, by checksum."""
    asked = client(bucket)
    names = [each["Key"] for each in asked.list_objects_v2(Bucket=bucket.s3_bucket).get("Contents", [])]
    found = {name: asked.get_object(Bucket=bucket.s3_bucket, Key=name)["Body"].read() for name in names}
    return {name.removeprefix("files/"): content for name, content in found.items()}


def in_bucket(settings: Settings, bucket: Settings) -> Settings:
    """The same wiki with its files in the bucket."""
    names = ("s3_bucket", "s3_endpoint", "s3_access_key", "s3_secret_key")
    return replace(settings, **{name: getattr(bucket, name) for name in names})


@pytest.fixture
def clouded(make_world: Callable[..., World], bucket: Settings) -> World:
    """A wiki with something of everything, whose files lie in a bucket."""
    world = make_world(**{name: getattr(bucket, name) for name in vars(bucket) if name.startswith("s3_")})
    fill(world)
    return world


def told(settings: Settings, *, deep: bool = False) -> str:
    """What the doctor says of the files."""
    given = {name: getattr(settings, name) for name in vars(settings) if name.startswith("s3_") or name == "data"}
    given["database_url"] = settings.database_url
    environment = {f"WIKI_{name.upper()}": str(value) for name, value in given.items()}
    return "\n".join(str(each) for each in examine(environment, create_app, deep=deep))


def test_files_go_from_a_bucket_to_the_disk_and_into_a_bucket_again(
    clouded: World, bucket: Settings, places: Places, tmp_path: Path
) -> None:
    settings: Settings = clouded.app.config["WIKI"]
    before = held(bucket)
    assert len(before) == 2
    assert made(clouded, tmp_path / "b.zip").files == 2
    assert look_through(tmp_path / "b.zip").faults == []
    here = places("sqlite")
    assert restore(tmp_path / "b.zip", here).secrets[-2:] == ("WIKI_S3_ACCESS_KEY", "WIKI_S3_SECRET_KEY")
    assert contents(here) == contents(settings)
    assert {Path(name).name: content for name, content in bytes_of(here).items()} == before
    client(bucket).delete_object(Bucket=bucket.s3_bucket, Key=f"files/{min(before)}")
    there = in_bucket(places("sqlite"), bucket)
    restore(tmp_path / "b.zip", there)
    assert held(bucket) == before
    assert not (there.data / "files").exists()


def test_damage_in_a_bucket_is_told(clouded: World, bucket: Settings, tmp_path: Path) -> None:
    settings: Settings = clouded.app.config["WIKI"]
    asked, (first, second) = client(bucket), sorted(held(bucket))
    assert "The content of" not in told(settings, deep=True)
    asked.put_object(Bucket=bucket.s3_bucket, Key=f"files/{first}", Body=b"other bytes")
    asked.delete_object(Bucket=bucket.s3_bucket, Key=f"files/{second}")
    assert "The content of 1 file is missing" in told(settings)
    assert "The content of 1 file is damaged" in told(settings, deep=True)
    assert made(clouded, tmp_path / "b.zip").missing == (second,)
    wrong = f"files/{first} was damaged when the backup was made: its content does not fit its name."
    assert look_through(tmp_path / "b.zip").faults == [wrong]
    assert hashlib.sha256(b"other bytes").hexdigest() != first


def test_a_bucket_that_does_not_answer_makes_no_backup(clouded: World, tmp_path: Path) -> None:
    gone = replace(clouded.app.config["WIKI"], s3_endpoint="http://127.0.0.1:9")
    with pytest.raises(BackupRefused, match="cannot be read from the storage: Could not connect"):
        back_up(gone, clouded.app.extensions["wiki.engine"], tmp_path / "b.zip")
    assert not list(tmp_path.glob("*.zip"))
    assert not list(tmp_path.glob(".*part"))
    assert "The file cannot be stored or fetched" in told(gone)
