"""Words inside a header that say which phone, which address, or whose: ``Ort geschäftlich``, ``Mother's email``."""

from __future__ import annotations

from typing import Final

from safelight.exchange.fields.headers.normalise import header_keys

_LABELS: Final[dict[str, str]] = {
    "home": "home|private|personal|residence|residential|privat|privé|prive|privée|domicile|maison|particular|casa|domicilio|"
    "personale|abitazione|ab|thuis|residencial|residência|pessoal|personnel|personnelle|zuhause|residencia|wohn|huisadres|huis",
    "work": "work|business|office|company|corporate|geschäftlich|dienstlich|geschäft|büro|arbeit|beruflich|firma|bureau|"
    "professionnel|professionnelle|pro|travail|société|trabajo|oficina|empresa|profesional|lavoro|ufficio|uff|azienda|"
    "werk|zakelijk|zakelijke|kantoor|comercial|emprego|escritório|trabalho|profissional|werkadres|laboral|day|daytime",
    "mobile": "mobile|cell|cellular|mobil|handy|portable|móvil|celular|cellulare|mobiel|mobiele|telemóvel|gsm|iphone",
    "billing": "billing|bill|invoice|rechnung|rechnungs|rechnungsadresse|facturation|facturación|fatturazione|factuur|faturação|"
    "faturamento|facture|factura|fattura|cobrança|rechnungsanschrift|factuuradres",
    "shipping": "shipping|ship|delivery|lieferung|liefer|lieferadresse|lieferanschrift|livraison|envío|entrega|spedizione|consegna|"
    "verzending|bezorg|envio|aflever|afleveradres",
    "other": "other|alternate|alternative|alt|secondary|additional|weitere|weiterer|weiteres|andere|zusätzliche|zweite|autre|"
    "secondaire|otro|otra|altro|altra|overige|overig|outro|outra|secundario|secundário|secondario|sekundäre",
    "main": "main|primary|default|preferred|haupt|primäre|principal|principale|primaire|hoofd|principal|mailing|postal",
    "fax": "fax|telefax|telefaks|télécopie|telecopie|facsimile",
    "future": "future|new|neue|künftige|nouvelle|nueva|nuovo|nieuw|nieuwe|nova|novo",
}
_RELATIONS: Final[dict[str, str]] = {
    "partner": "partner|spouse|husband|wife|fiance|fiancee|groom|bride|significant|partnerin|ehepartner|ehefrau|ehemann|conjoint|"
    "conjointe|époux|épouse|mari|cónyuge|pareja|esposo|esposa|marido|coniuge|moglie|marito|echtgenoot|echtgenote|cônjuge|"
    "parceiro|parceira|secondary|bräutigam|braut|hubby|partner2|coclient",
    "child": "child|kid|kids|children|son|daughter|baby|kind|kindes|kinder|sohn|tochter|enfant|enfants|fils|fille|hijo|hija|hijos|"
    "figlio|figlia|bambino|kinderen|zoon|dochter|filho|filha|criança|student|newborn",
    "parent": "parent|mother|father|mom|mum|dad|guardian|mutter|vater|eltern|elternteil|mère|père|madre|padre|moeder|vader|ouder|"
    "mãe|pai|mama|papa|mothers|fathers",
    "sibling": "sibling|brother|sister|bruder|schwester|frère|sœur|soeur|hermano|hermana|fratello|sorella|broer|zus|irmão|irmã",
    "grandparent": "grandparent|grandmother|grandfather|grandma|grandpa|oma|opa|großmutter|großvater|grandmère|grandpère|abuela|abuelo|"
    "nonna|nonno|avó|avô",
    "pet": "pet|dog|cat|haustier|hund|katze|animal|chien|chat|mascota|perro|gato|cane|gatto|huisdier|hond|cão",
    "contact": "emergency|notfall|notfallkontakt|urgence|emergencia|emergenza|noodgeval|noodcontact|emergência",
}
_FILLERS: Final = (
    "of|the|a|an|de|del|della|du|des|der|die|das|da|do|di|d|la|le|les|el|los|van|het|number|no|nr|nummer|s|value|wert|am|main|info|"
    "your|client|customer|kunde|contact|address|adresse|anschrift|adres|dirección|indirizzo|endereço|morada|und|and|y|et|e|en|für|"
    "for|1st|line|person|at|op|auf"
)
_KIND_WORDS: Final = "label|type|typ|art|tipo|soort|libellé|etikett|étiquette|etichetta|kind of"


def _index(listing: dict[str, str]) -> dict[str, str]:
    return {key: name for name, words in listing.items() for word in words.split("|") for key in header_keys(word)}


LABELS: Final = _index(_LABELS)
RELATIONS: Final = _index(_RELATIONS)
FILLERS: Final = frozenset(key for word in _FILLERS.split("|") for key in header_keys(word))
KIND_WORDS: Final = frozenset(key for word in _KIND_WORDS.split("|") for key in header_keys(word))
# German glues the qualifier to the word: Rechnungsstraße, Lieferort, Privattelefon.
GLUED: Final[tuple[tuple[str, str], ...]] = (
    ("rechnungs", "billing"),
    ("liefer", "shipping"),
    ("versand", "shipping"),
    ("privat", "home"),
    ("geschaefts", "work"),
    ("geschafts", "work"),
    ("firmen", "work"),
    ("dienst", "work"),
    ("factuur", "billing"),
    ("verzend", "shipping"),
    ("werk", "work"),
)
