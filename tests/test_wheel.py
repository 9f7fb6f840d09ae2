"""The wheel holds everything: installed into an empty environment, it serves a wiki from an empty folder."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.programs import serving

ROOT = Path(__file__).parent.parent
PARTS = (
    "wiki",
    "templates",
    "static",
    "migrations",
    "seed_pages",
    "pyproject.toml",
    "setup.py",
    "README.md",
    "LICENSE",
)


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The wheel, built from a copy so that nothing is left in the checkout."""
    source = tmp_path / "source"
    source.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, source / part)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return next(tmp_path.glob("*.whl"))


def test_an_installed_wheel_serves_a_wiki_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    packages = next((environment / "lib").glob("python*")) / "site-packages"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(packages), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))  # they need not be installed again
    empty = tmp_path / "empty"
    empty.mkdir()
    command = (str(environment / "bin" / "python"), "-m", "wiki")
    where = subprocess.run(
        [*command[:1], "-c", "import wiki; print(wiki.__file__)"], cwd=empty, capture_output=True, text=True, check=True
    )
    assert where.stdout.startswith(str(packages))
    with serving(empty / "instance", command=command, cwd=empty) as server:
        page = server.get("/wiki/Pilot")
        assert "Mittköping" in page
        style = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
        assert "@layer" in server.get(style)
        assert server.stop() == 0
