"""Familiar networks, consents with a past, who wrote a mailing, mail held for an office"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "familiar_network",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("network_hash", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_familiar_network_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "network_hash", name=op.f("pk_familiar_network")),
    )
    with op.batch_alter_table("photo_consent", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_photo_consent_invitation_id"), type_="unique")
        batch_op.create_index(batch_op.f("ix_photo_consent_invitation_id"), ["invitation_id"], unique=False)

    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("writer_ids", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("approved_for", sa.Integer(), nullable=True))

    with op.batch_alter_table("organizer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mail_held_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE organizer SET mail_held_at = (SELECT mail_held_at FROM operation WHERE id = 1)")


def downgrade() -> None:
    with op.batch_alter_table("organizer", schema=None) as batch_op:
        batch_op.drop_column("mail_held_at")

    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.drop_column("approved_for")
        batch_op.drop_column("writer_ids")

    with op.batch_alter_table("photo_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_photo_consent_invitation_id"))
    op.execute(
        "DELETE FROM photo_consent WHERE id NOT IN "
        "(SELECT max(id) FROM photo_consent GROUP BY invitation_id) AND invitation_id IS NOT NULL"
    )
    with op.batch_alter_table("photo_consent", schema=None) as batch_op:
        batch_op.create_unique_constraint(batch_op.f("uq_photo_consent_invitation_id"), ["invitation_id"])

    op.drop_table("familiar_network")
