import {Component, onMounted, useEffect, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {Banner} from "../banner/banner";
import {Blocked} from "../blocked/blocked";
import {Earnings} from "../earnings/earnings";
import {Home} from "../home/home";
import {Job} from "../job/job";
import {NoticeList} from "../notice_list/notice_list";
import {Offer} from "../offer/offer";
import {TopBar} from "../top_bar/top_bar";

/** The whole app: one screen at a time, under a bar. */
export class CourierApp extends Component {
    static template = "errand_dispatch.CourierApp";
    static components = {
        Banner,
        Blocked,
        Earnings,
        Home,
        Job,
        NoticeList,
        Offer,
        TopBar,
    };
    static props = {};

    setup() {
        this.courier = useState(useService("courier").state);
        this.screen = useState(useService("courier_screen").state);
        this.shift = useService("courier_shift");
        onMounted(() => this.shift.begin());
        // Screen readers and keyboards follow to the new screen.
        useEffect(
            () => {
                window.scrollTo(0, 0);
                document.querySelector("main h1")?.focus({preventScroll: true});
            },
            () => [this.screen.name, this.screen.id]
        );
    }

    /** Whose sign-in ran out may still read the address they are on the way to. */
    get isOpen() {
        const {status, data} = this.courier;
        return status === "ready" || Boolean(status === "signed_out" && data?.worker);
    }
}
