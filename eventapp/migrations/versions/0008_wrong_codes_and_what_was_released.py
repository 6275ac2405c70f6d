"""Wrong codes of an account, and for whom a mailing was released"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wrong_codes", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("wrong_code_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("codes_lifted_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("approved_readers", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.drop_column("approved_readers")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("codes_lifted_at")
        batch_op.drop_column("wrong_code_at")
        batch_op.drop_column("wrong_codes")
