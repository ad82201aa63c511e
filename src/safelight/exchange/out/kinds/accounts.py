"""What leaves of the studio itself, its places and its people."""

from safelight.accounts.models import ApiKey, Invitation, Location, Membership, Role, Seat, Studio, User
from safelight.exchange.out.record_kinds import RecordKind, export, leave_out

export(
    RecordKind(
        name="studio",
        model=Studio,
        sheet="Studio",
        label="name",
        studio_column="id",
        born_with_studio=True,
        headers={"is_demo": "Demo studio"},
    )
)
export(
    RecordKind(
        name="people",
        model=User,
        sheet="People",
        label=("name", "email"),
        studio_column="",
        # A person may work in several studios, so the table has no studio of its own. Never what they sign in with.
        only="t.id in (select m.user_id from accounts_membership m where m.studio_id = {studio})",
        computed=frozenset({"password", "last_login", "is_active"}),
        born_with_studio=True,
        headers={"date_joined": "Known since"},
    )
)
export(RecordKind(name="roles", model=Role, sheet="Roles", label="name", born_with_studio=True))
export(RecordKind(name="locations", model=Location, sheet="Locations", label="name", born_with_studio=True))
export(RecordKind(name="memberships", model=Membership, sheet="Memberships", born_with_studio=True))

leave_out(ApiKey, "Hashed secrets that open this installation; a program gets a new key where the studio goes.")
leave_out(
    Invitation, "Hashed secrets of invitations that nobody has accepted yet; they lead to this installation's address."
)
leave_out(Seat, "Who is signed in at this moment, on this installation.")
