"""Programs made for photographers: StudioPlus and Spectra, Táve (VSCO Workspace), HoneyBook, Studio Ninja."""

from __future__ import annotations

from typing import Final

from safelight.exchange.fields.headers.programs.program import Program

PROGRAMS: Final[tuple[Program, ...]] = (
    Program(
        "StudioPlus Spectra",
        "Client ID|Client No|Client Type|Client Since|Addressee|Salutation|Mail Name|Last Session|Lifetime Sales|"
        "Spouse First|Spouse Last|Client Status|Home Phone|Work Phone|How Found|Source Code|Referred By|Client Number",
        4,
        {
            "number": "Client ID|Client No|Client Number|Client #",
            "first_name": "First|First Name|Client First Name",
            "last_name": "Last|Last Name|Client Last Name",
            "relative.partner.first_name": "Spouse First|Spouse First Name|Spouse",
            "relative.partner.last_name": "Spouse Last|Spouse Last Name",
            "relative.child#{n}.first_name": "Child {n}|Child {n} Name|Child {n} First Name",
            "relative.child#{n}.birthday": "Child {n} Birthday|Child {n} Birthdate|Child {n} DOB",
            "groups": "Client Type|Client Group",
            "stage": "Client Status",
            "source": "How Found|Source Code|Source",
            "since": "Client Since|Date Entered|Entry Date",
            "nickname": "Salutation|Greeting",
            "do_not_contact": "Do Not Contact|Do Not Mail",
            "": "Addressee|Mail Name|Last Session|Lifetime Sales|Balance|Last Order|Last Invoice|Number of Sessions",
        },
    ),
    Program(
        "Táve",
        "Job Name|Job Type|Lead Source|Contact Kind|Brand|Lead Status|Job Stage|Address Book|Wedding Date|Studio Manager|"
        "Contact Type|Job Date|Lead Rating|Is Organization|Cell Phone",
        3,
        {
            "source": "Lead Source|Referral Source",
            "stage": "Lead Status|Job Stage",
            "kind": "Contact Kind",
            "organization": "Company|Company Name|Organization",
            "anniversary": "Wedding Date|Anniversary",
            "": "Job Name|Job Type|Brand|Address Book|Studio Manager|Contact Type|Job Date|Lead Rating|Is Organization",
        },
    ),
    Program(
        "HoneyBook",
        "Project Name|Project Type|Project Date|Total Project Value|Total Booked Value|Project Creation Date|Booked Date|"
        "Project Source|Client Info|Email Address|Lead Source|Project Stage|Additional Info|Total Paid",
        3,
        {
            "full_name": "Full Name|Client Name|Name",
            "email": "Email Address|Email|Client Email",
            "source": "Lead Source|Project Source",
            "stage": "Project Stage|Stage",
            "since": "Project Creation Date|Created Date",
            "notes": "Additional Info",
            "": "Project Name|Project Type|Project Date|Total Project Value|Total Booked Value|Booked Date|Client Info|"
            "Refunded Amount|Total Paid|Pending Value",
        },
    ),
    Program(
        "Studio Ninja",
        "Client First Name|Client Last Name|Client Email|Client Phone|Job Name|Job Type|Main Shoot Date|Lead Source|"
        "Job Status|Secondary First Name|Partner First Name|Shoot Location|Lead Created|Date Created",
        4,
        {
            "first_name": "Client First Name|First Name",
            "last_name": "Client Last Name|Last Name",
            "email": "Client Email|Email",
            "phone": "Client Phone|Phone",
            "relative.partner.first_name": "Secondary First Name|Partner First Name",
            "relative.partner.last_name": "Secondary Last Name|Partner Last Name",
            "relative.partner.email": "Secondary Email|Partner Email",
            "relative.partner.phone": "Secondary Phone|Partner Phone",
            "source": "Lead Source",
            "since": "Date Created|Lead Created",
            "": "Job Name|Job Type|Main Shoot Date|Job Status|Shoot Location|Lead Status",
        },
    ),
)
