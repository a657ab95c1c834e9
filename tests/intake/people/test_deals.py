"""Of an export of several deals one is read, or each."""

from powermap.exchange.intake.deals import choose_deal, split_by_deal

ROWS = [2, 3, 4, 5]
NAMES = {2: "Northwind ERP", 3: "Northwind CRM", 4: "northwind erp"}
IDS = {2: "006A", 3: "006B"}


def test_a_deal_is_chosen_by_name_or_id():
    deals = split_by_deal(ROWS, NAMES, IDS)
    assert [(deal.key, deal.name, deal.rows) for deal in deals] == [
        ("006A", "Northwind ERP", (2, 4)),
        ("006B", "Northwind CRM", (3,)),
        ("", "", (5,)),
    ]
    for wanted in ("NORTHWIND  ERP", "006A"):
        chosen = choose_deal(deals, wanted, source="a.csv")
        assert (chosen.deal, chosen.rows) == (deals[0], [2, 4])
        assert [str(note) for note in chosen.notes] == [
            "a.csv: 2 of 4 rows are about other deals and were left out"
        ]


def test_several_deals_are_refused_with_both_ways_out():
    [problem] = choose_deal(split_by_deal(ROWS, NAMES), title="Deal").problems
    assert (problem.row, problem.column) == (3, "Deal")
    for part in ("2 deals", "'Northwind ERP', 'Northwind CRM'", "--deal", "--split"):
        assert part in str(problem)


def test_the_only_deal_is_taken_with_rows_that_name_none():
    chosen = choose_deal(split_by_deal([2, 3], {2: "ERP"}))
    assert (chosen.deal.name, chosen.rows, chosen.problems) == ("ERP", [2, 3], [])
    chosen = choose_deal(split_by_deal([2, 3], {}))
    assert (chosen.deal, chosen.rows, chosen.notes) == (None, [2, 3], [])


def test_a_deal_that_cannot_be_chosen_is_told():
    deals = split_by_deal(ROWS, NAMES, IDS)
    [problem] = choose_deal(deals, "Northwind CMR").problems
    assert "did you mean 'Northwind CRM'" in str(problem)
    [problem] = choose_deal(deals, "zzz").problems
    assert str(problem).startswith("no deal is called 'zzz'; the file has 'North")
    [problem] = choose_deal(split_by_deal([2], {}), "ERP").problems
    assert "no column of deals" in str(problem)
    twice = split_by_deal([2, 3], {2: "ERP", 3: "ERP"}, {2: "a", 3: "b"})
    [problem] = choose_deal(twice, "ERP").problems
    assert "2 deals are called 'ERP'; choose one by id: 'a', 'b'" in str(problem)
