"""Sales and newsletter programs: HubSpot, Salesforce, Mailchimp."""

from __future__ import annotations

from typing import Final

from safelight.exchange.fields.headers.programs.program import Program

PROGRAMS: Final[tuple[Program, ...]] = (
    Program(
        "HubSpot",
        "Record ID|Record ID - Contact|Lifecycle Stage|Contact owner|Lead Status|Associated Company|Create Date|"
        "Last Activity Date|Marketing contact status|Last Modified Date|Associated Company IDs|Unsubscribed from all email",
        3,
        {
            "external_id": "Record ID|Record ID - Contact|Contact ID",
            "organization": "Company Name|Associated Company",
            "stage": "Lifecycle Stage",
            "source": "Original Source|Original Traffic Source",
            "address.street": "Street Address",
            "since": "Create Date",
            "": "Lead Status|Contact owner|Last Activity Date|Last Modified Date|Marketing contact status|"
            "Associated Company IDs|Unsubscribed from all email|Email Domain|Persona|Number of Associated Deals",
        },
    ),
    Program(
        "Salesforce",
        "Mailing Street|Mailing City|Mailing State/Province|Mailing Zip/Postal Code|Account Name|Contact Owner|"
        "MailingStreet|MailingPostalCode|AccountId|IsDeleted|SystemModstamp|LeadSource|HasOptedOutOfEmail|ReportsToId|"
        "Lead Source|Email Opt Out|Contact ID",
        3,
        {
            "external_id": "Id|Contact ID|Lead ID",
            "prefix": "Salutation",
            "job_title": "Title",
            "organization": "Account Name|Company / Account|Company",
            "address.main.street": "Mailing Street|MailingStreet",
            "address.main.city": "Mailing City|MailingCity",
            "address.main.region": "Mailing State/Province|MailingState|Mailing State",
            "address.main.postal_code": "Mailing Zip/Postal Code|MailingPostalCode",
            "address.main.country": "Mailing Country|MailingCountry",
            "address.other.street": "Other Street|OtherStreet",
            "address.other.city": "Other City|OtherCity",
            "address.other.region": "Other State/Province|OtherState",
            "address.other.postal_code": "Other Zip/Postal Code|OtherPostalCode",
            "address.other.country": "Other Country|OtherCountry",
            "phone.mobile": "Mobile|MobilePhone",
            "phone.home": "HomePhone",
            "phone.other": "OtherPhone|AssistantPhone|Asst. Phone",
            "source": "Lead Source|LeadSource",
            "stage": "Lead Status",
            "since": "CreatedDate|Created Date",
            "notes": "Description",
            "": "IsDeleted|MasterRecordId|AccountId|ReportsToId|OwnerId|CreatedById|LastModifiedDate|LastModifiedById|"
            "SystemModstamp|HasOptedOutOfEmail|Email Opt Out|Do Not Call|Fax Opt Out|Department|AssistantName|Contact Owner|"
            "Account Owner|PhotoUrl|MailingLatitude|MailingLongitude|Reports To",
        },
    ),
    Program(
        "Mailchimp",
        "MEMBER_RATING|OPTIN_TIME|OPTIN_IP|CONFIRM_TIME|CONFIRM_IP|LEID|EUID|LAST_CHANGED|DSTOFF|GMTOFF",
        3,
        {
            "email": "Email Address",
            "address.full": "Address",
            "since": "CONFIRM_TIME",
            "external_id": "EUID",
            "birthday": "Birthday",
            "": "MEMBER_RATING|OPTIN_TIME|OPTIN_IP|CONFIRM_IP|LATITUDE|LONGITUDE|GMTOFF|DSTOFF|TIMEZONE|CC|REGION|"
            "LAST_CHANGED|LEID|UNSUB_TIME|UNSUB_CAMPAIGN_TITLE|UNSUB_REASON|UNSUB_REASON_OTHER|CLEAN_TIME",
            "tags": "TAGS",
            "notes": "NOTES",
        },
    ),
)
