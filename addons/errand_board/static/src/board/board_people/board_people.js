import {Component, useState} from "@odoo/owl";
import {formatCurrency} from "@web/core/currency";
import {_t} from "@web/core/l10n/translation";
import {age, isLive} from "../board_lib";

/** Couriers with their work of today; a card is dropped on one to give it. */
export class BoardPeople extends Component {
    static template = "errand_board.People";
    static props = {
        people: Array,
        fairness: {type: [Object, {value: null}]},
        hasMore: Boolean,
        now: Number,
        workerId: {type: [Number, {value: null}]},
        isDragging: Boolean,
        onSelect: Function,
        onDrop: Function,
        onOpen: Function,
    };

    setup() {
        this.state = useState({over: null});
    }

    done(person) {
        return _t("Done: %s", person.done);
    }

    hours(person) {
        return _t("%s h", person.hours.toFixed(1));
    }

    earned(person) {
        return person.earned === null
            ? ""
            : formatCurrency(person.earned, person.currency_id);
    }

    km(person) {
        return person.km === null ? "" : _t("%s km", person.km.toFixed(1));
    }

    seen(person) {
        return person.position
            ? age(person.position.at, this.props.now)
            : _t("place not known");
    }

    isLive(person) {
        return isLive(person.position, this.props.now);
    }

    onOver(person) {
        if (this.props.isDragging) {
            this.state.over = person.id;
        }
    }

    onDrop(person) {
        this.state.over = null;
        return this.props.onDrop(person);
    }
}
