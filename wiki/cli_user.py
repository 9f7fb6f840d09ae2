"""`wiki user`: accounts, for the operator."""

import sys

import click
from flask import current_app

from wiki.accounts import names
from wiki.accounts.hashing import check_password
from wiki.accounts.models import Role, User
from wiki.accounts.passwords import set_password
from wiki.accounts.queries import count_users, list_users, user_by_name
from wiki.accounts.register import make_user
from wiki.accounts.roles import NoSuchUser, change_role
from wiki.core.db import transaction
from wiki.core.settings import read_settings
from wiki.journal.record import record
from wiki.serve.opening import inside

ROLE = click.Choice([role.name.lower() for role in Role])
PASSWORD_STDIN = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


@click.group("user")
@click.pass_context
def user(context: click.Context) -> None:
    """Accounts: make them, list them, give them roles and passwords."""
    if "--help" not in sys.argv and "-h" not in sys.argv:
        context.with_resource(inside(read_settings()))


@user.command("add")
@click.argument("name")
@click.argument("email")
@click.option("--role", type=ROLE, default="member", show_default=True, help="What the account may do.")
@click.option("--municipality", metavar="CODE", help="Municipality code, such as 1485 for Uddevalla.")
@PASSWORD_STDIN
def add(name: str, email: str, role: str, municipality: str | None, *, password_stdin: bool) -> None:
    """Make an account called NAME with the address EMAIL. Asks for its password."""
    email = names.address(email)
    names.check_free(names.user_name(name))
    password = _ask_password(from_stdin=password_stdin)
    check_password(password, name, email, current_app.config["WIKI"].site_name)
    with transaction():
        made = make_user(name, email, password, municipality, Role[role.upper()])
        record("register", made, namespace="user", name=names.user_page(made.name).full)
    click.echo(f"Made {made.name}, {role}.")


@user.command("role")
@click.argument("name")
@click.argument("role", type=ROLE)
def role_command(name: str, role: str) -> None:
    """Give the account NAME another ROLE."""
    operator = User(role=Role.ADMINISTRATOR)  # whoever has the terminal may; the journal names nobody
    changed = change_role(_account(name).id, Role[role.upper()], operator)
    click.echo(f"{changed.name} is now {role}.")


@user.command("password")
@click.argument("name")
@PASSWORD_STDIN
def password_command(name: str, *, password_stdin: bool) -> None:
    """Give the account NAME another password, and sign it out everywhere."""
    account = _account(name)
    set_password(account, _ask_password(from_stdin=password_stdin))
    click.echo(f"{account.name} has a new password.")


@user.command("list")
@click.argument("sought", default="")
def list_command(sought: str) -> None:
    """List the accounts, or those with SOUGHT in their name or address: name, role, address, municipality."""
    for each in list_users(sought, 0, count_users(sought)):
        row = (each.name, Role(each.role).name.lower(), each.email or "-", each.municipality_code or "-")
        click.echo("\t".join(row))


def _account(name: str) -> User:
    found = user_by_name(name)
    if found is None:
        raise NoSuchUser
    return found


def _ask_password(*, from_stdin: bool) -> str:
    """The password, typed twice and unseen, or the first line of standard input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password
