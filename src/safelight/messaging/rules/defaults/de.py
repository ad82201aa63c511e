"""The texts that come with the program, in German."""

from __future__ import annotations

from typing import Final

from safelight.messaging.rules.kinds import Words

SIGNATURE: Final = "Freundliche Grüße\n{{studio.name}}"
LETTER: Final = "Guten Tag {{client.greeting}},\n\n\n\n{{studio.signature}}"
_APPOINTMENT: Final = """{{appointment.title}}
Tag: {{appointment.date}}
Uhrzeit: {{appointment.time}}
Ort: {{appointment.place}}
Mit: {{appointment.with}}

{{appointment.note}}"""

TEXTS: Final[dict[str, Words]] = {
    "appointment_confirmation": Words(
        "Ihr Termin am {{appointment.date}}",
        f"""Guten Tag {{{{client.greeting}}}},

Ihr Termin ist gebucht. Wir freuen uns auf Sie!

{_APPOINTMENT}

Falls Ihnen etwas dazwischenkommt, sagen Sie uns bitte rechtzeitig Bescheid: Antworten Sie auf diese E-Mail.
Telefon: {{{{studio.phone}}}}

{{{{studio.signature}}}}""",
    ),
    "appointment_reminder": Words(
        "Bis bald: {{appointment.date}}, {{appointment.time}}",
        f"""Guten Tag {{{{client.greeting}}}},

wir möchten Sie an Ihren Termin bei uns erinnern.

{_APPOINTMENT}

Wenn Sie nicht kommen können, antworten Sie bitte auf diese E-Mail.
Telefon: {{{{studio.phone}}}}

{{{{studio.signature}}}}""",
    ),
    "appointment_moved": Words(
        "Ihr Termin ist jetzt am {{appointment.date}}",
        f"""Guten Tag {{{{client.greeting}}}},

Ihr Termin vom {{{{appointment.old_date}}}}, {{{{appointment.old_time}}}}, wurde verschoben.

{{{{appointment.reason}}}}

{_APPOINTMENT}

Wenn Ihnen der neue Termin nicht passt, antworten Sie bitte auf diese E-Mail.
Telefon: {{{{studio.phone}}}}

{{{{studio.signature}}}}""",
    ),
    "appointment_cancelled": Words(
        "Ihr Termin am {{appointment.date}} ist abgesagt",
        """Guten Tag {{client.greeting}},

Ihr Termin „{{appointment.title}}“ am {{appointment.date}}, {{appointment.time}}, ist abgesagt.

{{appointment.reason}}

Gern finden wir mit Ihnen einen neuen Termin: Antworten Sie einfach auf diese E-Mail.
Telefon: {{studio.phone}}

{{studio.signature}}""",
    ),
    "estimate": Words(
        "Angebot {{estimate.number}} von {{studio.name}}",
        """Guten Tag {{client.greeting}},

vielen Dank für Ihr Interesse. Im Anhang finden Sie unser Angebot {{estimate.number}} über {{estimate.total}}.

Es gilt bis {{estimate.valid_until}}.

Haben Sie Fragen, oder dürfen wir loslegen? Antworten Sie einfach auf diese E-Mail.

{{studio.signature}}""",
    ),
    "invoice": Words(
        "Rechnung {{invoice.number}} von {{studio.name}}",
        """Guten Tag {{client.greeting}},

vielen Dank für Ihren Auftrag. Im Anhang finden Sie unsere Rechnung {{invoice.number}} vom {{invoice.date}} über {{invoice.total}}.

Noch offen: {{invoice.open}}
Bitte zahlen Sie bis: {{invoice.due}}
{{invoice.link}}

{{studio.signature}}""",
    ),
    "payment_reminder": Words(
        "Zahlungserinnerung: Rechnung {{invoice.number}}",
        """Guten Tag {{client.greeting}},

vielleicht ist es Ihnen entgangen: Unsere Rechnung {{invoice.number}} vom {{invoice.date}} ist noch nicht vollständig bezahlt.

Noch offen: {{invoice.open}}
Fällig seit: {{invoice.due}}
{{invoice.link}}

Die Rechnung finden Sie noch einmal im Anhang. Sollten Sie inzwischen gezahlt haben, betrachten Sie diese E-Mail bitte als erledigt.

{{studio.signature}}""",
    ),
    "receipt": Words(
        "Quittung {{receipt.number}}: vielen Dank",
        """Guten Tag {{client.greeting}},

wir haben am {{receipt.date}} {{receipt.amount}} erhalten. Vielen Dank! Ihre Quittung {{receipt.number}} finden Sie im Anhang.

Bezahlt mit: {{receipt.tender}}
Für Rechnung: {{invoice.number}}
Noch offen: {{invoice.open}}

{{studio.signature}}""",
    ),
    "statement": Words(
        "Ihr Kontoauszug, {{statement.until}}",
        """Guten Tag {{client.greeting}},

im Anhang finden Sie Ihren Kontoauszug vom {{statement.from}} bis {{statement.until}}.

Am Ende offen: {{statement.open}}

Wenn Ihnen etwas daran falsch vorkommt, antworten Sie bitte auf diese E-Mail.

{{studio.signature}}""",
    ),
}
