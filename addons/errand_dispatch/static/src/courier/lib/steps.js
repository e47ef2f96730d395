import {_t} from "@web/core/l10n/translation";

/**
 * The next of the server's steps that was not tapped yet; null when all were.
 *
 * @param {{steps: string[]}} job
 * @param {string[]} waiting steps that were tapped and are not sent yet
 */
export function nextStep(job, waiting) {
    return job.steps.find((step) => !waiting.includes(step)) || null;
}

/** What the button of a step says. */
export function stepLabel(step, job) {
    if (job.leg === "return" && step === "at_dropoff") {
        return _t("Arrived, back again");
    }
    if (job.leg === "return" && step === "deliver") {
        return _t("Hand it back");
    }
    if (step === "deliver" && !job.has_dropoff) {
        return _t("Finish");
    }
    const labels = {
        at_pickup: _t("Arrived at pick-up"),
        bought: _t("Bought"),
        picked_up: _t("Picked up"),
        at_dropoff: _t("Arrived at drop-off"),
        deliver: _t("Deliver"),
    };
    return labels[step] || "";
}

/** The stages of a job with their times, in their order. */
export function stagesOf(job, waiting) {
    const back = [
        {name: "picked_up", label: _t("On the way back")},
        {name: "at_dropoff", label: _t("Arrived, back again")},
        {name: "done", label: _t("Handed back"), step: "deliver"},
    ];
    const there = [
        {name: "assigned", label: _t("Grabbed")},
        job.has_pickup && {name: "at_pickup", label: _t("At pick-up")},
        job.has_pickup && {name: "picked_up", label: _t("Picked up")},
        job.has_dropoff && {name: "at_dropoff", label: _t("At drop-off")},
        {
            name: "done",
            label: job.has_dropoff ? _t("Delivered") : _t("Finished"),
            step: "deliver",
        },
    ];
    const stages = job.leg === "return" ? back : there;
    return stages.filter(Boolean).map((stage) => ({
        ...stage,
        at: job.stages[stage.name],
        isWaiting: waiting.includes(stage.step || stage.name),
    }));
}
