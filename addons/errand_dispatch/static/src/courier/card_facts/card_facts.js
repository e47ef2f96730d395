import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {kilograms, kilometres, money, wanted} from "../lib/formats";

/** What a courier knows of an errand before it is theirs: ways, weight, time, cash. */
export class CardFacts extends Component {
    static template = "errand_dispatch.CardFacts";
    static props = {card: Object, currency: Object, now: Number};

    setup() {
        Object.assign(this, {kilograms, wanted});
    }

    // Whole phrases: other languages say the figure at another place.
    get toStart() {
        return _t("%s to the start", kilometres(this.props.card.km_to_start));
    }

    get trip() {
        return _t("%s trip", kilometres(this.props.card.trip_km));
    }

    get cash() {
        const due = money(this.props.card.cash_due, this.props.currency);
        return this.props.card.goods_cap
            ? _t("Collect %s in cash, and the goods", due)
            : _t("Collect %s in cash", due);
    }

    get goods() {
        return _t(
            "Goods up to %s",
            money(this.props.card.goods_cap, this.props.currency)
        );
    }
}
