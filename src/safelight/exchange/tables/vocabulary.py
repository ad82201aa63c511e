"""Words that column headers are made of, in the languages lists come in.

Only used to find the row that holds the headers; what a header means is decided elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TEXT: Final = """
name first last full middle given family surname forename nickname title prefix suffix salutation mr mrs
email e-mail mail phone telephone tel mobile cell fax home work business address street city town state province
region county country zip postal postcode code company organization organisation employer job department birthday
birth dob anniversary date created updated modified added note notes comment comments remarks tags tag group groups
category type status source website web url id number no customer client contact account price amount cost total
balance sku product item description quantity qty size currency tax gender sex language spouse partner child children
parent school grade class referral lead stage owner time
vorname nachname zuname familienname anrede titel firma unternehmen organisation straße strasse hausnummer adresse
anschrift plz postleitzahl ort stadt land bundesland telefon telefonnummer handy mobil mobiltelefon rufnummer
geburtstag geburtsdatum bemerkung bemerkungen notiz notizen kundennummer kunden kunde kundennr datum preis betrag
menge artikel bezeichnung beruf abteilung geschlecht sprache gruppe kategorie partner
nom prénom prenom civilité société entreprise rue ville pays région département téléphone portable courriel adresse
postal naissance anniversaire remarque remarques commentaire prix montant quantité client numéro
nombre apellido apellidos correo electrónico teléfono móvil movil celular dirección calle ciudad población provincia
país código postal cumpleaños nacimiento fecha empresa notas precio cantidad cliente observaciones
cognome nome indirizzo via città cap provincia telefono cellulare azienda compleanno nascita data prezzo quantità
note ragione sociale
voornaam achternaam tussenvoegsel straat huisnummer postcode woonplaats plaats telefoon telefoonnummer mobiel bedrijf
geboortedatum verjaardag opmerking opmerkingen prijs aantal klant klantnummer
sobrenome apelido telefone celular telemóvel endereço rua cidade estado país cep aniversário nascimento empresa
observações preço quantidade cliente
imię nazwisko telefon ulica miasto kraj firma uwagi jméno příjmení město ulice psč telefon poznámka
etunimi sukunimi puhelin sähköposti osoite postinumero kaupunki förnamn efternamn telefon gata ort postnummer
fornavn etternavn efternavn telefon gade vej by postnr adresse ad soyad telefon adres şehir
имя фамилия отчество телефон почта адрес город страна дата рождения компания примечание
名前 氏名 姓 名 姓名 名字 フリガナ ふりがな 電話 電話番号 携帯 メール メールアドレス 住所 郵便番号 会社 会社名 備考 生年月日
电话 手机 邮箱 电子邮件 地址 邮编 公司 备注 生日 電話 手機 信箱 電子郵件 郵遞區號 備註 이름 성 전화 전화번호 휴대폰 이메일 주소 우편번호 회사 메모
שם טלפון כתובת עיר دوא الاسم الهاتف العنوان المدينة البريد
"""


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(sign for sign in plain if not unicodedata.combining(sign)))


WORDS: Final = frozenset(_fold(word) for word in _TEXT.split())

_PARTS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def speaks_like_header(cell: str) -> bool:
    """Whether at least half of the words of a short text are words headers are made of."""
    folded = _fold(cell.strip())
    if folded in WORDS:
        return True
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cell)
    words = _PARTS.findall(_fold(spaced))
    if not words:
        return False
    return sum(word in WORDS for word in words) * 2 >= len(words)
