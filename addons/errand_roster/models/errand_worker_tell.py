# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.tools import plaintext2html

from ..tools import spans


class ErrandWorker(models.Model):
    """What the roster tells its people, and their managers (R2.8)."""

    _inherit = "errand.worker"

    def _tell_roster(self, news):
        """Tell these people, in their language. Modules with other channels override.

        :param news: ``RosterNews``
        """
        self._mail_roster(news, self.sudo().partner_id)

    def _tell_roster_managers(self, news):
        """Tell whoever manages the branch what this person is about. As above."""
        self.ensure_one()
        self._mail_roster(news, news.branch.sudo().manager_id.partner_id)

    def _mail_roster(self, news, partners):
        """Write to these partners. Odoo's mail queue sends it, after the commit."""
        for partner in partners:
            # Whoever changes the roster need not know the mail.
            worker = (
                self[:1]
                .sudo()
                .with_context(mail_notify_force_send=False, lang=partner.lang)
            )
            subject, body = worker._roster_words(news)
            worker.message_notify(
                partner_ids=partner.ids, subject=subject, body=plaintext2html(body)
            )

    @api.model
    def _roster_values(self, branch, times, asking=None, colleague=None):
        """Return the words that news are made of, in the language of the context.

        :param times: pairs of naive UTC times, told on the branch's clock
        :return: dict of ``shifts``, ``asking`` and ``colleague``
        """
        tz = branch.sudo().tz or self.env.user.tz or "UTC"  # a clock is no secret
        texts = [spans.span_text(self, start, end, tz) for start, end in times]
        return {
            # Several stand below each other: a wall of hours is not read.
            "shifts": "".join(f"\n{text}" for text in texts if texts[1:])
            or "".join(texts),
            "asking": asking.sudo().name if asking else "",  # told to colleagues
            "colleague": colleague.sudo().name if colleague else "",
        }

    @api.model
    def _roster_words(self, news):
        """Return subject and body of a mail, in the language of the context."""
        values = self._roster_values(
            news.branch, news.spans, news.asking, news.colleague
        )
        subject, body = {
            **self._shift_words(values),
            **self._swap_words(values),
            **self._absence_words(values),
        }[news.code]
        return subject, body

    def _shift_words(self, values):
        return {
            "shift_published": (
                self.env._("Your shifts"),
                self.env._(
                    "Please confirm on the page “My shifts”: %(shifts)s", **values
                ),
            ),
            "shift_changed": (
                self.env._("Your shifts are changed"),
                self.env._(
                    "New or changed, please confirm on the page “My shifts”: "
                    "%(shifts)s",
                    **values,
                ),
            ),
            "shift_lost": (
                self.env._("A shift is cancelled"),
                self.env._("You do not work on %(shifts)s.", **values),
            ),
        }

    def _swap_words(self, values):
        subject = self.env._("Swap of a shift")
        return {
            "swap_asked": (
                subject,
                self.env._(
                    "%(asking)s asks you to work on %(shifts)s. Answer on the page “My "
                    "shifts”.",
                    **values,
                ),
            ),
            "swap_accepted": (
                subject,
                self.env._(
                    "%(colleague)s takes your shift on %(shifts)s, when the manager "
                    "agrees.",
                    **values,
                ),
            ),
            "swap_approved": (
                subject,
                self.env._(
                    "The swap is approved: %(colleague)s works on %(shifts)s.", **values
                ),
            ),
            "swap_refused": (
                subject,
                self.env._(
                    "The manager refused the swap of the shift on %(shifts)s.", **values
                ),
            ),
            "swap_declined": (
                subject,
                self.env._(
                    "%(colleague)s cannot take your shift on %(shifts)s.", **values
                ),
            ),
            "swap_waits": (
                self.env._("A swap waits for you"),
                self.env._(
                    "%(colleague)s would take the shift of %(asking)s on %(shifts)s.",
                    **values,
                ),
            ),
        }

    def _absence_words(self, values):
        subject = self.env._("Your absence")
        return {
            "absence_approved": (
                subject,
                self.env._("You are free: %(shifts)s.", **values),
            ),
            "absence_refused": (
                subject,
                self.env._("Your request was refused: %(shifts)s.", **values),
            ),
            "absence_asked": (
                self.env._("An absence waits for you"),
                self.env._("%(asking)s asks to be away: %(shifts)s.", **values),
            ),
        }
