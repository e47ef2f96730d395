import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {clock, money} from "../lib/formats";

const isoDay = (date) =>
    [
        date.getFullYear(),
        String(date.getMonth() + 1).padStart(2, "0"),
        String(date.getDate()).padStart(2, "0"),
    ].join("-");

/** Every entry of the courier's money, newest first, with the balance after it. */
export class Statement extends Component {
    static template = "errand_dispatch.Statement";
    static props = {currency: Object};

    setup() {
        this.courier = useService("courier");
        this.connection = useService("courier_connection");
        this.clock = clock;
        this.asked = 0;
        this.state = useState({
            period: "month",
            lines: [],
            page: 0,
            total: 0,
            opening: 0,
            closing: 0,
            hasMore: false,
            isLoading: false,
            error: "",
        });
        onWillStart(() => {
            this.load();
        });
    }

    get periods() {
        return [
            {name: "week", label: _t("7 days")},
            {name: "month", label: _t("This month")},
            {name: "before", label: _t("Last month")},
            {name: "all", label: _t("All")},
        ];
    }

    /** The chosen days, both included. */
    get range() {
        const today = new Date(this.courier.now());
        const [year, month] = [today.getFullYear(), today.getMonth()];
        return {
            week: {since: isoDay(new Date(year, month, today.getDate() - 6))},
            month: {since: isoDay(new Date(year, month, 1))},
            before: {
                since: isoDay(new Date(year, month - 1, 1)),
                until: isoDay(new Date(year, month, 0)),
            },
            all: {},
        }[this.state.period];
    }

    fileUrl(kind) {
        return `/courier/statement.${kind}?${new URLSearchParams(this.range)}`;
    }

    money(amount) {
        return money(amount, this.props.currency);
    }

    choose(period) {
        Object.assign(this.state, {period, lines: [], page: 0, hasMore: false});
        this.load();
    }

    /** Ask for the next page; an answer to an older question is dropped. */
    async load() {
        const asked = ++this.asked;
        Object.assign(this.state, {isLoading: true, error: ""});
        try {
            const page = this.state.page + 1;
            const answer = await this.connection.call("statement", {
                ...this.range,
                page,
            });
            if (asked !== this.asked) {
                return;
            }
            const known = new Set(this.state.lines.map((line) => line.id));
            this.state.lines.push(
                ...answer.lines.filter((line) => !known.has(line.id))
            );
            Object.assign(this.state, {
                page,
                total: answer.total,
                hasMore: answer.has_more,
                // A later page may come without lines, and then without balances.
                ...(page === 1 && {opening: answer.opening, closing: answer.closing}),
            });
        } catch (error) {
            if (asked === this.asked) {
                this.state.error = error.message;
            }
        }
        if (asked === this.asked) {
            this.state.isLoading = false;
        }
    }
}
