import {Component, useState} from "@odoo/owl";
import {kilometres} from "../lib/formats";

export const RANGE_KM = {min: 0.5, max: 20, step: 0.5};

/** How far from here an errand may start. */
export class RangeSlider extends Component {
    static template = "errand_dispatch.RangeSlider";
    static props = {km: Number, isDisabled: Boolean, onChange: Function};

    setup() {
        this.limits = RANGE_KM;
        this.kilometres = kilometres;
        this.state = useState({km: this.props.km});
    }

    onInput(event) {
        this.state.km = Number(event.target.value);
    }

    onChange(event) {
        this.props.onChange(Number(event.target.value));
    }
}
