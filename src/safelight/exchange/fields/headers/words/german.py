"""German headers (Germany, Austria, Switzerland)."""

from __future__ import annotations

from typing import Final

HEADERS: Final[dict[str, str]] = {
    "first_name": "vorname|vornamen|rufname|vorname kunde|kunde vorname|vorname des kunden",
    "middle_name": "weitere vornamen|zweiter vorname|mittelname|zweitname|2. vorname",
    "last_name": "nachname|familienname|zuname|nachname kunde|kunde nachname|hausname",
    "last_name_particle": "namenszusatz|vorsatzwort|namensvorsatz",
    "prefix": "anrede|titel|anrede titel|akad. titel|akademischer titel|namenspräfix|briefanrede|grußformel",
    "suffix": "suffix|namenssuffix|nachgestellter titel",
    "nickname": "spitzname|kurzname|genannt",
    "full_name": "vollständiger name|ganzer name|kunde|kundenname|anzeigename|kontakt|kontaktname|vor- und nachname|"
    "vorname nachname|vorname und nachname|vorname name|name des kunden|ansprechpartner|ansprechperson|klient|"
    "auftraggeber|name vorname nachname|person|gespeichert als|angezeigter name",
    "full_name_last_first": "nachname vorname|nachname, vorname|name, vorname|name vorname|name und vorname|speichern unter",
    "organization": "firma|firmenname|organisation|unternehmen|betrieb|institution|verein|schule|einrichtung|arbeitgeber|"
    "gesellschaft|firmierung|firma 1|unternehmensname",
    "job_title": "position|beruf|funktion|tätigkeit|stellung|berufsbezeichnung|jobtitel",
    "kind": "kundenart|kundentyp|art des kunden|kontaktart|kontakttyp",
    "email": "e-mail|email|mail|e-mail-adresse|mailadresse|emailadresse|e-mail adressen|elektronische post|primäre e-mail-adresse|"
    "haupt e-mail|email kunde|e-mail kunde|e-mail: adresse|e-mail 1",
    "email.home": "e-mail privat|private e-mail|e-mail (privat)|privatmail",
    "email.work": "e-mail geschäftlich|geschäftliche e-mail|e-mail dienstlich|e-mail arbeit|firmenmail|e-mail büro",
    "email.billing": "rechnungs-e-mail|e-mail rechnung|rechnungsmail",
    "email.other": "weitere e-mail|zweite e-mail|alternative e-mail|sekundäre e-mail-adresse|weitere e-mail-adresse",
    "email#2": "e-mail 2: adresse|e-mail 2",
    "email#3": "e-mail 3: adresse|e-mail 3",
    "phone": "telefon|telefonnummer|tel|tel.|rufnummer|tel.-nr.|telefonnr|fon|telnr|tel nr|telephon|telefon nr|telefone|"
    "telefonnummern|kontaktnummer",
    "phone.mobile": "handy|mobil|mobiltelefon|handynummer|mobilnummer|mobiltelefonnummer|handy nr|handynr|natel|mobilfunk|"
    "mobil-tel.|mobiltel|telefon mobil|tel mobil|funktelefon|mobil-tel.-nr.|mobilnr|funk",
    "phone.home": "telefon privat|privattelefon|festnetz|telefon (privat)|tel privat|festnetznummer|telefon festnetz|"
    "telefon zuhause|telefon abends|privat telefon|privatnummer|haustelefon",
    "phone.work": "telefon geschäftlich|geschäftstelefon|telefon dienstlich|dienstlich|telefon büro|telefon arbeit|telefon firma|"
    "tel geschäft|telefon (geschäftlich)|firmentelefon|tel dienst|diensttelefon|bürotelefon|durchwahl|"
    "telefon tagsüber|tel. g|telefon g",
    "phone.main": "haupttelefon|hauptnummer|zentrale",
    "phone.fax": "fax|faxnummer|telefax|fax geschäftlich|fax privat|fax-nr.|weiteres fax",
    "phone.other": "weiteres telefon|autotelefon|telefon assistent|pager|notfallnummer|rückmeldung|weitere telefonnummer|"
    "telefon 2|tel 2|zweite telefonnummer|pagernummer|isdn|telex|telefon für hörbehinderte",
    "address.full": "adresse|anschrift|postanschrift|wohnadresse|postadresse|vollständige adresse|wohnanschrift|adresse komplett",
    "address.street": "straße|strasse|str|straße hausnr|straße und hausnummer|strasse nr|straße nr|straße/nr.|straße hausnummer|"
    "str. nr.|adresszeile 1|adresse 1|strassenname|straße 1|str hausnr|straße/hausnr.|straße + nr",
    "address.street2": "adresszusatz|adresszeile 2|adresse 2|zusatz|straße 2|wohnung|anschriftenzusatz|c/o|stiege tür",
    "address.street3": "adresszeile 3|straße 3|adresse 3",
    "address.house_number": "hausnummer|hausnr|haus nr|nr",
    "address.po_box": "postfach",
    "address.city": "ort|stadt|wohnort|ortschaft|gemeinde|stadt ort",
    "address.region": "bundesland|kanton|region|land kanton|bundesland/kanton|bundesstaat|provinz|bezirk|landkreis",
    "address.postal_code": "plz|postleitzahl|p l z",
    "address.country": "land|staat|land/region|länderkennzeichen|lkz|nation|ländercode|landkz",
    "address.city_postal": "plz ort|plz/ort|plz, ort|plz und ort|plz stadt|plz wohnort|postleitzahl ort|postleitzahl und ort",
    "address.future.full": "neue adresse|künftige adresse|zukünftige adresse|neue anschrift",
    "address.future.starts_on": "umzug am|umzugsdatum|gültig ab|neue adresse ab",
    "birthday": "geburtstag|geburtsdatum|geb|geb.-datum|geboren am|geb. am|geb datum|geboren|gebdat|geburtsdat",
    "birthday.day": "geburtstag tag",
    "birthday.month": "geburtsmonat",
    "birthday.year": "geburtsjahr|jahrgang",
    "anniversary": "jahrestag|hochzeitstag|hochzeitsdatum|heiratsdatum|hochzeit am",
    "since": "kunde seit|seit|angelegt am|erfasst am|erstellt am|anlagedatum|erstkontakt|mitglied seit|erstellt|aufgenommen am|"
    "erstellungsdatum|erfassungsdatum|neukunde seit",
    "website": "webseite|website|homepage|internet|internetseite|webadresse|internetadresse|url",
    "language": "sprache|korrespondenzsprache",
    "source": "quelle|herkunft|aufmerksam geworden|aufmerksam durch|wie gefunden|wie aufmerksam geworden|woher|werbequelle|"
    "wie haben sie uns gefunden|lead quelle|akquise",
    "referred_by": "empfohlen von|empfohlen durch|empfehlung|empfehlung von|geworben von|vermittelt durch",
    "stage": "stufe|phase|status|kundenstatus",
    "do_not_contact": "nicht kontaktieren|kontaktsperre|keine werbung|gesperrt|werbesperre|kein kontakt|keine kontaktaufnahme",
    "text_consent": "sms erlaubt|sms einwilligung|sms ok|whatsapp erlaubt|einwilligung sms",
    "tags": "schlagwörter|schlagworte|stichwörter|stichworte|markierungen",
    "groups": "gruppe|gruppen|kategorie|kategorien|kundengruppe|verteiler|segment|gruppenzugehörigkeit",
    "notes": "notizen|notiz|bemerkung|bemerkungen|anmerkung|anmerkungen|kommentar|kommentare|hinweis|hinweise|beschreibung|"
    "info|infos|sonstiges|memo|zusatzinfo|nachricht|freitext",
    "external_id": "id|kennung|datensatz id|kontakt id|satznummer",
    "number": "kundennummer|kunden-nr.|kundennr|kd-nr.|kdnr|kunden nr|debitor|debitorennummer|mitgliedsnummer|kunden id",
    "children": "kinder|kind|namen der kinder|kindernamen|kinder namen|namen kinder",
    "relative.partner.name": "partner|partnerin|ehepartner|ehefrau|ehemann|partner/in|name partner|lebenspartner|ehegatte|"
    "name des partners|partner name|gatte|gattin",
    "relative.pet.name": "haustier|haustiere|hund|tier",
    "ignore": "grund|ablehnungsgrund",
}
