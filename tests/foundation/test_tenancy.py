"""The scope tells PostgreSQL the studio, and gives it back."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from safelight.accounts.models import Location
from safelight.foundation.actions import Context
from safelight.foundation.tenancy import NoStudio, current_studio_id, studio_scope


def test_rows_are_out_of_reach_without_a_studio(ana: Context) -> None:
    with pytest.raises(NoStudio):
        Location.objects.count()


def test_a_studio_sees_its_own_rows_alone(ana: Context, dana: Context) -> None:
    with studio_scope(ana.studio.id):
        assert [row.name for row in Location.objects.all()] == ["Atelier Ana"]
        assert Location._base_manager.count() == 1, "row-level security, not the manager, must hide the rival's"
    with studio_scope(dana.studio.id):
        assert [row.name for row in Location.objects.all()] == ["Rival Pictures"]


def test_a_row_cannot_be_written_into_another_studio(ana: Context, dana: Context) -> None:
    with studio_scope(ana.studio.id), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Location(studio_id=dana.studio.id, name="slipped in").save(force_insert=True)


def test_the_outer_scope_comes_back(ana: Context, dana: Context) -> None:
    with studio_scope(ana.studio.id):
        with studio_scope(dana.studio.id):
            assert current_studio_id() == dana.studio.id
        assert current_studio_id() == ana.studio.id
        assert [row.name for row in Location.objects.all()] == ["Atelier Ana"]


def test_raw_sql_without_a_studio_sees_nothing(ana: Context) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from accounts_location")
        assert cursor.fetchone() == (0,)


def test_a_failure_inside_the_scope_rolls_its_writes_back(ana: Context) -> None:
    def write_and_fail() -> None:
        with studio_scope(ana.studio.id):
            Location(name="gone").save(force_insert=True)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    with studio_scope(ana.studio.id):
        assert not Location.objects.filter(name="gone").exists()


def test_reads_in_the_same_name_cost_nothing(ana: Context, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with studio_scope(ana.studio.id):
        with django_assert_num_queries(0), studio_scope(ana.studio.id, savepoint=False):
            assert current_studio_id() == ana.studio.id
        with django_assert_num_queries(2), studio_scope(ana.studio.id):  # the savepoint and its release
            assert current_studio_id() == ana.studio.id


def test_another_name_is_told_also_to_reads(ana: Context, dana: Context) -> None:
    with studio_scope(ana.studio.id), studio_scope(dana.studio.id, savepoint=False):
        assert [row.name for row in Location._base_manager.all()] == ["Rival Pictures"]
