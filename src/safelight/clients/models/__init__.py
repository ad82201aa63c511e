"""The rows of the clients module; every one belongs to a studio."""

from safelight.clients.models.bulk import BulkChange, BulkChangeItem
from safelight.clients.models.client import Client
from safelight.clients.models.contact import Address, Email, Phone
from safelight.clients.models.custom import CustomField
from safelight.clients.models.duplicate import DismissedPair, MergeRecord
from safelight.clients.models.family import FamilyMember
from safelight.clients.models.note import Note
from safelight.clients.models.sorting import Group, GroupMembership, Source, Stage, Tag, TagLink
from safelight.clients.models.view import SavedView
from safelight.clients.models.word import NameWord

__all__ = [
    "Address",
    "BulkChange",
    "BulkChangeItem",
    "Client",
    "CustomField",
    "DismissedPair",
    "Email",
    "FamilyMember",
    "Group",
    "GroupMembership",
    "MergeRecord",
    "NameWord",
    "Note",
    "Phone",
    "SavedView",
    "Source",
    "Stage",
    "Tag",
    "TagLink",
]
