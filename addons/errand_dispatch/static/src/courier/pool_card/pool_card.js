import {Component} from "@odoo/owl";
import {CardFacts} from "../card_facts/card_facts";
import {ago, money} from "../lib/formats";
import {Countdown} from "../offer/countdown";

/** An open errand, and the button that asks for it. */
export class PoolCard extends Component {
    static template = "errand_dispatch.PoolCard";
    static components = {CardFacts, Countdown};
    static props = {
        card: Object,
        /** Its offer to this courier, which is answered on a card of its own, or null. */
        offer: [Object, {value: null}],
        currency: Object,
        now: Number,
        isNew: Boolean,
        isGrabbing: Boolean,
        canGrab: Boolean,
        isOnline: Boolean,
        onGrab: Function,
        onOffer: Function,
    };

    setup() {
        Object.assign(this, {ago, money});
    }
}
