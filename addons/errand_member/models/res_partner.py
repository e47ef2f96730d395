# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.tools import html2plaintext


class ResPartner(models.Model):
    """A member: a bound phone, an address book, data of their own."""

    _inherit = "res.partner"

    def _errand_phone(self):
        """Return the bound phone, as superuser; empty without one."""
        # Members have no rights on phones, not even on their own.
        return self.env["errand.phone"].sudo().search([("partner_id", "in", self.ids)])

    # === EXPORT === #

    def _errand_data(self):
        """Override of ``errand_base``: account, errands, payments, notices."""
        phone = self._errand_phone()
        profile = {
            "name": self.name,
            "email": self.email or "",
            "language": self.lang or "",
            "phone": phone and phone._decrypted_phone() or self.phone or "",
            "phone_bound_at": phone.bound_at,
            "member_since": self.create_date,
        }
        book = self.env["errand.address"]._of(self)
        orders = self._errand_orders()
        return {
            self.env._("Profile"): [profile],
            self.env._("Address book"): [
                address.contact_id._export_values() for address in book
            ],
            self.env._("Orders"): [order._export_values() for order in orders],
            self.env._("Events"): orders._export_events(),
            self.env._("Payments"): orders._export_payments(),
            self.env._("Ratings"): self._export_ratings(),
            self.env._("Messages"): self._export_messages(),
            self.env._("Notices"): self._export_notices(),
            **super()._errand_data(),
        }

    def _export_ratings(self):
        ratings = self.env["rating.rating"].sudo()  # a person's own
        given = ratings.search(
            [("partner_id", "=", self.id), ("res_model", "=", "errand.task")]
        )
        return [
            {"at": rating.write_date, "stars": rating.rating, "text": rating.feedback}
            for rating in given
        ]

    def _export_messages(self):
        """Return what they wrote, in chats and elsewhere."""
        messages = self.env["mail.message"].sudo()  # a person's own words
        written = messages.search(
            [("author_id", "=", self.id), ("message_type", "=", "comment")]
        )
        return [
            {
                "at": message.date,
                "about": message.record_name or "",
                "text": html2plaintext(message.body),
                "files": message.attachment_ids.mapped("name"),
            }
            for message in written
        ]

    def _export_notices(self):
        notices = self.env["errand.notice"].sudo()  # a person's own
        return [
            {
                "at": notice.create_date,
                "what": notice.kind_id.name,
                "order": notice.order_id.name,
                "channel": notice.channel,
            }
            for notice in notices.search([("partner_id", "=", self.id)])
        ]

    # === ERASURE === #

    def _erasure_obstacles(self):
        """Override of ``errand_base``: open errands, and money that is not settled."""
        obstacles = super()._erasure_obstacles()
        if any(user._is_internal() for user in self.user_ids):
            obstacles.append(
                self.env._("This is an account of our staff. Ask the administrator.")
            )
        open_orders = self._errand_orders().filtered(
            lambda order: order.state in ("placed", "in_progress")
        )
        if open_orders:
            obstacles.append(
                self.env._(
                    "These errands are open: %(orders)s. They must end first.",
                    orders=", ".join(open_orders.mapped("name")),
                )
            )
        workers_sudo = self.env["errand.worker"].sudo()  # a person's own
        if workers_sudo.search([("partner_id", "=", self.id)]).task_ids.filtered(
            lambda task: task.state in ("assigned", "picked_up")
        ):
            obstacles.append(
                self.env._("You carry an errand now. It must be delivered first.")
            )
        return obstacles + self._money_obstacles()

    def _money_obstacles(self):
        """Name the ledger's accounts that are not settled with this person."""
        lines_sudo = self.env["errand.ledger.line"].sudo()  # a person's own
        labels = dict(lines_sudo._fields["account"]._description_selection(self.env))
        open_accounts = self._errand_open_accounts()
        sums = lines_sudo._read_group(
            [("partner_id", "=", self.id), ("account", "in", open_accounts)],
            ["account", "currency_id"],
            ["amount:sum"],
        )
        unsettled = [
            labels[account]
            for account, currency, amount in sums
            if not currency.is_zero(amount)
        ]
        if not unsettled:
            return []
        return [
            self.env._(
                "There is money to settle first: %(accounts)s.",
                accounts=", ".join(unsettled),
            )
        ]

    def _errand_open_accounts(self):
        """Return the accounts on which something may be owed to or by a person."""
        ours = ("receipts", "commission", "commission_tax", "penalty", "support_cost")
        accounts = (
            self.env["errand.ledger.line"]._fields["account"].get_values(self.env)
        )
        return [account for account in accounts if account not in ours]

    def _errand_erase(self):
        """Override of ``errand_base``: account, errands, words, devices."""
        done = super()._errand_erase()
        # Odoo would note the old values, and mail them to their owner.
        person = self.with_context(tracking_disable=True)
        orders = person._errand_orders()
        person.env["errand.address"]._of(person)._forget()
        person._errand_phone().unlink()
        orders._erase_persons()
        person._erase_ratings()
        person._erase_devices()
        person._erase_login()
        person._erase_messages(orders)
        person._erase_self()
        return done

    def _lock_for_erasure(self):
        """Hold the row, so that no order comes in meanwhile."""
        self.lock_for_update()

    def _erase_ratings(self):
        # A person's own words about others; the stars stay.
        ratings = self.env["rating.rating"].sudo()
        ratings.search([("partner_id", "=", self.id)]).feedback = False

    def _erase_messages(self, orders):
        """Delete what they wrote or were sent, and what stands on their orders."""
        messages = self.env["mail.message"].sudo()
        written = messages.search([("author_id", "=", self.id)])
        written.attachment_ids.unlink()  # pictures and voice of chats
        written.unlink()
        for records in (self, orders):
            messages.search(
                [("model", "=", records._name), ("res_id", "in", records.ids)]
            ).unlink()
        mails = self.env["mail.mail"].sudo()
        sent = mails.search([("recipient_ids", "in", self.ids)])
        if self.email:
            sent |= mails.search([("email_to", "ilike", self.email)])
        sent.unlink()
        self._erase_tracked_names()

    def _erase_tracked_names(self):
        """Payments and invoices noted the name in their chatters: replace it."""
        values = self.env["mail.tracking.value"].sudo()
        to_persons = [("field_id.relation", "=", "res.partner")]
        for side in ("old", "new"):
            values.search([*to_persons, (f"{side}_value_integer", "=", self.id)]).write(
                {f"{side}_value_char": self.env._("Erased customer")}
            )

    def _erase_devices(self):
        self.sudo().errand_push_device_ids.unlink()
        visitors = self.env["website.visitor"].sudo()
        visitors.search([("partner_id", "=", self.id)]).unlink()
        exports = self.env["errand.export"].sudo()
        exports.search([("partner_id", "=", self.id)]).unlink()

    def _erase_login(self):
        """Close the portal logins for good."""
        for user in self.with_context(active_test=False).sudo().user_ids:
            user.api_key_ids.unlink()
            user.write(
                {"login": f"erased-{user.id}", "active": False, "signature": False}
            )

    def _erase_self(self):
        """Empty every field of the person that says something."""
        keep = {"name", "lang", "tz", "complete_name"}
        plain = ("char", "text", "html", "binary")
        emptied = {
            name: False
            for name, field in self._fields.items()
            if field.store
            and field.type in plain
            and not field.required
            and not field.related
            and name not in keep
            and (not field.compute or not field.readonly)
        }
        children = self.with_context(active_test=False).sudo().child_ids
        for partner in self.sudo() | children:
            partner.write({**emptied, "name": self.env._("Erased customer")})
        (children | self.sudo()).filtered(lambda one: not one.user_ids).active = False
        self.env["errand.erasure"].sudo().create(
            {"partner_id": self.id, "erased_at": fields.Datetime.now()}
        )
