"""The JSON API: one door per registered verb, made from the registry alone. It knows no module and no business."""
