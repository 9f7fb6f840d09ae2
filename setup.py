"""How the wheel is built; everything else is in pyproject.toml.

Templates, static files, migrations and the first pages lie beside the package in a checkout, where people look for
them. In the wheel they lie inside it, so that an installed wiki is whole (see wiki/core/places.py).
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

FOLDERS = ("templates", "static", "migrations", "seed_pages")


class BuildWithFolders(build_py):
    """Builds the package and copies the folders into it."""

    def run(self) -> None:
        """Build, without what an earlier build left."""
        shutil.rmtree(Path(self.build_lib, "wiki"), ignore_errors=True)
        super().run()
        if not self.editable_mode:
            for file in self._beside():
                target = Path(self.build_lib, "wiki", file)
                self.mkpath(str(target.parent))
                self.copy_file(str(file), str(target))

    def get_source_files(self) -> list[str]:
        """What a source distribution has to hold."""
        return [*super().get_source_files(), *map(str, self._beside())]

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """What ends up in the wheel."""
        copied = [str(Path(self.build_lib, "wiki", file)) for file in self._beside()]
        return [*super().get_outputs(include_bytecode), *copied]

    def _beside(self) -> list[Path]:
        """The files in the folders, but what Python or a file manager leaves there."""
        files = (file for name in FOLDERS for file in sorted(Path(name).rglob("*")) if file.is_file())
        return [file for file in files if "__pycache__" not in file.parts and not file.name.startswith(".")]


setup(cmdclass={"build_py": BuildWithFolders})
