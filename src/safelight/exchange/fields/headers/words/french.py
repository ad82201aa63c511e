"""French headers (France, Belgium, Switzerland, Canada)."""

from __future__ import annotations

from typing import Final

HEADERS: Final[dict[str, str]] = {
    "first_name": "prénom|prénoms|prénom du client|prénom usuel|prénom client",
    "middle_name": "deuxième prénom|autres prénoms|second prénom|2e prénom",
    "last_name": "nom de famille|nom usuel|patronyme|nom du client famille|nom famille",
    "prefix": "civilité|titre de civilité|titre|formule de politesse",
    "suffix": "suffixe",
    "nickname": "surnom|pseudo|diminutif",
    "full_name": "nom complet|nom du client|client|nom client|prénom nom|prénom et nom|contact|nom du contact|nom affiché|"
    "nom à afficher|personne",
    "full_name_last_first": "nom prénom|nom et prénom|nom, prénom|nom prénoms|nom & prénom|nom/prénom|classer sous",
    "organization": "société|entreprise|organisation|raison sociale|organisme|nom de la société|compagnie|nom de l'entreprise|"
    "établissement|école|association",
    "job_title": "fonction|profession|poste|titre du poste|métier|intitulé du poste",
    "kind": "type de client|type client",
    "email": "courriel|adresse e-mail|adresse mail|adresse de messagerie|e-mail|adresse électronique|mél|mail|adresse courriel|"
    "courrier électronique|adresse email|email client|messagerie",
    "email.home": "e-mail personnel|email personnel|courriel personnel|adresse e-mail personnelle|mail perso",
    "email.work": "e-mail professionnel|email professionnel|courriel professionnel|mail pro|email pro|e-mail bureau",
    "email.other": "autre e-mail|autre email|e-mail secondaire|adresse électronique secondaire",
    "email#2": "adresse de messagerie 2|adresse de messagerie n° 2|adresse e-mail 2",
    "email#3": "adresse de messagerie 3|adresse e-mail 3",
    "phone": "téléphone|numéro de téléphone|tél|tél.|n° de téléphone|n° tél|téléphones|téléphone client|no tél",
    "phone.mobile": "portable|téléphone portable|mobile|gsm|tél. mobile|téléphone mobile|tél portable|cellulaire|numéro de portable|"
    "n° portable|tél. portable|natel|tél. cellulaire",
    "phone.home": "téléphone domicile|tél. domicile|téléphone fixe|fixe|téléphone (domicile)|téléphone privé|tél privé|"
    "téléphone personnel|tél fixe|domicile téléphone|téléphone maison",
    "phone.work": "téléphone bureau|tél. bureau|téléphone professionnel|téléphone (bureau)|tél pro|téléphone société|tél. société|"
    "téléphone travail|bureau",
    "phone.main": "téléphone principal|numéro principal",
    "phone.fax": "télécopie|télécopieur|fax|télécopie (bureau)|télécopie (domicile)|télécopie bureau|télécopie domicile|autre télécopie|"
    "fax bureau",
    "phone.other": "autre téléphone|autre tél|téléphone 2|rappel|téléphone voiture|téléphone de l'assistant|récepteur de radiomessagerie",
    "address.full": "adresse|adresse postale|adresse complète|domicile|adresse du client|coordonnées|adresse de domicile",
    "address.street": "rue|adresse 1|adresse ligne 1|n° et rue|numéro et rue|voie|ligne d'adresse 1|adresse rue|numéro et voie",
    "address.street2": "rue 2|adresse 2|complément d'adresse|adresse ligne 2|complément|appartement|ligne d'adresse 2|bâtiment",
    "address.street3": "rue 3|adresse 3|adresse ligne 3",
    "address.house_number": "numéro de rue|n° de rue|n° rue",
    "address.po_box": "boîte postale|b.p.|case postale|bp",
    "address.city": "ville|commune|localité",
    "address.region": "département|région|canton|province|dép/région|état|état/province",
    "address.postal_code": "code postal|cp|npa|c.p.|code postal zip",
    "address.country": "pays|pays/région",
    "address.city_postal": "code postal et ville|code postal ville|cp ville|ville et code postal|cp/ville|npa localité|npa lieu",
    "address.future.full": "nouvelle adresse|future adresse",
    "address.future.starts_on": "date de déménagement|déménagement le",
    "birthday": "date de naissance|anniversaire|né le|née le|naissance|né(e) le|date naissance|ddn",
    "birthday.day": "jour de naissance",
    "birthday.month": "mois de naissance",
    "birthday.year": "année de naissance",
    "anniversary": "anniversaire de mariage|date de mariage|mariage le|anniversaire de mariage ou fête",
    "since": "client depuis|date de création|créé le|depuis|date d'ajout|date d'inscription|inscrit le",
    "website": "site web|site internet|page web|site|url",
    "language": "langue",
    "source": "origine|provenance|comment nous avez-vous connu|source|connu par",
    "referred_by": "recommandé par|parrain|référé par|parrainé par|critère de diffusion recommandé",
    "stage": "étape|statut|statut client",
    "do_not_contact": "ne pas contacter|liste rouge|opposition|ne plus contacter",
    "text_consent": "sms autorisé|accord sms|consentement sms|accepte les sms",
    "tags": "étiquettes|mots-clés|mots clés|étiquette|libellés",
    "groups": "groupe|groupes|catégorie|catégories|appartenance à un groupe",
    "notes": "remarques|remarque|commentaire|commentaires|observations|note|notes|informations complémentaires|divers",
    "external_id": "identifiant|id|référence",
    "number": "numéro client|n° client|code client|no client|numéro de client|référence client",
    "children": "enfants|enfant|prénoms des enfants|prénom des enfants|noms des enfants",
    "relative.partner.name": "conjoint|conjointe|époux|épouse|mari|femme|partenaire|nom du conjoint|conjoint(e)",
    "relative.pet.name": "animal|chien|animal de compagnie",
    "ignore": "motif|motif du refus|raison",
}
