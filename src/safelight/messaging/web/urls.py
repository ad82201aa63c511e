"""Addresses of the messaging module; included at the root."""

from django.urls import path

from safelight.messaging.web import compose, mailbox, message, outbox, settings, texts, tracking

urlpatterns = [
    path("clients/<uuid:client_id>/messages/", outbox.of_client, name="client_messages"),
    path("messages/", outbox.outbox, name="messages"),
    path("messages/rows/", outbox.rows, name="message_rows"),
    path("messages/new/", compose.new, name="message_new"),
    path("messages/new/clients/", compose.find_clients, name="message_clients"),
    path("messages/new/preview/", compose.try_out, name="message_preview"),
    path("messages/mailbox/", mailbox.mailbox, name="message_mailbox"),
    path("messages/events/<slug:service>/", tracking.events, name="message_events"),
    path("messages/texts/", texts.texts, name="message_templates"),
    path("messages/texts/letters/new/", texts.new_letter, name="message_letter_new"),
    path("messages/texts/<slug:kind>/<slug:language>/", texts.text, name="message_text"),
    path("messages/texts/<slug:kind>/<slug:language>/removal/", texts.restored, name="message_text_restore"),
    path("messages/texts/<slug:kind>/<slug:language>/sample/", texts.sample, name="message_text_sample"),
    path("messages/settings/", settings.sender, name="message_settings"),
    path("messages/settings/sender/question/", settings.ask_again, name="message_sender_ask"),
    path("messages/settings/sender/<str:token>/", settings.confirm, name="message_sender_confirm"),
    path("messages/stopped/", settings.suppressed, name="message_suppressed"),
    path("messages/stopped/new/", settings.suppress, name="message_suppress"),
    path("messages/stopped/<uuid:suppressed_id>/removal/", settings.lifted, name="message_lift"),
    path("messages/<uuid:message_id>/", message.message, name="message"),
    path("messages/<uuid:message_id>/as-sent/", message.as_sent, name="message_as_sent"),
    path("messages/<uuid:message_id>/source/", message.source, name="message_source"),
    path("messages/<uuid:message_id>/files/<uuid:attachment_id>/", message.file, name="message_file"),
    path("messages/<uuid:message_id>/cancellation/", message.cancelled, name="message_cancel"),
    path("messages/<uuid:message_id>/sending/", message.sent_again, name="message_send_again"),
    path("messages/<uuid:message_id>/bounce/", message.bounced, name="message_bounce"),
    path("messages/<uuid:message_id>/bounce/removal/", message.not_bounced, name="message_unbounce"),
]
