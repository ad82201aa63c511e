"""Pure rules of messages: merge fields, layout, links, times, what an answer of a mail server means."""
