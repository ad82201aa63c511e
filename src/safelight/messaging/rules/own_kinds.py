"""The kinds of message that belong to messaging itself: letters, and the proof of a sender address."""

from __future__ import annotations

from typing import Final

from safelight.messaging.rules.facts import MergeField
from safelight.messaging.rules.kinds import MessageKind, Words

LETTER: Final = MessageKind(
    key="plain",
    label="Letter",
    transactional=False,
    automatic=False,
    many=True,
    group="Letters",
    order=1,
)

SENDER_CHECK: Final = MessageKind(
    key="sender_check",
    label="Proof of a sender address",
    fields=(
        MergeField("check.address", "The address", "hello@studio.example"),
        MergeField("check.link", "The link that proves it", "https://studio.example/", shape="link"),
    ),
    defaults={
        "en": Words(
            "Is this the address of {{studio.name}}?",
            "Somebody in the studio {{studio.name}} wants its mail to come from {{check.address}}.\n\n"
            "If that is right, follow this link within a week while you are signed in to the studio:\n{{check.link}}\n\n"
            "If not, there is nothing to do: without the link nothing changes.",
        ),
        "de": Words(
            "Ist das die Adresse von {{studio.name}}?",
            "Jemand im Studio {{studio.name}} möchte, dass E-Mails von {{check.address}} kommen.\n\n"
            "Wenn das stimmt, folgen Sie innerhalb einer Woche diesem Link, während Sie im Studio angemeldet sind:\n"
            "{{check.link}}\n\nWenn nicht, ist nichts zu tun: Ohne den Link ändert sich nichts.",
        ),
        "fr": Words(
            "Est-ce l’adresse de {{studio.name}} ?",
            "Quelqu’un du studio {{studio.name}} souhaite que ses e-mails partent de {{check.address}}.\n\n"
            "Si c’est exact, suivez ce lien dans la semaine en étant connecté au studio :\n{{check.link}}\n\n"
            "Sinon, il n’y a rien à faire : sans ce lien, rien ne change.",
        ),
        "es": Words(
            "¿Es esta la dirección de {{studio.name}}?",
            "Alguien del estudio {{studio.name}} quiere que sus correos salgan de {{check.address}}.\n\n"
            "Si es correcto, siga este enlace en el plazo de una semana con la sesión del estudio iniciada:\n"
            "{{check.link}}\n\nSi no lo es, no tiene que hacer nada: sin el enlace nada cambia.",
        ),
    },
    group="Settings",
    order=900,
)
