"""Exports of CRMs with the headers that each writes are understood without a word."""

import io
import warnings

import pytest

import powermap as pm
from powermap.errors import PowermapWarning

EXPORTS = {
    "dynamics": """\
(Do Not Modify) Contact,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,\
Full Name,Job Title,Company Name,Manager,Role,Owner,Email,Business Phone
c1,x,2026-01-02,Ana Ruiz,CFO,Northwind,,Decision Maker,Kim Berg,ana@example.com,1
c2,y,2026-01-02,Ben Ode,CIO,Northwind,Ana Ruiz,Influencer,Kim Berg,ben@example.com,2
""",
    "dynamics_connections": """\
(Do Not Modify) Connection,Connected To,Role (To),Description
c1,Ana Ruiz,Decision Maker,x
c2,Ben Ode,Influencer,
""",
    "zoho": """\
Record Id,Contact Owner.id,Contact Owner,First Name,Last Name,Account Name.id,\
Account Name,Title,Department,Reporting To.id,Reporting To,Email,Contact Role
zcrm_1,zcrm_9,Kim Berg,Ana,Ruiz,zcrm_5,Northwind,CFO,Finance,,,ana@example.com,Economic Decision Maker
zcrm_2,zcrm_9,Kim Berg,Ben,Ode,zcrm_5,Northwind,CIO,IT,zcrm_1,Ana Ruiz,ben@example.com,Technical Buyer
""",
    "pipedrive": """\
Person - ID,Person - Name,Person - Organization,Person - Owner,Person - Email - Work,\
Person - Phone - Work,Person - Job title,Deal - Title
1,Ana Ruiz,Northwind,Kim Berg,ana@example.com,1,CFO,ERP
2,Ben Ode,Northwind,Kim Berg,ben@example.com,2,CIO,ERP
""",
    "sugar_keys": """\
id,first_name,last_name,title,department,account_name,reports_to_id,report_to_name,assigned_user_name,email1
1,Ana,Ruiz,CFO,Finance,Northwind,,,kim,ana@example.com
2,Ben,Ode,CIO,IT,Northwind,1,Ana Ruiz,kim,ben@example.com
""",
    "sugar_labels": """\
ID,First Name:,Last Name:,Title:,Department:,Account Name:,Reports to ID:,Reports To:,Assigned to:,Email Address:
1,Ana,Ruiz,CFO,Finance,Northwind,,,kim,ana@example.com
2,Ben,Ode,CIO,IT,Northwind,1,Ana Ruiz,kim,ben@example.com
""",
    "hubspot_zh": """\
记录 ID,名字,姓氏,职位,公司名称,联系人所有者,采购角色,电子邮件
1,Ana,Ruiz,CFO,Northwind,Kim Berg,决策者,ana@example.com
2,Ben,Ode,CIO,Northwind,Kim Berg,影响者;支持者,ben@example.com
""",
    "hubspot_internal": """\
hs_object_id,firstname,lastname,jobtitle,company,hubspot_owner_id,hs_buying_role,email
1,Ana,Ruiz,CFO,Northwind,55,DECISION_MAKER,ana@example.com
2,Ben,Ode,CIO,Northwind,55,INFLUENCER;CHAMPION,ben@example.com
""",
    "hubspot_labels": """\
Record ID,First Name,Last Name,Job Title,Company name,Contact owner,Buying Role,Email,Lifecycle Stage
1,Ana,Ruiz,CFO,Northwind,Kim Berg,Decision Maker,ana@example.com,lead
2,Ben,Ode,CIO,Northwind,Kim Berg,Influencer;Champion,ben@example.com,lead
""",
    "sf_report": """\
Contact: Full Name,Contact: Title,Contact: Account Name,Contact: Reports To,Contact Role,Primary,Opportunity Name
Ana Ruiz,CFO,Northwind,,Decision Maker,1,ERP
Ben Ode,CIO,Northwind,Ana Ruiz,Evaluator,0,ERP
""",
    "sf_api": """\
OpportunityContactRole.Id,ContactId,Contact.Name,Contact.Title,Contact.Account.Name,\
Contact.ReportsTo.Name,Contact.Owner.Name,Role,IsPrimary,OpportunityId,Opportunity.Name
00K1,003A,Ana Ruiz,CFO,Northwind,,Kim Berg,Economic Buyer,true,006A,ERP
00K2,003B,Ben Ode,CIO,Northwind,Ana Ruiz,Kim Berg,Evaluator,false,006A,ERP
""",
    "sf_contacts_api": """\
Id,Name,FirstName,LastName,Title,Department,AccountId,Account.Name,ReportsToId,OwnerId,Owner.Name,Email
003A,Ana Ruiz,Ana,Ruiz,CFO,Finance,001A,Northwind,,005,Kim Berg,a@example.com
003B,Ben Ode,Ben,Ode,CIO,IT,001A,Northwind,003A,005,Kim Berg,b@example.com
""",
}
WITH_ROLES = {
    "dynamics",
    "dynamics_connections",
    "zoho",
    "hubspot_zh",
    "hubspot_internal",
    "hubspot_labels",
    "sf_report",
    "sf_api",
}
WITH_MANAGERS = {
    "dynamics",
    "zoho",
    "sugar_keys",
    "sugar_labels",
    "sf_report",
    "sf_api",
    "sf_contacts_api",
}
WITHOUT_OWNER = {"dynamics_connections", "hubspot_internal", "sf_report"}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_understood_by_its_headers(name):
    shown = pm.inspect(io.StringIO(EXPORTS[name]))
    assert not shown.problems
    ana, ben = shown.center
    assert (ana.name, ben.name) == ("Ana Ruiz", "Ben Ode")
    if name in WITH_ROLES:
        assert (ana.power, ben.power) == ("decider", "influencer")
    ties = [(tie.source, tie.target) for tie in shown.center.ties]
    assert ties == ([(ben.id, ana.id)] if name in WITH_MANAGERS else [])
    assert bool(ana.covered_by) == (name not in WITHOUT_OWNER)


def test_an_export_that_only_a_mapping_understands_is_read_with_it():
    text = EXPORTS["hubspot_internal"]
    shown = pm.inspect(io.StringIO(text))
    assert shown.mapping == "HubSpot"
    assert "--mapping hubspot; --mapping crm reads it without" in str(shown.notes[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PowermapWarning)
        own = pm.read(io.StringIO(text), mapping="hubspot")
    assert shown.plan == own
    assert pm.inspect(io.StringIO("Name,Role\nAna,Owner\n")).mapping is None


@pytest.mark.parametrize(
    "text",
    [
        "Name,Surname,Power\nAna,Ruiz,8\n",
        "Last Name,Name,Power\nRuiz,Ana,8\n",
        "Last Name,Full Name,Power\nRuiz,Ana Ruiz,8\n",
        "Full Name,Last Name,First Name\nAna Ruiz,Ruiz,Ana\n",
    ],
)
def test_a_name_beside_a_last_name(text):
    center = pm.inspect(io.StringIO(text)).center
    assert [each.name for each in center] == ["Ana Ruiz"]
