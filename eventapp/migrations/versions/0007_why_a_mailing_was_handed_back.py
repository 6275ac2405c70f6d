"""Why a mailing was handed back without a release, and by whom"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("returned_note", sa.String(length=1000), server_default="", nullable=False))
        batch_op.add_column(sa.Column("returned_by", sa.String(length=200), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.drop_column("returned_by")
        batch_op.drop_column("returned_note")
