import {Component} from "@odoo/owl";
import {CardFacts} from "../card_facts/card_facts";
import {ago, money} from "../lib/formats";

/** An open errand, and the button that asks for it. */
export class PoolCard extends Component {
    static template = "errand_dispatch.PoolCard";
    static components = {CardFacts};
    static props = {
        card: Object,
        currency: Object,
        now: Number,
        isNew: Boolean,
        isGrabbing: Boolean,
        canGrab: Boolean,
        isOnline: Boolean,
        onGrab: Function,
    };

    setup() {
        Object.assign(this, {ago, money});
    }
}
