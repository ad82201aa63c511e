"""Short forms of first names in the languages studios meet, each with the full form it stands for.

All are written folded (see ``rules.names.fold``). A short form that serves several names (Alex, Sam, Chris)
stands for itself here, so that Alexander and Alexandra are not taken for one person.
"""

from __future__ import annotations

from typing import Final

_FORMS: Final = """
william: bill billy will willy willie liam wilhelm guillaume guglielmo guillermo guilherme willem
elisabeth: elizabeth liz lizzie lizzy beth betty bettina eliza elise elsa lisa lisbeth isabel isabelle isabella elisabetta
johannes: john johnny jon jack hans hannes johann jan ivan jean juan giovanni gianni joao ioannis johan
robert: bob bobby rob robbie bert roberto
richard: rick ricky dick rich riccardo ricardo
james: jim jimmy jamie jacob jakob jacques giacomo jaime diego santiago iakov
charles: charlie chuck karl carl carlos carlo karel
henry: harry hank heinrich heinz henri enrico enrique hendrik
edward: ed eddie ted teddy eduard edoardo eduardo
joseph: joe joey josef sepp pepe jose giuseppe beppe jozef
michael: mike mick mickey michel michele miguel mikhail misha michal
margaret: maggie meg peggy marge margarete margarethe marguerite margherita margarita greta gretel grete gretchen
catherine: cathy kate katie kathy kathryn katherine katharina kathrin katrin katja caterina catalina ekaterina katya karin
anna: ann anne annie anni anya anja hannah hanna ana
maria: mary marie mia mimi moll molly polly marija
thomas: tom tommy tomas tommaso
anthony: tony anton antonio antoine antonius toni
andrew: andy drew andreas andre andrea andrej andres andrei
matthew: matt matty matthias mathias mattias matteo mathieu mateo
daniel: dan danny dani daniele
david: dave davey davide
stephen: steve steven stefan stephan stefano etienne esteban
peter: pete pietro pierre pedro piet pjotr pyotr petr
paul: paolo pablo pavel
francis: frank franz francesco francisco francois franco paco frankie fran
frederick: fred freddy freddie friedrich fritz federico frederic frederik
george: georg jorg juergen jurgen georges giorgio jorge jordi yuri georgios
gregory: greg gregor gregorio
lawrence: larry laurence lorenz lorenzo laurent lars
louis: lou ludwig luis luigi lewis lodewijk
nicholas: nick nicky nico nikolaus klaus claus nicolas nicola niklas nikolai kolya
theodore: theo theodor teodoro fyodor
timothy: tim timmy timotheus
joshua: josh
benjamin: ben benny benni beniamino
nathaniel: nate nathan nat
susan: sue susie suzy susanne susanna suzanne
barbara: barb babs barbie
deborah: deb debbie debra
jennifer: jen jenny jenn
jessica: jess jessie
patricia: pat patty trish tricia
rebecca: becky becca rebekka
victoria: vicky tori viktoria vittoria
dorothy: dot dottie dorothea doris dora
helen: helena helene nell nellie elena ellen lena eleni yelena
eleanor: ellie nora leonore leonora
alice: alicia alix
charlotte: lottie lotte carlotta
christine: tina christina kristin kirsten cristina christiane
caroline: carolyn carrie karoline carolina karolina
magdalena: madeleine magda leni madeline maddalena
theresa: terry tess teresa therese terezia
johanna: joan joanna jo jane janet jeanne giovanna juana hanne
gabriel: gabe gabriele
alexander: alessandro alejandro alexandre aleksandr sasha sandro xander
alexandra: sandra alessandra alejandra alexa
christopher: kit christoph cristoforo christophe kristof
sebastian: basti sebastien sebastiano
maximilian: max massimiliano
leonhard: leonard leo lenny leonardo lennart
zachary: zach zack zacharias
ronald: ron ronnie ronny
donald: don donnie
kenneth: ken kenny
raymond: ray raimund raimondo
samuel: sammy samuele
walter: walt wally gualtiero
albert: al bertie alberto albrecht
philip: phil philipp philippe filippo felipe filip
vincent: vince vinnie vincenzo vicente
wolfgang: wolf wolfi
ulrich: uli ulli
dietrich: dieter dirk
siegfried: sigi siggi
gerhard: gerd gert gerard gerardo
mark: marc marcus markus marco marcos
luke: lukas lucas luca luc
natalie: natalia natasha nathalie
irene: irina ira
eugene: gene eugen evgeny
"""


def _read() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in _FORMS.strip().splitlines():
        full, _, short = line.partition(":")
        known.setdefault(full, full)
        for form in short.split():
            known.setdefault(form, full)
    return known


_FULL: Final = _read()


def full_form(first_name: str) -> str:
    """Return the full form of a folded first name, or the name itself."""
    return _FULL.get(first_name, first_name)


def same_first_name(one: str, other: str) -> bool:
    """Say whether two folded first names may be short forms of the same one."""
    return full_form(one) == full_form(other)


def known_first_names() -> tuple[str, ...]:
    """Return every folded first name that is known here, short and full."""
    return tuple(_FULL)
