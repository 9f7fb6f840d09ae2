"""What operators can choose, and what they are told when they slip."""

import pytest

from wiki.core.settings import BadSetting, read_settings, unknown_settings


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATABASE_URL", "foo"),
        ("DATABASE_URL", "mysql://127.0.0.1/wiki"),
        ("DATABASE_URL", "postgresql://127.0.0.1:port/wiki"),
        ("MAIL_FROM", ""),
        ("MAIL_FROM", "wiki"),
        ("MAIL_FROM", "wiki@"),
        ("MAIL_FROM", "wiki@a.se, other@b.se"),
        ("BASE_URL", "wiki.example.se"),
        ("BASE_URL", "ftp://wiki.example.se"),
        ("BASE_URL", "https://"),
        ("BASE_URL", "https://wiki.example.se:99999"),
        ("BASE_URL", "https://wiki.example.se/?a=b"),
        ("BASE_URL", "https://somebody@wiki.example.se"),
        ("LICENCE_URL", "javascript:alert(1)"),
        ("LICENCE_URL", ""),
        ("MAX_PAGE_KILOBYTES", "0"),
        ("SMTP_PORT", "0"),
        ("SMTP_PORT", "65536"),
        ("SMTP_PORT", "9" * 5000),
        ("SESSION_DAYS", "0"),
        ("PROXIES", "-1"),
        ("READING", "nobody"),
        ("SECURE_COOKIES", "perhaps"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence_that_names_it(name: str, text: str) -> None:
    with pytest.raises(BadSetting, match=f"^WIKI_{name} must be "):
        read_settings({f"WIKI_{name}": text})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "postgres://wiki:se%40cret@127.0.0.1/wiki"),
        ("DATABASE_URL", "postgresql+psycopg:///wiki?host=/run/postgresql"),
        ("DATABASE_URL", "sqlite:////srv/wiki.sqlite"),
        ("MAIL_FROM", "wiki@localhost"),
        ("MAIL_FROM", "Mittköping <wiki@example.se>"),
        ("BASE_URL", ""),
        ("BASE_URL", "https://wiki.example.se/"),
        ("BASE_URL", "http://[::1]:8000"),
        ("LICENCE_URL", "https://example.se/licence?version=4#text"),
    ],
)
def test_what_can_be_meant_is_taken_as_it_is(name: str, text: str) -> None:
    assert getattr(read_settings({f"WIKI_{name}": text}), name.lower()) == text


def test_a_password_in_a_bad_address_is_not_shown() -> None:
    with pytest.raises(BadSetting) as refusal:
        read_settings({"WIKI_DATABASE_URL": "mysql://wiki:hemligt@127.0.0.1/wiki"})
    assert "hemligt" not in str(refusal.value)


def test_domains_may_be_written_as_the_end_of_an_address() -> None:
    assert read_settings({"WIKI_MAIL_DOMAINS": "@Uddevalla.se, lerum.se @"}).mail_domains == (
        "uddevalla.se",
        "lerum.se",
    )


def test_a_slip_in_a_name_is_told() -> None:
    said = unknown_settings({"WIKI_BASEURL": "x", "WIKI_FOO": "1", "WIKI_DATA": "x", "PATH": "/bin"})
    assert said == ["WIKI_BASEURL is not a setting. Is it WIKI_BASE_URL that you mean?", "WIKI_FOO is not a setting."]
