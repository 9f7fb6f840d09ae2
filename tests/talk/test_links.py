"""Permanent links to topics and posts."""

from tests.talk.conftest import Talk


def test_a_topic_on_the_second_page_is_found_there(talk: Talk) -> None:
    oldest, *_ = talk.open_many("Ämne", 21)
    answer = talk.world.visitor().get(f"/topic/{oldest}")
    assert answer.status_code == 302
    assert answer.location.endswith(f"/talk/T%C3%A4nk_stort?page=2#topic-{oldest}")
    assert f'id="topic-{oldest}"' in talk.world.visitor().get(answer.location).text
    answer = talk.world.visitor().get(f"/reply/{talk.first(oldest)}")
    assert answer.location.endswith(f"/talk/T%C3%A4nk_stort?page=2#reply-{talk.first(oldest)}")


def test_a_closed_topic_is_found_among_the_older_ones(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek)
    reply = talk.reply(ek, topic)
    ek.post(f"/topic/{topic}/close")
    answer = talk.world.visitor().get(f"/reply/{reply}")
    assert answer.location.endswith(f"/talk/T%C3%A4nk_stort?show=older#reply-{reply}")
    page = talk.world.visitor().get(answer.location).text
    assert f'id="reply-{reply}"' in page
    assert f'id="reply-{reply}"' not in talk.read()


def test_what_is_not_there_is_not_found(talk: Talk) -> None:
    ek = talk.someone("Ek")
    for address in ("/topic/4711", "/reply/4711", "/reply/4711/amend", "/reply/4711/history"):
        assert ek.get(address).status_code == 404
