"""The texts that come with the program, in Spanish."""

from __future__ import annotations

from typing import Final

from safelight.messaging.rules.kinds import Words

SIGNATURE: Final = "Un cordial saludo,\n{{studio.name}}"
LETTER: Final = "Hola, {{client.greeting}}:\n\n\n\n{{studio.signature}}"
_APPOINTMENT: Final = """{{appointment.title}}
Día: {{appointment.date}}
Hora: {{appointment.time}}
Lugar: {{appointment.place}}
Con: {{appointment.with}}

{{appointment.note}}"""

TEXTS: Final[dict[str, Words]] = {
    "appointment_confirmation": Words(
        "Su cita del {{appointment.date}}",
        f"""Hola, {{{{client.greeting}}}}:

Su cita está reservada. ¡Esperamos verle pronto!

{_APPOINTMENT}

Si le surge algún imprevisto, avísenos con tiempo respondiendo a este mensaje.
Teléfono: {{{{studio.phone}}}}

{{{{studio.signature}}}}""",
    ),
    "appointment_reminder": Words(
        "Hasta pronto: {{appointment.date}}, {{appointment.time}}",
        f"""Hola, {{{{client.greeting}}}}:

Le recordamos su cita con nosotros.

{_APPOINTMENT}

Si no puede venir, responda por favor a este mensaje.
Teléfono: {{{{studio.phone}}}}

{{{{studio.signature}}}}""",
    ),
    "appointment_moved": Words(
        "Su cita pasa al {{appointment.date}}",
        f"""Hola, {{{{client.greeting}}}}:

Su cita del {{{{appointment.old_date}}}}, {{{{appointment.old_time}}}}, tiene nueva fecha.

{{{{appointment.reason}}}}

{_APPOINTMENT}

Si la nueva fecha no le viene bien, responda por favor a este mensaje.
Teléfono: {{{{studio.phone}}}}

{{{{studio.signature}}}}""",
    ),
    "appointment_cancelled": Words(
        "Su cita del {{appointment.date}} queda cancelada",
        """Hola, {{client.greeting}}:

Su cita «{{appointment.title}}» del {{appointment.date}}, {{appointment.time}}, queda cancelada.

{{appointment.reason}}

Con gusto buscaremos otra fecha con usted: basta con responder a este mensaje.
Teléfono: {{studio.phone}}

{{studio.signature}}""",
    ),
    "estimate": Words(
        "Presupuesto {{estimate.number}} de {{studio.name}}",
        """Hola, {{client.greeting}}:

Gracias por su interés. Le adjuntamos nuestro presupuesto {{estimate.number}} por {{estimate.total}}.

Es válido hasta el {{estimate.valid_until}}.

¿Tiene preguntas o podemos empezar? Basta con responder a este mensaje.

{{studio.signature}}""",
    ),
    "invoice": Words(
        "Factura {{invoice.number}} de {{studio.name}}",
        """Hola, {{client.greeting}}:

Gracias por su pedido. Le adjuntamos nuestra factura {{invoice.number}} del {{invoice.date}} por {{invoice.total}}.

Pendiente de pago: {{invoice.open}}
Fecha límite de pago: {{invoice.due}}
{{invoice.link}}

{{studio.signature}}""",
    ),
    "payment_reminder": Words(
        "Recordatorio: factura {{invoice.number}}",
        """Hola, {{client.greeting}}:

Quizá se le haya pasado: nuestra factura {{invoice.number}} del {{invoice.date}} aún no está pagada por completo.

Pendiente de pago: {{invoice.open}}
Vencida desde: {{invoice.due}}
{{invoice.link}}

Le adjuntamos la factura de nuevo. Si su pago ya está en camino, no tenga en cuenta este mensaje.

{{studio.signature}}""",
    ),
    "receipt": Words(
        "Recibo {{receipt.number}}: gracias",
        """Hola, {{client.greeting}}:

El {{receipt.date}} recibimos {{receipt.amount}}. ¡Gracias! Le adjuntamos su recibo {{receipt.number}}.

Forma de pago: {{receipt.tender}}
Por la factura: {{invoice.number}}
Pendiente de pago: {{invoice.open}}

{{studio.signature}}""",
    ),
    "statement": Words(
        "Su estado de cuenta, {{statement.until}}",
        """Hola, {{client.greeting}}:

Le adjuntamos su estado de cuenta del {{statement.from}} al {{statement.until}}.

Pendiente al final: {{statement.open}}

Si algo le parece incorrecto, responda por favor a este mensaje.

{{studio.signature}}""",
    ),
}
