"""Staff lists, mailings, outbox, attendance"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relay_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=300), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_state")),
    )
    op.create_table(
        "worker",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_worker")),
    )
    op.create_table(
        "staff_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organizer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizer.id"], name=op.f("fk_staff_list_organizer_id_organizer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_list")),
        sa.UniqueConstraint("organizer_id", "name", name=op.f("uq_staff_list_organizer_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("staff_list", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_list_organizer_id"), ["organizer_id"], unique=False)

    op.create_table(
        "employee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organizer_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("address_key", sa.String(length=254), nullable=False),
        sa.Column("salutation", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("salutation IN ('neutral', 'frau', 'herr')", name=op.f("ck_employee_salutation")),
        sa.ForeignKeyConstraint(
            ["list_id"], ["staff_list.id"], name=op.f("fk_employee_list_id_staff_list"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizer.id"], name=op.f("fk_employee_organizer_id_organizer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employee")),
        sa.UniqueConstraint("list_id", "identity", name=op.f("uq_employee_list_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("employee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employee_address_key"), ["address_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_employee_department"), ["department"], unique=False)
        batch_op.create_index(batch_op.f("ix_employee_list_id"), ["list_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_employee_organizer_id"), ["organizer_id"], unique=False)

    op.create_table(
        "staff_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.String(length=200), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["list_id"], ["staff_list.id"], name=op.f("fk_staff_change_list_id_staff_list"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_change")),
    )
    with op.batch_alter_table("staff_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_change_list_id"), ["list_id"], unique=False)

    op.create_table(
        "staff_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=True),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.Column("corrections", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["staff_list.id"], name=op.f("fk_staff_upload_list_id_staff_list"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_upload")),
    )
    with op.batch_alter_table("staff_upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_upload_list_id"), ["list_id"], unique=False)

    op.create_table(
        "attendance_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("closes", sa.String(length=18), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("wheelchair_places", sa.Integer(), nullable=True),
        sa.Column("has_waiting_list", sa.Boolean(), nullable=False),
        sa.Column("offer_hours", sa.Integer(), nullable=False),
        sa.Column("online_url", sa.String(length=300), nullable=False),
        sa.Column("asks_needs", sa.Boolean(), nullable=False),
        sa.Column("asks_childcare", sa.Boolean(), nullable=False),
        sa.Column("menu", sa.JSON(), nullable=False),
        sa.Column("needs_days", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("mode IN ('names', 'count')", name=op.f("ck_attendance_plan_mode")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_attendance_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_plan")),
        sa.UniqueConstraint("event_id", name=op.f("uq_attendance_plan_event_id")),
    )
    op.create_table(
        "head_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("partstat", sa.String(length=20), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_head_count_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_count")),
        sa.UniqueConstraint("event_id", "department", "partstat", "way", name=op.f("uq_head_count_event_id")),
    )
    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("asks_for_answer", sa.Boolean(), nullable=False),
        sa.Column("has_calendar", sa.Boolean(), nullable=False),
        sa.Column("may_choose", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("tested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposed_by", sa.String(length=200), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_by", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "kind IN ('save_the_date', 'invitation', 'reminder', 'change', 'call_off', 'thanks')",
            name=op.f("ck_mailing_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'proposed', 'approved', 'running', 'paused', 'stopped')", name=op.f("ck_mailing_state")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_mailing_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mailing_event_id"), ["event_id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(length=200), nullable=True),
        sa.Column("sender", sa.String(length=254), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker", sa.String(length=120), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("is_uncertain", sa.Boolean(), nullable=False),
        sa.Column("failure", sa.String(length=300), nullable=False),
        sa.CheckConstraint("channel IN ('mail', 'letter')", name=op.f("ck_delivery_channel")),
        sa.CheckConstraint(
            "state IN ('ready', 'claimed', 'sending', 'sent', 'failed', 'stopped')", name=op.f("ck_delivery_state")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_delivery_invitation_id_invitation"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_delivery_mailing_id_mailing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("mailing_id", "invitation_id", "channel", "sequence", name=op.f("uq_delivery_mailing_id")),
        sa.UniqueConstraint("message_id", name=op.f("uq_delivery_message_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_invitation_id"), ["invitation_id"], unique=False)
        batch_op.create_index("ix_delivery_mailing_id_state", ["mailing_id", "state"], unique=False)
        batch_op.create_index("ix_delivery_state_due_at", ["state", "due_at"], unique=False)

    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_need_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_need_invitation_id_invitation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("invitation_id", "kind", name=op.f("uq_need_invitation_id")),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_event_id"), ["event_id"], unique=False)

    _take_over_mails()
    op.drop_table("outgoing_mail")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part_of_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_event_part_of_id"), ["part_of_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_event_part_of_id_event"), "event", ["part_of_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("assembly_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("employee_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("department", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("site", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("post", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("code_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("may_choose", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("partstat", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("way", sa.String(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("seat", sa.String(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("offer_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
    _fill_invitations()
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.alter_column("assembly_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_check_constraint(batch_op.f("ck_invitation_seat"), "seat IN ('', 'held', 'waiting', 'offered')")
        batch_op.drop_constraint(batch_op.f("uq_invitation_event_id"), type_="unique")
        batch_op.create_index(batch_op.f("ix_invitation_employee_id"), ["employee_id"], unique=False)
        batch_op.create_index("ix_invitation_event_id_seat", ["event_id", "seat"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_invitation_assembly_id"), ["assembly_id", "address_key"])
        batch_op.create_unique_constraint(batch_op.f("uq_invitation_code_digest"), ["code_digest"])
        batch_op.create_foreign_key(
            batch_op.f("fk_invitation_employee_id_employee"), "employee", ["employee_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_invitation_assembly_id_event"), "event", ["assembly_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.add_column(sa.Column("department", sa.String(length=200), nullable=False, server_default=""))
        batch_op.drop_constraint(batch_op.f("uq_membership_account_id"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_membership_account_id"), ["account_id", "organizer_id", "role", "department"]
        )

    with op.batch_alter_table("organizer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("needs_release", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("rsvp", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way", sa.String(length=10), nullable=False, server_default=""))


def downgrade() -> None:
    raise NotImplementedError("what this version stores has no place in the one before; restore a backup instead")


def _fill_invitations() -> None:
    """An event that was announced so far is an assembly of one part; the last answer is the one that counts."""
    op.execute("UPDATE invitation SET assembly_id = event_id")
    last = "(SELECT max(id) FROM rsvp WHERE rsvp.invitation_id = invitation.id)"
    for column, source in (("partstat", "partstat"), ("answered_at", "received_at")):
        op.execute(f"UPDATE invitation SET {column} = (SELECT {source} FROM rsvp WHERE rsvp.id = {last})")  # noqa: S608
    op.execute("UPDATE invitation SET seat = 'held' WHERE partstat = 'ACCEPTED'")


def _take_over_mails() -> None:
    """Single mails of before: those that were given up after 16 tries stay as failed ones."""
    op.execute(
        """
        INSERT INTO delivery (invitation_id, channel, sequence, message_id, sender, recipient, content, state,
                              queued_at, due_at, worker, sent_at, tries, is_uncertain, failure)
        SELECT invitation_id, 'mail', 0, message_id, sender, recipient, content,
               CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN tries > 16 THEN 'failed' ELSE 'ready' END,
               queued_at, due_at, '', sent_at, tries, false, failure
        FROM outgoing_mail
        """
    )
