"""The texts that come with the program, in French."""

from __future__ import annotations

from typing import Final

from safelight.messaging.rules.kinds import Words

SIGNATURE: Final = "Cordialement,\n{{studio.name}}"
LETTER: Final = "Bonjour {{client.greeting}},\n\n\n\n{{studio.signature}}"
_APPOINTMENT: Final = """{{appointment.title}}
Date : {{appointment.date}}
Heure : {{appointment.time}}
Lieu : {{appointment.place}}
Avec : {{appointment.with}}

{{appointment.note}}"""

TEXTS: Final[dict[str, Words]] = {
    "appointment_confirmation": Words(
        "Votre rendez-vous du {{appointment.date}}",
        f"""Bonjour {{{{client.greeting}}}},

votre rendez-vous est confirmé. Nous nous réjouissons de vous accueillir !

{_APPOINTMENT}

En cas d’empêchement, merci de nous prévenir à temps en répondant à ce message.
Téléphone : {{{{studio.phone}}}}

{{{{studio.signature}}}}""",
    ),
    "appointment_reminder": Words(
        "À bientôt : {{appointment.date}}, {{appointment.time}}",
        f"""Bonjour {{{{client.greeting}}}},

nous vous rappelons votre rendez-vous.

{_APPOINTMENT}

Si vous ne pouvez pas venir, merci de répondre à ce message.
Téléphone : {{{{studio.phone}}}}

{{{{studio.signature}}}}""",
    ),
    "appointment_moved": Words(
        "Votre rendez-vous est reporté au {{appointment.date}}",
        f"""Bonjour {{{{client.greeting}}}},

votre rendez-vous du {{{{appointment.old_date}}}}, {{{{appointment.old_time}}}}, a une nouvelle date.

{{{{appointment.reason}}}}

{_APPOINTMENT}

Si cette date ne vous convient pas, merci de répondre à ce message.
Téléphone : {{{{studio.phone}}}}

{{{{studio.signature}}}}""",
    ),
    "appointment_cancelled": Words(
        "Votre rendez-vous du {{appointment.date}} est annulé",
        """Bonjour {{client.greeting}},

votre rendez-vous « {{appointment.title}} » du {{appointment.date}}, {{appointment.time}}, est annulé.

{{appointment.reason}}

Nous trouverons volontiers une autre date avec vous : il suffit de répondre à ce message.
Téléphone : {{studio.phone}}

{{studio.signature}}""",
    ),
    "estimate": Words(
        "Devis {{estimate.number}} de {{studio.name}}",
        """Bonjour {{client.greeting}},

merci de votre intérêt. Vous trouverez ci-joint notre devis {{estimate.number}} d’un montant de {{estimate.total}}.

Il est valable jusqu’au {{estimate.valid_until}}.

Avez-vous des questions, ou pouvons-nous commencer ? Il suffit de répondre à ce message.

{{studio.signature}}""",
    ),
    "invoice": Words(
        "Facture {{invoice.number}} de {{studio.name}}",
        """Bonjour {{client.greeting}},

merci de votre commande. Vous trouverez ci-joint notre facture {{invoice.number}} du {{invoice.date}} d’un montant de {{invoice.total}}.

Reste à payer : {{invoice.open}}
À régler avant le : {{invoice.due}}
{{invoice.link}}

{{studio.signature}}""",
    ),
    "payment_reminder": Words(
        "Rappel : facture {{invoice.number}}",
        """Bonjour {{client.greeting}},

cela vous a peut-être échappé : notre facture {{invoice.number}} du {{invoice.date}} n’est pas encore entièrement réglée.

Reste à payer : {{invoice.open}}
Échéance : {{invoice.due}}
{{invoice.link}}

La facture est jointe une nouvelle fois. Si votre paiement est déjà en route, veuillez ne pas tenir compte de ce message.

{{studio.signature}}""",
    ),
    "receipt": Words(
        "Reçu {{receipt.number}} : merci",
        """Bonjour {{client.greeting}},

nous avons reçu {{receipt.amount}} le {{receipt.date}}. Merci ! Votre reçu {{receipt.number}} est joint à ce message.

Payé par : {{receipt.tender}}
Pour la facture : {{invoice.number}}
Reste à payer : {{invoice.open}}

{{studio.signature}}""",
    ),
    "statement": Words(
        "Votre relevé de compte, {{statement.until}}",
        """Bonjour {{client.greeting}},

vous trouverez ci-joint votre relevé de compte du {{statement.from}} au {{statement.until}}.

Solde dû à la fin : {{statement.open}}

Si quelque chose vous paraît inexact, merci de répondre à ce message.

{{studio.signature}}""",
    ),
}
