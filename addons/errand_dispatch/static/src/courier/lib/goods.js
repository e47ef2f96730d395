/**
 * The purchases of a job that were tapped and are not sent yet.
 *
 * @param {{id: number}} job
 * @param {object[]} taps
 */
export function waitingPurchases(job, taps) {
    return taps.filter(
        (tap) =>
            tap.taskId === job.id && tap.step === "bought" && tap.status === "waiting"
    );
}

/** What they add to what was spent: a correction adds the difference alone. */
function waitingAmount(job, taps) {
    const known = new Map(job.goods?.purchases.map((line) => [line.id, line.amount]));
    return waitingPurchases(job, taps).reduce(
        (sum, {data}) => sum + data.amount - (known.get(data.corrects_id) || 0),
        0
    );
}

/** What was spent, with what the server does not know yet. */
export function spent(job, taps) {
    return cents(job.goods.spent + waitingAmount(job, taps));
}

/** What the courier collects at the door; the server checks it. */
export function cashDue(job, taps) {
    return job.is_cash ? cents(job.cash_due + waitingAmount(job, taps)) : 0;
}

function cents(amount) {
    return Math.round(amount * 1000) / 1000;
}

/** A typed amount, null when it is none: with a point or a comma. */
export function readAmount(text) {
    const clean = text.trim().replace(",", ".");
    return /^\d{1,7}(\.\d{0,3})?$/.test(clean) ? Number(clean) : null;
}
