"""The header rows programs write, as one line each (parted by ``,`` or, where headers hold commas, ``|``)."""

from __future__ import annotations

GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,Name Prefix,Name Suffix,"
    "Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,"
    "Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,"
    "E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,"
    "Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
    "Address 1 - Extended Address,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,Relation 1 - Type,Relation 1 - Value,"
    "Website 1 - Type,Website 1 - Value,Event 1 - Type,Event 1 - Value,Custom Field 1 - Type,Custom Field 1 - Value"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,"
    "Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,"
    "Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Relation 1 - Label,Relation 1 - Value,"
    "Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)
OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,Business Street 3,"
    "Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home Street 2,Home Street 3,Home City,Home State,"
    "Home Postal Code,Home Country/Region,Other Street,Other City,Other State,Other Postal Code,Other Country/Region,Assistant's Phone,"
    "Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,"
    "Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,Assistant's Name,Billing Information,"
    "Birthday,Business Address PO Box,Categories,Children,Directory Server,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,"
    "E-mail 2 Type,E-mail 2 Display Name,E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,Hobby,"
    "Home Address PO Box,Initials,Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,Notes,Office Location,"
    "Organizational ID Number,Other Address PO Box,Priority,Private,Profession,Referred By,Sensitivity,Spouse,User 1,User 2,Web Page"
)
OUTLOOK_GERMAN = (
    "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,Straße geschäftlich,Straße geschäftlich 2,"
    "Straße geschäftlich 3,Ort geschäftlich,Region geschäftlich,Postleitzahl geschäftlich,Land/Region geschäftlich,Straße privat,"
    "Straße privat 2,Straße privat 3,Ort privat,Bundesland/Kanton privat,Postleitzahl privat,Land/Region privat,Weitere Straße,"
    "Weiterer Ort,Weitere Postleitzahl,Telefon Assistent,Fax geschäftlich,Telefon geschäftlich,Telefon geschäftlich 2,Rückmeldung,"
    "Autotelefon,Telefon Firma,Fax privat,Telefon privat,Telefon privat 2,ISDN,Mobiltelefon,Weiteres Fax,Weiteres Telefon,Pager,"
    "Haupttelefon,Mobiltelefon 2,Telex,Abrechnungsinformation,Benutzer 1,Beruf,Büro,E-Mail-Adresse,E-Mail-Typ,E-Mail: Angezeigter Name,"
    "E-Mail 2: Adresse,E-Mail 2: Typ,E-Mail 3: Adresse,Empfohlen von,Geburtstag,Geschlecht,Hobby,Initialen,Internet-Frei/Gebucht,Jahrestag,"
    "Kategorien,Kinder,Konto,Notizen,Ort,Partner,Postfach geschäftlich,Postfach privat,Privat,Reisekilometer,Sprache,Stichwörter,Webseite"
)
OUTLOOK_FRENCH = (
    "Titre|Prénom|Deuxième prénom|Nom|Suffixe|Société|Service|Titre1|Rue (bureau)|Rue (bureau) 2|Ville (bureau)|Dép/Région (bureau)|"
    "Code postal (bureau)|Pays/Région (bureau)|Rue (domicile)|Ville (domicile)|Code postal (domicile)|Pays/Région (domicile)|"
    "Télécopie (bureau)|Téléphone (bureau)|Téléphone 2 (bureau)|Téléphone (domicile)|Tél. mobile|Anniversaire|"
    "Anniversaire de mariage ou fête|Adresse de messagerie|Adresse de messagerie 2|Catégories|Enfants|Conjoint(e)|Langue|Notes|Page Web"
)
OUTLOOK_SPANISH = (
    "Tratamiento|Nombre|Segundo nombre|Apellidos|Sufijo|Organización|Departamento|Puesto|Calle del trabajo|Ciudad de trabajo|"
    "Provincia o estado de trabajo|Código postal del trabajo|País o región del trabajo|Calle del domicilio|Ciudad de residencia|"
    "Código postal de residencia|Fax del trabajo|Teléfono del trabajo|Teléfono móvil|Aniversario|Cumpleaños|Categorías|"
    "Dirección de correo electrónico|Dirección de correo electrónico 2|Notas|Página Web|Idioma"
)
OUTLOOK_ITALIAN = (
    "Titolo|Nome|Secondo nome|Cognome|Suffisso|Società|Reparto|Posizione|Via (uff.)|Città (uff.)|CAP (uff.)|Paese (uff.)|Via (ab.)|"
    "Città (ab.)|CAP (ab.)|Fax (uff.)|Telefono (uff.)|Cellulare|Compleanno|Anniversario|Categorie|Indirizzo di posta elettronica|Note|Coniuge"
)
OUTLOOK_DUTCH = (
    "Titel|Voornaam|Middelste naam|Achternaam|Achtervoegsel|Bedrijf|Afdeling|Functie|Werkadres, straat|Werkadres, plaats|"
    "Werkadres, postcode|Werkadres, land/regio|Huisadres, straat|Huisadres, plaats|Huisadres, postcode|Fax op werk|Telefoon op werk|"
    "Telefoon thuis|Mobiele telefoon|Verjaardag|Categorieën|E-mailadres|Notities|Partner|Webpagina"
)
OUTLOOK_PORTUGUESE = (
    "Título|Nome|Segundo nome|Sobrenome|Sufixo|Empresa|Departamento|Cargo|Rua comercial|Cidade comercial|CEP comercial|"
    "País/região comercial|Rua residencial|Cidade residencial|CEP residencial|Telefone comercial|Telefone residencial|Celular|Aniversário|"
    "Categorias|Endereço de email|Anotações|Cônjuge|Página da Web"
)
THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,Fax Number,Pager Number,"
    "Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,Home Country,Work Address,Work Address 2,Work City,"
    "Work State,Work ZipCode,Work Country,Job Title,Department,Organization,Web Page 1,Web Page 2,Birth Year,Birth Month,Birth Day,"
    "Custom 1,Custom 2,Custom 3,Custom 4,Notes"
)
THUNDERBIRD_GERMAN = (
    "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Messenger-Name,Tel. dienstlich,Tel. privat,"
    "Fax-Nummer,Pagernummer,Mobil-Tel.-Nr.,Privat: Adresse,Privat: Adresse 2,Privat: Ort,Privat: Bundesland,Privat: PLZ,Privat: Land,"
    "Dienstlich: Adresse,Dienstlich: Adresse 2,Dienstlich: Ort,Dienstlich: Bundesland,Dienstlich: PLZ,Dienstlich: Land,Arbeitstitel,"
    "Abteilung,Organisation,Webseite 1,Webseite 2,Geburtsjahr,Geburtsmonat,Geburtstag,Benutzerdef. 1,Notizen"
)
APPLE = "First,Last,Middle,Nickname,Company,Job Title,Phone (mobile),Phone (home),Email (home),Email (work),Address (home),Birthday,Note"
HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Contact owner,Associated Company,Last Activity Date,Lead Status,"
    "Create Date,Lifecycle Stage,Street Address,City,State/Region,Postal Code,Country/Region,Job Title,Website URL,Marketing contact status"
)
SALESFORCE = (
    "Id,IsDeleted,MasterRecordId,AccountId,LastName,FirstName,Salutation,Name,OtherStreet,OtherCity,MailingStreet,MailingCity,MailingState,"
    "MailingPostalCode,MailingCountry,Phone,Fax,MobilePhone,HomePhone,OtherPhone,Email,Title,Department,LeadSource,Birthdate,Description,"
    "OwnerId,HasOptedOutOfEmail,CreatedDate,SystemModstamp"
)
MAILCHIMP = (
    "Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,"
    "LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS"
)
SQUARE = (
    "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,Street Address 1,Street Address 2,City,State,"
    "Postal Code,Birthday,Memo,Square Customer ID,Creation Source,First Visit,Last Visit,Transaction Count,Total Spend,"
    "Email Subscription Status,Instant Profile"
)
SHOPIFY = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address Address2,"
    "Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,"
    "Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags"
)
QUICKBOOKS_DESKTOP = (
    "Active Status,Customer,Balance,Balance Total,Company,Mr./Ms./...,First Name,M.I.,Last Name,Primary Contact,Main Phone,Fax,Alt. Phone,"
    "Secondary Contact,Job Title,Main Email,Bill to 1,Bill to 2,Bill to 3,Bill to 4,Bill to 5,Ship to 1,Ship to 2,Customer Type,Terms,Rep,"
    "Resale Num,Account No.,Credit Limit,Job Status"
)
QUICKBOOKS_ONLINE = (
    "Customer,Company,Phone Numbers,Email,Billing Address,Shipping Address,Open Balance,Taxable,Attachments"
)
LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
SPECTRA = (
    "Client ID,First Name,Last Name,Spouse First,Spouse Last,Addressee,Salutation,Address 1,Address 2,City,State,Zip,Home Phone,Work Phone,"
    "Cell Phone,Email,Client Type,Client Since,Last Session,Lifetime Sales,How Found,Child 1,Child 1 Birthday,Child 2,Child 2 Birthday"
)
TAVE = "First Name,Last Name,Email,Cell Phone,Home Phone,Brand,Job Name,Job Type,Lead Source,Lead Status,Address Book,City,State,Postal Code"
HONEYBOOK = "First Name,Last Name,Full Name,Email Address,Phone Number,Project Name,Project Type,Project Date,Lead Source,Total Project Value,Booked Date"
STUDIO_NINJA = (
    "Client First Name,Client Last Name,Client Email,Client Phone,Partner First Name,Partner Last Name,Partner Email,Job Name,Job Type,"
    "Main Shoot Date,Lead Source,Job Status"
)
