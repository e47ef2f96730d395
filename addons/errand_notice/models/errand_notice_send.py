# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models

from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.addons.queue_job.job import identity_exact

from ..engine.channels import INAPP

#: Seconds until the second, third and fourth try.
PAUSES = (60, 300, 900)
#: After this long a message about an errand misleads more than it helps.
STALE_HOURS = 3
#: How long a job may be late before the repair gives its notice another one.
REPAIR_MINUTES = 2


class ErrandNotice(models.Model):
    """Sending: jobs after the commit, which may run twice, fail or get lost."""

    _inherit = "errand.notice"

    # === JOBS === #

    def _queue(self, eta=None):
        """Let a job send these notices: one job, however many there are.

        :param eta: naive UTC datetime, not before
        """
        if self:
            # As the system: the one who made the move has no rights on notices.
            system = self.with_user(SUPERUSER_ID)
            system.with_delay(identity_key=identity_exact, eta=eta)._deliver()

    def _deliver(self):
        """Job: send one notice, or give each of several a job of its own.

        One message a job: what was sent is committed before the next one is tried.
        """
        if len(self) > 1:
            for notice in self:
                notice._queue()
            return
        # Another process may be at it, and may have been: the row says what is done.
        notice = self.try_lock_for_update(allow_referencing=True)
        if not notice or notice.state != "queued":
            return
        if notice._is_stale():
            notice._fail("late")
            return
        senders = {
            "sms": notice._send_sms,
            "mail": notice._send_mail,
            "push": notice._send_push,
            INAPP: notice._send_inapp,
        }
        senders[notice.channel]()

    def _is_stale(self):
        """Tell whether this was to be told long ago."""
        limit = fields.Datetime.now() - timedelta(hours=STALE_HOURS)
        return self.try_at < limit

    # === OUTCOMES === #

    def _sent(self):
        self.write(
            {
                "state": "sent",
                "sent_at": fields.Datetime.now(),
                "reason": False,
                "failure": False,
                "tries": self.tries + 1,
            }
        )

    def _fail(self, reason, failure=False):
        """Give up.

        :param reason: see the field
        :param failure: what the other side said, without numbers
        """
        why = {"reason": reason, "failure": failure}
        self.write({"state": "failed", "tries": self.tries + 1, **why})

    def _later(self, reason, failure=False):
        """Try again after a pause; give up after the last one. As ``_fail``.

        :return: whether there is another try
        """
        if self.tries >= len(PAUSES):
            self._fail(reason, failure)
            return False
        try_at = fields.Datetime.now() + timedelta(seconds=PAUSES[self.tries])
        why = {"reason": reason, "failure": failure}
        self.write({"tries": self.tries + 1, "try_at": try_at, **why})
        self._queue(eta=try_at)
        return True

    # === CHANNELS === #

    def _send_inapp(self):
        """What shows in the app needs no sending but its mark."""
        self._sent()
        self._ring()

    def _send_mail(self):
        """Send the mail of this notice now, in the language of its person."""
        template = self.kind_id.mail_template_id or self.env.ref(
            "errand_notice.mail_template_notice"
        )
        try:
            # What a mail that failed has written is undone with it.
            with self.env.cr.savepoint():
                mail_id = template.send_mail(self.id)
                self.env["mail.mail"].browse(mail_id).send(raise_exception=True)
        except MailDeliveryException as error:
            self._later("mail", str(error.args[0]))
        else:
            self._sent()

    # === REPAIR === #

    @api.model
    def _cron_repair(self):
        """Queue again what a lost job left behind."""
        done = self._repair()
        self.env["ir.cron"]._commit_progress(done)

    @api.model
    def _repair(self):
        """Give every notice that is due and still queued a job; return how many."""
        limit = fields.Datetime.now() - timedelta(minutes=REPAIR_MINUTES)
        left = self.search(
            [("state", "=", "queued"), ("try_at", "<", limit)], order="id", limit=500
        )
        for notice in left:
            notice._queue()
        return len(left)
