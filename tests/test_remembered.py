from charting_tui.records.people import Client
from charting_tui.records.remembered import remembered


def test_an_answer_is_remembered_of_the_very_record_and_not_of_one_that_is_equal() -> None:
    asked: list[Client] = []

    @remembered(2)
    def name(client: Client) -> str:
        asked.append(client)
        return client.name

    first, second = Client(id="c1", name="Doe, Jane"), Client(id="c1", name="Doe, Jane")
    assert [name(first), name(first), name(second), name(second)] == ["Doe, Jane"] * 4
    assert [one is first for one in asked] == [True, False]


def test_the_oldest_answer_gives_way() -> None:
    asked: list[str] = []

    @remembered(1)
    def name(client: Client) -> str:
        asked.append(client.id)
        return client.name

    first, second = Client(id="c1", name="Doe, Jane"), Client(id="c2", name="Doe, Amir")
    for client in (first, second, first):
        name(client)
    assert asked == ["c1", "c2", "c1"]
