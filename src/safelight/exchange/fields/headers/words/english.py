"""English headers."""

from __future__ import annotations

from typing import Final

HEADERS: Final[dict[str, str]] = {
    "first_name": "first name|given name|forename|fname|first|christian name|client first name|customer first name|"
    "contact first name|preferred name first|bill first name|primary first name",
    "middle_name": "middle name|middle names|additional name|additional names|middle initial|mi|mname|middle|second name",
    "last_name": "last name|surname|family name|lname|last|client last name|customer last name|contact last name|"
    "bill last name|second surname|primary last name|familyname",
    "prefix": "prefix|name prefix|salutation|honorific|mr mrs|mr mrs ms|courtesy title|name title|title prefix",
    "suffix": "suffix|name suffix",
    "nickname": "nickname|nick name|preferred name|known as|goes by|short name|alias",
    "full_name": "full name|display name|contact name|client name|customer name|name of client|name of customer|client|"
    "customer|contact|person|fullname|guest name|buyer|buyer name|attendee|primary contact|client full name|"
    "customer full name|first and last name|first last|primary contact name|client names|names|your name|"
    "main contact|main contact name|lead name|subscriber|member name|student name|bill to name|billing name",
    "full_name_last_first": "last first|last name first name|last name, first name|surname first name|surname, first name|"
    "last, first|name last first|file as|lastname firstname",
    "organization": "organization|organisation|company|company name|business|business name|organization name|"
    "organisation name|employer|firm|account name|account|agency|school|school name|studio|club|"
    "associated company|company organization|default address company",
    "job_title": "job title|title|position|role|occupation|profession|organization title|jobtitle|designation",
    "kind": "kind|client type|customer type|contact type|type of client|record type|account type",
    "email": "email|e-mail|mail|email address|e-mail address|mail address|emails|email addresses|emailaddress|client email|"
    "customer email|contact email|primary email|main email|email primary|your email|email id|e mail addresses|"
    "preferred email|primary email address|bill email|mailaddress|main e mail",
    "email.home": "personal email|home email|private email|email home|email personal|personal email address",
    "email.work": "work email|business email|office email|company email|email work|work email address",
    "email.other": "other email|secondary email|alternate email|additional email|cc email|alternative email|alt email|"
    "email other|email alternate|second email",
    "email#2": "email 2|e-mail 2|email address 2|e-mail 2 address|email 2 address",
    "email#3": "email 3|e-mail 3|email address 3|e-mail 3 address|email 3 address",
    "phone": "phone|phone number|telephone|telephone number|tel|tel no|phone no|phones|contact number|contact phone|"
    "client phone|customer phone|phone numbers|ph|your phone|phonenumber|tel number|default address phone|phone s",
    "phone.mobile": "mobile|mobile phone|cell|cell phone|cellular|mobile number|mobile no|cellphone|cell number|mob|"
    "mobile phone number|text number|sms|sms number|iphone|cell no|mobilephone|phone mobile|phone cell|"
    "handphone|hp no",
    "phone.home": "home phone|home tel|home number|telephone home|home telephone|landline|land line|phone home|"
    "evening phone|night phone|private phone|home phone number",
    "phone.work": "work phone|business phone|office phone|company phone|phone work|phone business|daytime phone|day phone|"
    "work number|work telephone|office|office number|work phone number|business phone number|"
    "company main phone|business telephone",
    "phone.main": "main phone|primary phone|primary phone number|main number|main telephone|default phone|preferred phone",
    "phone.fax": "fax|fax number|business fax|home fax|other fax|facsimile|work fax|fax no",
    "phone.other": "other phone|alternate phone|alt phone|secondary phone|alternative phone|additional phone|alt phone number|"
    "phone other|car phone|pager|pager number|assistant phone|callback|radio phone|emergency phone|second phone",
    "phone#2": "phone 2|phone number 2|telephone 2|tel 2",
    "address.full": "address|full address|mailing address|postal address|home address|residential address|complete address|"
    "location|address formatted|contact address|addr|address block|client address|customer address|"
    "primary address|current address|formatted address",
    "address.street": "street|street address|address 1|address line 1|street 1|line 1|road|address street|street name|addr 1|"
    "home street|address line|streetaddress|street line 1|default address address 1|mailing street|"
    "mailing address 1|mailing address line 1|address line one",
    "address.street2": "street 2|address 2|address line 2|apt|apartment|unit|suite|apt suite|line 2|address street 2|addr 2|"
    "apt unit|apartment suite|street line 2|default address address 2|flat|extended address|apt no|unit number|"
    "mailing address line 2|address line two|building",
    "address.street3": "street 3|address 3|address line 3|line 3|addr 3",
    "address.house_number": "house number|house no|street number|street no|building number",
    "address.po_box": "po box|p o box|post office box|pobox|postbox",
    "address.city": "city|town|suburb|locality|city town|town city|mailing city|default address city|city name|"
    "village|address city",
    "address.region": "state|province|region|county|state province|province state|state region|state code|province code|"
    "prefecture|mailing state|default address province|default address province code|territory|"
    "state or province|address state|canton|st",
    "address.postal_code": "zip|zip code|postal code|postcode|post code|zipcode|zip postal|zip postal code|postal|"
    "postal zip|pin code|pincode|mailing zip|default address zip|zip or postal code|postal zip code|"
    "zip code postal code|eircode|mailing postal code|address zip",
    "address.country": "country|country region|country name|nation|mailing country|default address country|address country|"
    "default address country code|country code|country territory",
    "address.city_postal": "city state zip|city zip|zip city|city state postal code|city state|town postcode|city st zip|"
    "city and zip|postcode town|postcode city|city postcode",
    "address.future.full": "new address|future address|moving to|next address",
    "address.future.starts_on": "moving date|move date|new address from|address valid from|future address from",
    "birthday": "birthday|birth date|date of birth|dob|birthdate|born|bday|b day|born on|client birthday|d o b",
    "birthday.day": "birth day|day of birth|birthday day|dob day",
    "birthday.month": "birth month|month of birth|birthday month|dob month",
    "birthday.year": "birth year|year of birth|birthday year|dob year",
    "anniversary": "anniversary|wedding anniversary|anniversary date|wedding date|date of wedding|marriage date|married on",
    "since": "since|client since|customer since|member since|date added|created|created at|date created|create date|"
    "creation date|joined|signup date|first visit|first seen|added on|created date|created on|date joined|added|"
    "created time|registration date|registered|enquiry date|inquiry date|lead date|client created|connected on",
    "website": "website|web site|web page|url|homepage|home page|web|site|blog|company website|website url|webpage|www|"
    "personal web page",
    "language": "language|preferred language|lang|locale|correspondence language",
    "source": "source|lead source|referral source|how did you hear about us|how did you hear|how they found us|"
    "marketing source|origin|original source|heard about us|how did you find us|creation source|found via|"
    "client source|how found|heard from|advertising source",
    "referred_by": "referred by|referrer|referral|recommended by|referred from|referral name|referred|refered by",
    "stage": "stage|lead stage|lifecycle stage|status|lead status|client status|pipeline stage|contact status|"
    "customer status|contact stage",
    "do_not_contact": "do not contact|dnc|no contact|do not mail|blocked|unsubscribed from all|do not solicit|never contact",
    "text_consent": "text consent|sms consent|text opt in|sms opt in|ok to text|can text|accepts sms marketing|"
    "sms marketing consent|text permission|agrees to texts|allow text|allow sms|texts ok|sms ok|ok to sms",
    "tags": "tags|tag|keywords|labels|label",
    "groups": "groups|group|category|categories|segment|segments|list|lists|group membership|customer group|client group|"
    "contact groups|class",
    "notes": "notes|note|comments|comment|remarks|remark|memo|description|details|additional notes|internal notes|message|"
    "other info|additional information|misc|observations|about|customer notes|client notes|customer note|info",
    "external_id": "id|contact id|client id|record id|external id|uid|uuid|reference|reference id|guid|"
    "unique id|user id|system id|hubspot id|square customer id|record id contact|ref",
    "number": "client number|customer number|client no|customer no|account number|account no|client code|customer code|"
    "customer account|customer nr|cust no|acct no|file number|member number|customer id",
    "children": "children|kids|child names|children names|kids names|names of children|child|children s names|kid names|"
    "children birthdays|children and ages",
    "relative.partner.name": "spouse|partner|spouse name|partner name|husband|wife|husband name|wife name|significant other|"
    "fiance|fiancee|spouse partner|partner spouse|spouse s name|second contact|co client|partner full name",
    "relative.pet.name": "pet|pets|pet name|dog|dog name|pet names",
    "ignore": "reason|reason for refusal|refused because",
}
