import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {clockText} from "../lib/formats";

const HURRY_MS = 10000;

/** How long an offer still holds: a bar, and the seconds, by the server's clock. */
export class Countdown extends Component {
    static template = "errand_dispatch.Countdown";
    static props = {card: Object, isSmall: {type: Boolean, optional: true}};

    setup() {
        this.offers = useState(useService("courier_offers").state);
    }

    get left() {
        const ends = new Date(this.props.card.expires_at).getTime();
        return Math.max(0, ends - this.offers.now);
    }

    get text() {
        return clockText(this.left);
    }

    get isUrgent() {
        return this.left <= HURRY_MS;
    }

    get share() {
        const {expires_at: ends, told_at: told} = this.props.card;
        const whole = new Date(ends).getTime() - new Date(told).getTime();
        return whole > 0 ? Math.min(100, (this.left / whole) * 100) : 0;
    }
}
