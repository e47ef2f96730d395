import {_t} from "@web/core/l10n/translation";
import {money} from "../lib/formats";
import {withoutOffered} from "../lib/offers";

/** Says aloud what happened: to the pool, to jobs, to taps that were sent later. */
export class News {
    constructor(services) {
        Object.assign(this, services);
        /** Jobs that ended by this phone's own hand: nobody has to be told. */
        this.delivered = new Set();
    }

    listen() {
        this.pool.bus.addEventListener("fresh", ({detail}) => this.onFresh(detail));
        this.courier.bus.addEventListener("job_gone", ({detail}) =>
            this.onGone(detail)
        );
        this.courier.bus.addEventListener("job_new", ({detail}) => this.onNew(detail));
        this.taps.bus.addEventListener("sent", ({detail}) => this.onSent(detail));
        this.taps.bus.addEventListener("refused", () => this.onRefused());
    }

    onFresh(fresh) {
        // What is on offer is said by its own card.
        const cards = withoutOffered(fresh, this.offers.state.cards);
        if (!cards.length) {
            return;
        }
        const [card] = cards;
        const pay = money(card.pay, this.courier.state.data.currency);
        const text =
            cards.length === 1
                ? _t("New errand: %(category)s, %(pay)s", {
                      category: card.category,
                      pay,
                  })
                : _t("%s new errands", cards.length);
        this.alerts.play("pool");
        this.notices.add(text);
    }

    async onSent({tap, job}) {
        if (tap.step === "deliver") {
            this.delivered.add(tap.taskId);
        }
        this.courier.patchJob(job);
        await this.jobDetails.patch(job);
        await this.courier.refresh();
    }

    /** A job that this phone gave up itself: its end is no news. */
    expectEnd(id) {
        this.delivered.add(id);
    }

    /** What was refused is written in the banner until it is acknowledged. */
    onRefused() {
        this.alerts.play("bad");
    }

    /** A job that this phone did not ask for, or whose won answer was lost. */
    onNew(job) {
        this.jobDetails.load(job.id);
        if (this.pool.state.grabbing !== job.id && !this.pool.won.has(job.id)) {
            this.alerts.play(job.is_accepted === false ? "offer" : "good");
            this.notices.add(this.textOfNew(job), {
                type: "good",
                sticky: true,
                action: {
                    name: _t("Open"),
                    run: () => this.screen.open("job", job.id),
                },
            });
        }
    }

    textOfNew(job) {
        if (job.leg === "return") {
            return _t("Way back: please bring back %s", job.number);
        }
        return job.is_accepted === false
            ? _t("You were given an errand: %s. Do you take it?", job.number)
            : _t("You have a new errand: %s", job.number);
    }

    /** A job that is not held any more: say why, unless this phone delivered it. */
    async onGone(job) {
        this.pool.won.delete(job.id);
        if (this.delivered.has(job.id)) {
            return;
        }
        let reason = "";
        try {
            const {state, ending} = await this.connection.call("job", {
                task_id: job.id,
            });
            reason = ending || this.reasonOf(state);
        } catch (error) {
            reason = error.kind === "refused" ? error.message : this.reasonOf("");
        }
        await this.jobDetails.forget(job.id);
        if (reason) {
            this.alerts.play("bad");
            this.notices.add(
                _t("%(number)s: %(reason)s", {number: job.number, reason}),
                {
                    type: "bad",
                    sticky: true,
                }
            );
        }
        const {name, id} = this.screen.state;
        if (name === "job" && id === job.id) {
            this.screen.home();
        }
    }

    reasonOf(state) {
        const reasons = {
            done: "", // delivered from another window of the same courier
            cancelled: _t("It was cancelled. Please do not go on with it."),
            failed: _t("Our staff ended it. Please do not go on with it."),
        };
        return (
            reasons[state] ??
            _t("It is not yours any more. Please do not go on with it.")
        );
    }
}

export const newsService = {
    dependencies: [
        "courier_connection",
        "courier",
        "courier_pool",
        "courier_taps",
        "courier_job_details",
        "courier_alerts",
        "courier_notices",
        "courier_offers",
        "courier_screen",
    ],
    start(env, services) {
        const news = new News({
            connection: services.courier_connection,
            courier: services.courier,
            pool: services.courier_pool,
            taps: services.courier_taps,
            jobDetails: services.courier_job_details,
            alerts: services.courier_alerts,
            notices: services.courier_notices,
            offers: services.courier_offers,
            screen: services.courier_screen,
        });
        news.listen();
        return news;
    },
};
