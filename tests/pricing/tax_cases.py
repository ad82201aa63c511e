"""Taxes computed by hand from the rules of the authorities, against which the engine is held.

Every case names the rule it is computed from and shows the computation; amounts are in the currency's major units. The
rates are those in force on the day of the case. Where a place is named, it stands for its combination of rates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from safelight.pricing.rules.exact import Rounding
from safelight.pricing.rules.items import ItemKind, TaxClass
from safelight.pricing.rules.taxes import Exemption, RoundOn, ShippingTax, TaxMode, TaxRate, TaxRegime
from tests.pricing.rules.making import rate

STANDARD, REDUCED, ZERO, EXEMPT = TaxClass.STANDARD, TaxClass.REDUCED, TaxClass.ZERO, TaxClass.EXEMPT


@dataclass(frozen=True)
class Sold:
    """A line: unit price, how many, its class."""

    price: str
    quantity: str = "1"
    tax_class: TaxClass = STANDARD
    kind: ItemKind = ItemKind.PRINT


@dataclass(frozen=True)
class Case:
    """What is sold under which regime, and what comes out."""

    name: str
    source: str
    computed: str
    currency: str
    regime: TaxRegime
    sold: tuple[Sold, ...]
    net: str
    taxes: dict[str, str]
    total: str
    cash: str = ""
    on: date = date(2026, 5, 4)
    percent_off: str = ""
    exemption: Exemption | None = None


def _us(*rates: TaxRate, round_on: RoundOn = RoundOn.DOCUMENT, combined: bool = True) -> TaxRegime:
    return TaxRegime("US", TaxMode.ADDED, rates, round_on, combined=combined, country="US")


def _ca(*rates: TaxRate) -> TaxRegime:
    return TaxRegime("CA", TaxMode.DUAL, rates, country="CA")


def _in(
    country: str, *rates: TaxRate, round_on: RoundOn = RoundOn.DOCUMENT, rounding: Rounding = Rounding.HALF_UP
) -> TaxRegime:
    return TaxRegime(
        country, TaxMode.INCLUDED, rates, round_on, rounding, shipping=ShippingTax.LIKE_GOODS, country=country
    )


_ERIE = (rate("STATE", "4"), rate("COUNTY", "4.75", order=1))
_TEXAS = (rate("STATE", "6.25"), rate("LOCAL", "2", order=1))
_LA = (rate("STATE", "7.25"), rate("DISTRICT", "2.25", order=1))
_GST = rate("GST", "5")
_UK = (rate("VAT", "20"), rate("VAT", "5", REDUCED), rate("VAT", "0", ZERO))
_DE = (
    rate("VAT", "19", valid_until=date(2020, 6, 30)),
    rate("VAT", "16", valid_from=date(2020, 7, 1), valid_until=date(2020, 12, 31)),
    rate("VAT", "19", valid_from=date(2021, 1, 1)),
    rate("VAT", "7", REDUCED),
)
_AU = (rate("GST", "10"), rate("GST", "0", ZERO))
_NS = (
    rate("HST", "15", valid_until=date(2025, 3, 31)),
    rate("HST", "14", valid_from=date(2025, 4, 1)),
)

CASES = (
    Case(
        "US New York, Erie County: state and county on a portrait print",
        "New York Tax Law § 1105(a) (state 4 %), § 1210 (county); tax rounded on the sum of both, half a cent up",
        "179.99 × 8.75 % = 15.749125 → 15.75, of which 4 % = 7.1996 and 4.75 % = 8.549525",
        "USD", _us(*_ERIE), (Sold("179.99"),), "179.99", {"STATE": "7.20", "COUNTY": "8.55"}, "195.74",
    ),
    Case(
        "US Texas: state and local are rounded together",
        "Texas Tax Code § 151.051 (6.25 %) and chapter 321 (local, at most 2 %); Streamlined Sales and Use Tax Agreement § 324 has the same rule",
        "1.25 × 8.25 % = 0.103125 → 0.10; apart it would be 0.08 + 0.03",
        "USD", _us(*_TEXAS), (Sold("1.25"),), "1.25", {"STATE": "0.08", "LOCAL": "0.02"}, "1.35",
    ),
    Case(
        "US Texas: the same, each tax rounded by itself",
        "the other way of reckoning, for places that ask for it",
        "1.25 × 6.25 % = 0.078125 → 0.08; 1.25 × 2 % = 0.025 → 0.03",
        "USD", _us(*_TEXAS, combined=False), (Sold("1.25"),), "1.25", {"STATE": "0.08", "LOCAL": "0.03"}, "1.36",
    ),
    Case(
        "US California: the sitting fee is part of the taxed sale of prints",
        "California Revenue and Taxation Code § 6051 ff.; Sales and Use Tax Regulation 1528 (photographers); district taxes part 1.6",
        "150 + 3 × 45 = 285; 285 × 9.5 % = 27.075 → 27.08 (7.25 % = 20.6625, 2.25 % = 6.4125)",
        "USD", _us(*_LA), (Sold("150", kind=ItemKind.SESSION_FEE), Sold("45", "3")), "285.00",
        {"STATE": "20.67", "DISTRICT": "6.41"}, "312.08",
    ),
    Case(
        "US California: pictures sent electronically are not taxed, prints are",
        "Sales and Use Tax Regulation 1528 with 1502(f)(1)(D): no tangible property is transferred",
        "100 × 7.25 % = 7.25; the files are outside the tax",
        "USD", _us(rate("STATE", "7.25")), (Sold("100"), Sold("300", tax_class=EXEMPT)), "400.00", {"STATE": "7.25"}, "407.25",
    ),
    Case(
        "US New York: a discount on the order lowers what is taxed in proportion",
        "New York Tax Law § 1101(b)(3): a discount of the seller lowers the taxed receipt",
        "10 % of 300 = 30, of which 10 on the print: 90 × 8.75 % = 7.875 → 7.88 (4 % = 3.60, 4.75 % = 4.275)",
        "USD", _us(*_ERIE), (Sold("100"), Sold("200", tax_class=EXEMPT)), "270.00", {"STATE": "3.60", "COUNTY": "4.28"}, "277.88",
        percent_off="10",
    ),
    Case(
        "US New York: a school with a certificate pays no tax",
        "New York Tax Law § 1116 (exempt organizations)",
        "500 and nothing",
        "USD", _us(*_ERIE), (Sold("500"),), "500.00", {}, "500.00", exemption=Exemption("ST-119.1"),
    ),
    Case(
        "US New York: rounded on every line",
        "Streamlined Sales and Use Tax Agreement § 324(A): the seller may reckon on the item or on the invoice",
        "0.99 × 8.75 % = 0.086625 → 0.09, three times (4 % = 0.0396, 4.75 % = 0.047025)",
        "USD", _us(*_ERIE, round_on=RoundOn.LINE), (Sold("0.99"),) * 3, "2.97", {"STATE": "0.12", "COUNTY": "0.15"}, "3.24",
    ),
    Case(
        "US New York: rounded on the invoice",
        "likewise",
        "2.97 × 8.75 % = 0.259875 → 0.26 (4 % = 0.1188, 4.75 % = 0.141075)",
        "USD", _us(*_ERIE), (Sold("0.99"),) * 3, "2.97", {"STATE": "0.12", "COUNTY": "0.14"}, "3.23",
    ),
    Case(
        "Canada, British Columbia: GST and PST, both on the price",
        "Excise Tax Act s. 165(1) (5 %); Provincial Sales Tax Act (British Columbia) s. 34 (7 %)",
        "249.99 × 5 % = 12.4995 → 12.50; × 7 % = 17.4993 → 17.50",
        "CAD", _ca(_GST, rate("PST", "7", order=1)), (Sold("249.99"),), "249.99", {"GST": "12.50", "PST": "17.50"}, "279.99", "280.00",
    ),
    Case(
        "Canada, British Columbia: a service without goods bears GST alone",
        "Provincial Sales Tax Act (British Columbia): PST is on goods, software and listed services; the session fee is none of them",
        "GST 400 × 5 % = 20.00; PST 100 × 7 % = 7.00",
        "CAD", _ca(_GST, rate("PST", "7", order=1), rate("GST", "5", REDUCED)),
        (Sold("300", tax_class=REDUCED, kind=ItemKind.SESSION_FEE), Sold("100")), "400.00", {"GST": "20.00", "PST": "7.00"}, "427.00",
    ),
    Case(
        "Canada, Saskatchewan: GST and PST",
        "Excise Tax Act s. 165(1); Provincial Sales Tax Act (Saskatchewan) s. 5 (6 %); half a cent goes up",
        "100.10 × 5 % = 5.005 → 5.01; × 6 % = 6.006 → 6.01",
        "CAD", _ca(_GST, rate("PST", "6", order=1)), (Sold("100.10"),), "100.10", {"GST": "5.01", "PST": "6.01"}, "111.12", "111.10",
    ),
    Case(
        "Canada, Manitoba: GST and RST",
        "Excise Tax Act s. 165(1); Retail Sales Tax Act (Manitoba) s. 2 (7 %)",
        "59.95 × 5 % = 2.9975 → 3.00; × 7 % = 4.1965 → 4.20",
        "CAD", _ca(_GST, rate("RST", "7", order=1)), (Sold("59.95"),), "59.95", {"GST": "3.00", "RST": "4.20"}, "67.15",
    ),
    Case(
        "Canada, Québec: QST on the price without GST",
        "Excise Tax Act s. 165(1); Act respecting the Québec sales tax s. 16 (9.975 % since 1 January 2013)",
        "19.99 × 5 % = 0.9995 → 1.00; × 9.975 % = 1.9940025 → 1.99",
        "CAD", _ca(_GST, rate("QST", "9.975", order=1)), (Sold("19.99"),), "19.99", {"GST": "1.00", "QST": "1.99"}, "22.98", "23.00",
    ),
    Case(
        "Canada, Québec in 2012: QST on top of GST",
        "Act respecting the Québec sales tax s. 16 as it was: 9.5 % of the price with GST",
        "100 × 5 % = 5; 105 × 9.5 % = 9.975 → 9.98",
        "CAD", _ca(_GST, rate("QST", "9.5", order=1, compound=True)), (Sold("100"),), "100.00", {"GST": "5.00", "QST": "9.98"}, "114.98",
        on=date(2012, 6, 1),
    ),
    Case(
        "Canada, Ontario: HST, paid in cash",
        "Excise Tax Act s. 165(2) (13 %); Department of Finance: cash totals to five cents since 2013",
        "129.95 × 13 % = 16.8935 → 16.89; 146.84 in cash 146.85",
        "CAD", _ca(rate("HST", "13")), (Sold("129.95"),), "129.95", {"HST": "16.89"}, "146.84", "146.85",
    ),
    Case(
        "Canada, Nova Scotia: the last day of 15 %", "Excise Tax Act s. 165(2); Nova Scotia HST 14 % from 1 April 2025",
        "200 × 15 % = 30", "CAD", _ca(*_NS), (Sold("200"),), "200.00", {"HST": "30.00"}, "230.00", on=date(2025, 3, 31),
    ),
    Case(
        "Canada, Nova Scotia: the first day of 14 %", "likewise",
        "200 × 14 % = 28", "CAD", _ca(*_NS), (Sold("200"),), "200.00", {"HST": "28.00"}, "228.00", on=date(2025, 4, 1),
    ),
    Case(
        "United Kingdom: VAT is a sixth of the price", "Value Added Tax Act 1994 s. 2(1), 19(2)",
        "120 ÷ 6 = 20", "GBP", _in("GB", *_UK), (Sold("120"),), "100.00", {"VAT": "20.00"}, "120.00",
    ),
    Case(
        "United Kingdom: half a penny goes up", "likewise; HMRC VAT guide (notice 700) on rounding",
        "99.99 ÷ 6 = 16.665 → 16.67", "GBP", _in("GB", *_UK), (Sold("99.99"),), "83.32", {"VAT": "16.67"}, "99.99",
    ),
    Case(
        "United Kingdom: half a penny to the even one", "the engine's other rounding, for authorities and books that ask for it",
        "99.99 ÷ 6 = 16.665 → 16.66", "GBP", _in("GB", *_UK, rounding=Rounding.HALF_EVEN), (Sold("99.99"),), "83.33",
        {"VAT": "16.66"}, "99.99",
    ),
    Case(
        "United Kingdom: a printed book is zero-rated, a print is not", "Value Added Tax Act 1994 schedule 8 group 3",
        "45 ÷ 6 = 7.50; the book bears 0 %", "GBP", _in("GB", *_UK), (Sold("60", tax_class=ZERO), Sold("45")), "97.50",
        {"VAT": "7.50"}, "105.00",
    ),
    Case(
        "Germany: 19 % included", "UStG § 10 Abs. 1, § 12 Abs. 1", "119 × 19/119 = 19", "EUR", _in("DE", *_DE), (Sold("119"),),
        "100.00", {"VAT": "19.00"}, "119.00",
    ),
    Case(
        "Germany: 19 and 7 % on one invoice", "UStG § 12 Abs. 1 and 2", "119 × 19/119 = 19; 107 × 7/107 = 7", "EUR",
        _in("DE", *_DE), (Sold("119"), Sold("107", tax_class=REDUCED)), "200.00", {"VAT": "26.00"}, "226.00",
    ),
    Case(
        "Germany: 16 % in the second half of 2020", "UStG § 28 Abs. 1 (Zweites Corona-Steuerhilfegesetz)", "116 × 16/116 = 16", "EUR",
        _in("DE", *_DE), (Sold("116"),), "100.00", {"VAT": "16.00"}, "116.00", on=date(2020, 9, 1),
    ),
    Case(
        "Germany: rounded once on the invoice", "UStDV § 33; UStG § 14: both ways are allowed",
        "29.97 × 19/119 = 4.785126 → 4.79", "EUR", _in("DE", *_DE), (Sold("9.99"),) * 3, "25.18", {"VAT": "4.79"}, "29.97",
    ),
    Case(
        "Germany: rounded on every line", "likewise", "9.99 × 19/119 = 1.595042 → 1.60, three times", "EUR",
        _in("DE", *_DE, round_on=RoundOn.LINE), (Sold("9.99"),) * 3, "25.17", {"VAT": "4.80"}, "29.97",
    ),
    Case(
        "Germany: a tenth off", "UStG § 17: a reduction of the price reduces the tax", "199 − 19.90 = 179.10; × 19/119 = 28.595798 → 28.60", "EUR",
        _in("DE", *_DE), (Sold("199"),), "150.50", {"VAT": "28.60"}, "179.10", percent_off="10",
    ),
    Case(
        "Germany: shipping shares the rates of the goods", "UStAE Abschn. 3.10 (Nebenleistung)",
        "9.90 × 119/226 = 5.21, the rest 4.69; (119 + 5.21) × 19/119 = 19.8318 → 19.83; (107 + 4.69) × 7/107 = 7.3068 → 7.31", "EUR",
        _in("DE", *_DE), (Sold("119"), Sold("107", tax_class=REDUCED), Sold("9.90", kind=ItemKind.SHIPPING)), "208.76",
        {"VAT": "27.14"}, "235.90",
    ),
    Case(
        "Germany: an exempt client pays the net price", "UStG § 4 Nr. 7 (diplomatic missions, forces)", "119 ÷ 1.19 = 100", "EUR",
        _in("DE", *_DE), (Sold("119"),), "100.00", {}, "100.00", exemption=Exemption("attestation"),
    ),
    Case(
        "Australia: GST is an eleventh of the price", "A New Tax System (Goods and Services Tax) Act 1999 s. 9-70, 9-75",
        "385 ÷ 11 = 35", "AUD", _in("AU", *_AU), (Sold("385"),), "350.00", {"GST": "35.00"}, "385.00",
    ),
    Case(
        "Australia: rounded to the cent, paid in cash to five", "GST Act s. 9-90; Royal Australian Mint on rounding of cash",
        "49.98 ÷ 11 = 4.543636 → 4.54; in cash 50.00", "AUD", _in("AU", *_AU), (Sold("49.98"),), "45.44", {"GST": "4.54"}, "49.98", "50.00",
    ),
    Case(
        "Australia: GST-free beside taxed", "GST Act division 38", "99.95 ÷ 11 = 9.086364 → 9.09", "AUD", _in("AU", *_AU),
        (Sold("99.95"), Sold("20", tax_class=ZERO)), "110.86", {"GST": "9.09"}, "119.95",
    ),
    Case(
        "New Zealand: three twenty-thirds", "Goods and Services Tax Act 1985 s. 8(1), 10(2)", "49.97 × 3/23 = 6.517826 → 6.52; in cash 50.00", "NZD",
        _in("NZ", rate("GST", "15")), (Sold("49.97"),), "43.45", {"GST": "6.52"}, "49.97", "50.00",
    ),
    Case(
        "Switzerland: 8.1 %, in cash to five Rappen", "MWSTG art. 25; WZG art. 2", "47.93 × 8.1/108.1 = 3.591462 → 3.59; in cash 47.95", "CHF",
        _in("CH", rate("VAT", "8.1")), (Sold("47.93"),), "44.34", {"VAT": "3.59"}, "47.93", "47.95",
    ),
    Case(
        "Sweden: 25 %, in cash to the krona", "Mervärdesskattelagen 9 kap.; lag 1970:1029", "149.50 × 25/125 = 29.90; in cash 150", "SEK",
        _in("SE", rate("VAT", "25")), (Sold("149.50"),), "119.60", {"VAT": "29.90"}, "149.50", "150.00",
    ),
    Case(
        "Japan: a currency without cents", "Consumption Tax Act art. 29", "5480 × 10/110 = 498.18 → 498", "JPY",
        _in("JP", rate("CT", "10")), (Sold("5480"),), "4982", {"CT": "498"}, "5480",
    ),
    Case(
        "Kuwait: no tax, three decimals", "there is no value added tax", "12.345 and nothing", "KWD", TaxRegime(), (Sold("12.345"),), "12.345", {}, "12.345",
    ),
)  # fmt: skip
