"""Where the bytes lie: whole or not at all, on disk or in a bucket."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import World
from tests.files.bucket import bucket, on_bucket, s3_server
from tests.files.made import picture
from wiki.core.settings import BadSetting, Settings, read_settings
from wiki.files.models import FileVersion
from wiki.files.storage import DiskStorage, Gone, Storage, StorageUnavailable, make_storage

__all__ = ["bucket", "s3_server"]  # fixtures
DATA = b"bytes of a file" * 1000
SUM = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(params=["disk", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "disk":
        return DiskStorage(tmp_path / "files")
    return make_storage(request.getfixturevalue("bucket"))


def test_what_is_put_is_there(place: Storage) -> None:
    assert not place.has(SUM)
    with pytest.raises(Gone):
        place.open(SUM)
    place.put(SUM, DATA)
    place.put(SUM, DATA)
    assert place.has(SUM)
    with place.open(SUM) as file:
        file.seek(6)
        assert file.read(2) == b"of"


def test_what_comes_in_pieces_is_whole(place: Storage) -> None:
    place.put_pieces(SUM, iter([DATA[:7], DATA[7:]]))
    place.put_pieces(SUM, iter([DATA]))
    with place.open(SUM) as file:
        assert file.read() == DATA


def test_a_large_file_comes_back_whole(place: Storage) -> None:
    large = os.urandom(3_000_000)
    checksum = hashlib.sha256(large).hexdigest()
    place.put(checksum, large)
    with place.open(checksum) as file:
        assert file.read() == large


def test_on_disk_it_lies_under_its_checksum_and_is_nobody_elses(tmp_path: Path) -> None:
    DiskStorage(tmp_path).put(SUM, DATA)
    path = tmp_path / SUM[:2] / SUM[2:4] / SUM
    assert path.read_bytes() == DATA
    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == [SUM]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    place = DiskStorage(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("wiki.files.storage.os.fsync", full)
        with pytest.raises(StorageUnavailable):
            place.put(SUM, DATA)
    assert not place.has(SUM)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    place.put(SUM, DATA)  # and when there is room again
    assert place.has(SUM)


def test_a_folder_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where a folder should be")
    place = DiskStorage(tmp_path / "files")
    with pytest.raises(StorageUnavailable) as refused:
        place.put(SUM, DATA)
    assert refused.value.status == 503


def test_half_a_file_that_somebody_left_is_replaced(tmp_path: Path) -> None:
    place = DiskStorage(tmp_path)
    place.path(SUM).parent.mkdir(parents=True)
    place.path(SUM).write_bytes(DATA[:10])
    place.put(SUM, DATA)
    assert place.path(SUM).read_bytes() == DATA


def test_a_bucket_that_does_not_answer_is_said_to_be_so() -> None:
    place = make_storage(on_bucket("wiki", "http://127.0.0.1:9"))
    for act in (lambda: place.put(SUM, DATA), lambda: place.open(SUM), lambda: place.has(SUM)):
        with pytest.raises(StorageUnavailable):
            act()


def test_a_bucket_that_is_not_there_is_said_to_be_so(s3_server: str) -> None:
    place = make_storage(on_bucket("nobody-made-it", s3_server))
    with pytest.raises(StorageUnavailable):
        place.put(SUM, DATA)


def test_a_wiki_on_a_bucket_serves_from_it(bucket: Settings, make_world: Callable[..., World], tmp_path: Path) -> None:
    from tests.files.conftest import putting_in

    names = ("s3_bucket", "s3_endpoint", "s3_access_key", "s3_secret_key")
    world = make_world(**{name: getattr(bucket, name) for name in names})
    version: FileVersion = putting_in(world)("Torget.png", picture(size=(800, 400)))
    answer = world.visitor().get(f"/file/{version.checksum}/Torget.png")
    assert answer.status_code == 200
    assert hashlib.sha256(answer.data).hexdigest() == version.checksum
    assert world.visitor().get(f"/thumb/{version.checksum}/320/Torget.png").mimetype == "image/webp"
    assert not (tmp_path / "data" / "files").exists()


def test_an_address_that_is_none_is_told_at_once() -> None:
    with pytest.raises(BadSetting, match=r"^WIKI_S3_ENDPOINT must be"):
        read_settings({"WIKI_S3_ENDPOINT": "minio:9000"})
