"""The texts that come with the program, in English."""

from __future__ import annotations

from typing import Final

from safelight.messaging.rules.kinds import Words

SIGNATURE: Final = "Kind regards,\n{{studio.name}}"
LETTER: Final = "Hello {{client.greeting}},\n\n\n\n{{studio.signature}}"
_APPOINTMENT: Final = """{{appointment.title}}
Day: {{appointment.date}}
Time: {{appointment.time}}
Place: {{appointment.place}}
With: {{appointment.with}}

{{appointment.note}}"""

TEXTS: Final[dict[str, Words]] = {
    "appointment_confirmation": Words(
        "Your appointment on {{appointment.date}}",
        f"""Hello {{{{client.greeting}}}},

your appointment is booked. We look forward to seeing you!

{_APPOINTMENT}

Should something come up, please tell us in good time: answer this mail or call {{{{studio.phone|us}}}}.

{{{{studio.signature}}}}""",
    ),
    "appointment_reminder": Words(
        "See you soon: {{appointment.date}}, {{appointment.time}}",
        f"""Hello {{{{client.greeting}}}},

this is a small reminder of your appointment with us.

{_APPOINTMENT}

If you cannot come, please answer this mail or call {{{{studio.phone|us}}}}.

{{{{studio.signature}}}}""",
    ),
    "appointment_moved": Words(
        "Your appointment has moved to {{appointment.date}}",
        f"""Hello {{{{client.greeting}}}},

your appointment of {{{{appointment.old_date}}}}, {{{{appointment.old_time}}}}, has a new date.

{{{{appointment.reason}}}}

{_APPOINTMENT}

If the new date does not suit you, please answer this mail or call {{{{studio.phone|us}}}}.

{{{{studio.signature}}}}""",
    ),
    "appointment_cancelled": Words(
        "Your appointment on {{appointment.date}} is cancelled",
        """Hello {{client.greeting}},

your appointment “{{appointment.title}}” on {{appointment.date}}, {{appointment.time}}, is cancelled.

{{appointment.reason}}

We would be glad to find another date with you: answer this mail or call {{studio.phone|us}}.

{{studio.signature}}""",
    ),
    "estimate": Words(
        "Estimate {{estimate.number}} of {{studio.name}}",
        """Hello {{client.greeting}},

thank you for your interest. Our estimate {{estimate.number}} for {{estimate.total}} is attached.

It holds until {{estimate.valid_until}}.

Do you have questions, or shall we go ahead? Simply answer this mail.

{{studio.signature}}""",
    ),
    "invoice": Words(
        "Invoice {{invoice.number}} of {{studio.name}}",
        """Hello {{client.greeting}},

thank you for your order. Our invoice {{invoice.number}} of {{invoice.date}} for {{invoice.total}} is attached.

Still open: {{invoice.open}}
Please pay by: {{invoice.due}}
{{invoice.link}}

{{studio.signature}}""",
    ),
    "payment_reminder": Words(
        "Reminder: invoice {{invoice.number}}",
        """Hello {{client.greeting}},

perhaps it slipped your mind: our invoice {{invoice.number}} of {{invoice.date}} is not paid in full yet.

Still open: {{invoice.open}}
Due since: {{invoice.due}}
{{invoice.link}}

The invoice is attached once more. If your payment is on its way already, please forgive this mail.

{{studio.signature}}""",
    ),
    "receipt": Words(
        "Receipt {{receipt.number}}: thank you",
        """Hello {{client.greeting}},

we received {{receipt.amount}} on {{receipt.date}}. Thank you! Your receipt {{receipt.number}} is attached.

Paid by: {{receipt.tender}}
For invoice: {{invoice.number}}
Still open: {{invoice.open}}

{{studio.signature}}""",
    ),
    "statement": Words(
        "Your statement of account, {{statement.until}}",
        """Hello {{client.greeting}},

your statement of account from {{statement.from}} to {{statement.until}} is attached.

Open at its end: {{statement.open}}

If anything in it looks wrong to you, please answer this mail.

{{studio.signature}}""",
    ),
}
