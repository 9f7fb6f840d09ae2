"""Groups of commands that know by the first word what is meant."""

import click


class ByFirstWord(click.Group):
    """A group like `wiki export`: a first word that is no command of it names a folder."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Let `wiki export FOLDER` mean `wiki export folder FOLDER`."""
        if not any(each in self.commands for each in args[:1]) and not {"-h", "--help"} & set(args[:1]):
            args = ["folder", *args]
        return super().parse_args(context, args)
