# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta, timezone

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.errand_base.const import ENDED_TASK_STATES, SERVICE_CLASSES
from odoo.addons.errand_base.tools.tiles import tile_settings

DISPATCHERS = "errand_base.group_dispatcher"
MANAGERS = "errand_base.group_branch_manager"

#: Live tasks that one answer holds.
TASK_LIMIT = 500
TEXT_LENGTH = 100
#: Fields that the search box looks into.
SEARCHED = (
    "order_id.name",
    "order_id.description",
    "order_id.pickup_contact_id.address",
    "order_id.dropoff_contact_id.address",
    "worker_id.name",
)


class ErrandBoard(models.AbstractModel):
    """The dispatch board: what is live today, who works, what is late (R2.11).

    Dispatchers see the branches of their companies, branch managers those that they
    manage. Every answer is a whitelist, without a phone number.
    """

    _name = "errand.board"
    _description = "Dispatch Board"

    # === WHO === #

    @api.model
    def _check_staff(self):
        """Refuse everybody else.

        :raise AccessError: neither dispatcher nor branch manager
        """
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(
                self.env._("The board is for dispatchers and branch managers.")
            )

    @api.model
    def _is_dispatcher(self):
        return self.env.user.has_group(DISPATCHERS)

    @api.model
    def _branches(self):
        """Return the branches whose board the user may see."""
        mine = Domain("company_id", "in", self.env.companies.ids)
        if not self._is_dispatcher():
            mine &= Domain("manager_id", "=", self.env.uid)
        return self.env["errand.branch"].search(mine)

    # === WHAT === #

    @api.model
    @api.readonly
    def snapshot(self, filters=None):
        """Return the whole board, in a number of queries that does not grow.

        :param filters: dict of ``branch`` and ``category`` (ids), ``service_class``,
            ``text`` and ``late``; what is no such value is left out
        :return: dict; times are ISO 8601 in UTC
        :raise AccessError: not for this user
        """
        self._check_staff()
        filters = self._read_filters(filters)
        branches = self._branches()
        shown = branches.filtered(lambda branch: filters["branch"] in (None, branch.id))
        tasks, more = self._live_tasks(shown, filters)
        # Read together what each card asks for: the policy's step of its task.
        tasks.sudo().dispatch_run_ids.step_id.mapped("kind")
        people = self._people(shown, tasks)
        late = self._late(tasks)
        alarms = self._alarms(tasks, late, shown)
        if filters["late"]:
            tasks = tasks.filtered(lambda task: late[task.id])
        return {
            "at": self._iso(fields.Datetime.now()),
            "tasks": [self._card(task, late[task.id]) for task in tasks],
            "more": more,
            "limit": TASK_LIMIT,
            "ended": self._ended(shown, filters),
            "alarms": alarms,
            "people": [self._person(worker, people) for worker in people["workers"]],
            "more_people": people["more"],
            "fairness": self._fairness(people),
            "branches": [{"id": one.id, "name": one.name} for one in branches],
            "categories": self._categories(branches),
        }

    @api.model
    def map_settings(self):
        """Return what the map is drawn with: not a secret."""
        return tile_settings(self.env)

    @api.model
    def _read_filters(self, filters):
        """Return the filters that are ones; a program may send anything."""
        filters = filters if isinstance(filters, dict) else {}

        def number(name):
            value = filters.get(name)
            return value if type(value) is int and 0 < value < 2**31 else None

        service_class, text = filters.get("service_class"), filters.get("text")
        text = text.replace("\x00", "").strip() if isinstance(text, str) else ""
        known = isinstance(service_class, str) and service_class in dict(
            SERVICE_CLASSES
        )
        return {
            "branch": number("branch"),
            "category": number("category"),
            "service_class": service_class if known else None,
            "text": text[:TEXT_LENGTH],
            "late": filters.get("late") is True,
        }

    def _filter_domain(self, branches, filters):
        """Return the domain of the tasks that the filters leave, in any state."""
        domain = Domain("branch_id", "in", branches.ids)
        if filters["category"]:
            domain &= Domain("category_id", "=", filters["category"])
        if filters["service_class"]:
            domain &= Domain("service_class", "=", filters["service_class"])
        if filters["text"]:
            domain &= Domain.OR(
                Domain(field, "ilike", filters["text"]) for field in SEARCHED
            )
        return domain

    def _live_tasks(self, branches, filters):
        """Return today's live tasks, the oldest first, and how many are left out.

        Slots of other days are not dispatched, nor what waits for its payment.
        """
        live = Domain("state", "in", ("open", "assigned", "picked_up"))
        scheduled = (
            Domain("state", "=", "waiting")
            & Domain("order_id.wanted_from", "!=", False)
            & Domain("next_action_at", "<", self._today_start() + timedelta(days=1))
        )
        domain = self._filter_domain(branches, filters) & (live | scheduled)
        tasks = self.env["errand.task"].search(
            domain, order="opened_at, id", limit=TASK_LIMIT
        )
        more = 0
        if len(tasks) == TASK_LIMIT:
            more = self.env["errand.task"].search_count(domain) - TASK_LIMIT
        return tasks.filtered(
            lambda task: task.state != "waiting" or task.order_id._is_released()
        ), more

    def _ended_domain(self):
        today = self._today_start()
        done = Domain("state", "=", "done") & Domain("done_at", ">=", today)
        other = Domain("state", "in", ("failed", "cancelled"))
        return done | (other & Domain("write_date", ">=", today))

    def _ended(self, branches, filters):
        """Return how many ended today: state to count."""
        counts = dict(
            self.env["errand.task"]._read_group(
                self._filter_domain(branches, filters) & self._ended_domain(),
                ["state"],
                ["__count"],
            )
        )
        return {state: counts.get(state, 0) for state in ENDED_TASK_STATES}

    @api.model
    def open_ended(self, filters=None):
        """Return the action that lists what ended today."""
        self._check_staff()
        filters = self._read_filters(filters)
        branches = self._branches().filtered(
            lambda branch: filters["branch"] in (None, branch.id)
        )
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_base.errand_task_action"
        )
        domain = self._filter_domain(branches, filters) & self._ended_domain()
        return {
            **action,
            "name": self.env._("Ended Today"),
            "domain": list(domain),
            "context": {},
            "views": [(False, "list"), (False, "form")],
        }

    def _categories(self, branches):
        categories = self.env["errand.category"].search(
            [("company_id", "in", [*branches.company_id.ids, False])]
        )
        return [{"id": one.id, "name": one.name} for one in categories]

    # === TIME === #

    @api.model
    def _today_start(self):
        """Return midnight of the clock of whoever looks, as naive UTC."""
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)

    @api.model
    def _iso(self, moment):
        return self.env["errand.task"]._iso(moment)
