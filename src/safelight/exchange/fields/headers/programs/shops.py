"""Tills, shops and books: Square, Shopify, QuickBooks."""

from __future__ import annotations

from typing import Final

from safelight.exchange.fields.headers.programs.program import Program

PROGRAMS: Final[tuple[Program, ...]] = (
    Program(
        "Square",
        "Square Customer ID|Reference ID|Email Subscription Status|Creation Source|First Visit|Last Visit|"
        "Transaction Count|Total Spend|Instant Profile|Blocked From Online Booking|Company Name",
        3,
        {
            "external_id": "Square Customer ID",
            "number": "Reference ID",
            "organization": "Company Name",
            "address.street": "Street Address 1",
            "address.street2": "Street Address 2",
            "since": "First Visit",
            "notes": "Memo|Notes",
            "groups": "Groups",
            "": "Email Subscription Status|Creation Source|Last Visit|Transaction Count|Total Spend|Instant Profile|"
            "Blocked From Online Booking|Square Gift Card|Loyalty Points|SMS Subscription Status|Tax ID",
        },
    ),
    Program(
        "Shopify",
        "Accepts Email Marketing|Accepts SMS Marketing|Default Address Company|Default Address Address1|Total Spent|"
        "Total Orders|Tax Exempt|Default Address Zip|Default Address Province Code",
        3,
        {
            "external_id": "Customer ID|ID",
            "organization": "Default Address Company|Company",
            "address.street": "Default Address Address1|Address1",
            "address.street2": "Default Address Address2|Address2",
            "address.city": "Default Address City|City",
            "address.region": "Default Address Province Code|Province Code",
            "address.country": "Default Address Country Code|Country Code",
            "address.postal_code": "Default Address Zip|Zip",
            "phone#2": "Default Address Phone",
            "phone#1": "Phone",
            "text_consent": "Accepts SMS Marketing",
            "notes": "Note",
            "tags": "Tags",
            "": "Accepts Email Marketing|Accepts Marketing|Total Spent|Total Orders|Tax Exempt|Province|Country",
        },
    ),
    Program(
        "QuickBooks Desktop",
        "Bill to 1|Bill to 2|Bill to 3|Ship to 1|Main Phone|Main Email|Alt. Phone|Active Status|Balance Total|Job Status|"
        "Primary Contact|Customer Type|Tax item|Resale Num",
        3,
        {
            "full_name_last_first": "Customer",
            "organization": "Company",
            "prefix": "Mr./Ms./...|Mr./Ms.",
            "middle_name": "M.I.",
            "full_name": "Primary Contact",
            "phone.main": "Main Phone",
            "phone.fax": "Fax",
            "phone.work": "Work Phone",
            "phone.mobile": "Mobile",
            "phone.other": "Alt. Phone|Alt. Mobile|Home Phone",
            "email.main": "Main Email",
            "email.other": "CC Email|Alt. Email 1|Alt. Email 2",
            "address.billing.street": "Bill to 1|Street1",
            "address.billing.street2": "Bill to 2|Street2",
            "address.billing.street3": "Bill to 3",
            "address.billing.city_postal": "Bill to 4",
            "address.billing.country": "Bill to 5",
            "address.billing.city": "City",
            "address.billing.region": "State",
            "address.billing.postal_code": "Zip",
            "address.shipping.street": "Ship to 1",
            "address.shipping.street2": "Ship to 2",
            "address.shipping.street3": "Ship to 3",
            "address.shipping.city_postal": "Ship to 4",
            "address.shipping.country": "Ship to 5",
            "number": "Account No.",
            "groups": "Customer Type",
            "notes": "Note|Notes",
            "": "Active Status|Balance|Balance Total|Terms|Rep|Sales Tax Code|Tax item|Resale Num|Item Price Level|Job Title|"
            "Job Status|Job Type|Job Description|Start Date|Projected End|End Date|Credit Limit|Secondary Contact|Web",
        },
    ),
    Program(
        "QuickBooks Online",
        "Billing Address|Shipping Address|Open Balance|Attachments|Phone Numbers|Taxable|Customer|Billing Street|"
        "Billing City|Billing ZIP|Shipping Street|Print On Check As|Company name|Street Address",
        4,
        {
            "full_name": "Name|Customer full name|Customer|Display name",
            "organization": "Company name|Company",
            "phone": "Phone|Phone Numbers",
            "address.billing.full": "Billing Address|Bill address",
            "address.shipping.full": "Shipping Address|Ship address",
            "address.billing.street": "Billing Street|Street Address",
            "address.billing.city": "Billing City",
            "address.billing.region": "Billing State",
            "address.billing.postal_code": "Billing ZIP",
            "address.billing.country": "Billing Country",
            "address.shipping.street": "Shipping Street",
            "address.shipping.city": "Shipping City",
            "address.shipping.region": "Shipping State",
            "address.shipping.postal_code": "Shipping ZIP",
            "address.shipping.country": "Shipping Country",
            "": "Open Balance|Attachments|Taxable|Print On Check As|Opening balance|Resale ID|Tax rate|Currency|Terms",
        },
    ),
)
