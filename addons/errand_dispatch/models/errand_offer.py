# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from odoo.addons.errand_notice.models.errand_notice_plan import News


class ErrandOffer(models.Model):
    """A task that one courier was told of, and what came of it (R0.7)."""

    _name = "errand.offer"
    _description = "Offer"
    _order = "id desc"
    _rec_name = "worker_id"
    _log_access = False

    task_id = fields.Many2one(
        "errand.task", required=True, readonly=True, ondelete="cascade"
    )
    worker_id = fields.Many2one(
        "errand.worker", required=True, readonly=True, ondelete="cascade"
    )
    order_id = fields.Many2one(related="task_id.order_id")
    company_id = fields.Many2one(related="task_id.company_id")
    branch_id = fields.Many2one(related="task_id.branch_id")
    currency_id = fields.Many2one(related="task_id.currency_id")
    #: Of the run and its turn: in each, nobody is told twice.
    turn = fields.Char(required=True, readonly=True)
    wave = fields.Integer(readonly=True)
    km = fields.Float("Distance (km)", digits=(8, 2), readonly=True)
    pay = fields.Monetary(readonly=True, help="What it paid when it was offered.")
    told_at = fields.Datetime(required=True, readonly=True)
    expires_at = fields.Datetime(required=True, readonly=True)
    shown_at = fields.Datetime(
        readonly=True, help="When the phone said that it shows the offer."
    )
    sms_due_at = fields.Datetime("SMS Due At", readonly=True)
    sms_at = fields.Datetime("SMS At", readonly=True)
    answer = fields.Selection(
        [("accepted", "Accepted"), ("declined", "Declined")], readonly=True
    )
    answered_at = fields.Datetime(readonly=True)

    _once_a_turn = models.UniqueIndex(
        "(task_id, worker_id, turn)", "This courier was told of it already."
    )
    _live_of_worker_idx = models.Index("(worker_id, expires_at) WHERE answer IS NULL")

    # === WHAT IS LIVE === #

    @api.model
    def _live_domain(self):
        return [
            ("answer", "=", False),
            ("expires_at", ">", fields.Datetime.now()),
            ("task_id.state", "=", "open"),
        ]

    @api.model
    def _live_of(self, worker):
        """Return what a courier may accept now, what expires first first."""
        return self.search(
            [*self._live_domain(), ("worker_id", "=", worker.id)],
            order="expires_at, id",
        )

    @api.model
    def _cards_of(self, worker):
        """Return what the courier's phone shows of their live offers: a whitelist."""
        return [offer._card() for offer in self._live_of(worker)]

    def _card(self):
        """Return an offer as the pool shows its task, with how long it holds."""
        self.ensure_one()
        task = self.task_id
        # From where the courier is now; who is asked by name was never measured.
        point = self.worker_id._fresh_point()
        km = task._km_from(point) if point else None
        return {
            **task._pool_card(km, self.worker_id),
            "offer_id": self.id,
            "told_at": task._iso(self.told_at),
            "expires_at": task._iso(self.expires_at),
            "is_shown": bool(self.shown_at),
        }

    # === ANSWERS === #

    def _show(self, worker):
        """Note that the courier's phone shows these offers: they count as told.

        :param worker: whose phone says so; others' offers are left alone
        """
        mine = self.filtered(
            lambda offer: offer.worker_id == worker and not offer.shown_at
        )
        mine.write({"shown_at": fields.Datetime.now(), "sms_due_at": False})

    def _decline(self, worker):
        """The courier does not want it; it is offered again only for more pay."""
        mine = self.filtered(
            lambda offer: offer.worker_id == worker and not offer.answer
        )
        now = fields.Datetime.now()
        mine.write({"answer": "declined", "answered_at": now, "sms_due_at": False})
        mine.filtered(lambda offer: not offer.shown_at).write({"shown_at": now})

    @api.model
    def _accepted(self, task, worker):
        """Note that a courier took a task they had been offered."""
        offer = self.search(
            [
                ("task_id", "=", task.id),
                ("worker_id", "=", worker.id),
                ("answer", "=", False),
            ],
            limit=1,
        )
        offer.write(
            {
                "answer": "accepted",
                "answered_at": fields.Datetime.now(),
                "sms_due_at": False,
            }
        )

    # === TELLING === #

    def _ring(self):
        """Let the couriers' phones ring: in the app at once, and by push."""
        for offer in self:
            offer.worker_id.partner_id._bus_send(
                "errand/offer", {"id": offer.id, "task_id": offer.task_id.id}
            )
        self._tell("courier_offer")

    @api.model
    def _tell_gone(self, tasks):
        """Tell the phones that show an offer of these tasks that it is gone.

        One message for each courier, however many; none for who has the task now.
        """
        live = self.search(
            [
                ("task_id", "in", tasks.ids),
                ("answer", "=", False),
                ("expires_at", ">", fields.Datetime.now()),
            ]
        )
        others = live.filtered(lambda offer: offer.worker_id != offer.task_id.worker_id)
        for worker, offers in others.grouped("worker_id").items():
            gone = [{"id": one.id, "state": one.task_id.state} for one in offers]
            worker.partner_id._bus_send("errand/offer_gone", {"offers": gone})

    def _send_sms(self):
        """Send an SMS to whom no phone has shown the offer."""
        self.write({"sms_at": fields.Datetime.now(), "sms_due_at": False})
        self._tell("courier_offer_unseen")

    def _tell(self, code):
        news = [
            News(
                code,
                offer.order_id,
                f"offer-{offer.id}",
                task=offer.task_id,
                worker=offer.worker_id,
                is_urgent=True,
            )
            for offer in self
        ]
        self.env["errand.notice"]._tell(news)
