import {localization} from "@web/core/l10n/localization";
import {_t} from "@web/core/l10n/translation";

/**
 * Numbers and times as the courier reads them. Amounts come from the server; here
 * they are only written out.
 */

function locale() {
    return (localization.code || "en_US").replace("_", "-").replace("@latin", "");
}

/**
 * @param {number} amount
 * @param {{symbol: string, position: string, digits: number}} currency
 */
export function money(amount, currency) {
    const digits = currency?.digits ?? 2;
    const text = new Intl.NumberFormat(locale(), {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
    }).format(amount || 0);
    const symbol = currency?.symbol || "";
    return currency?.position === "after"
        ? `${text}\u00a0${symbol}`
        : `${symbol}${text}`;
}

export function kilometres(km) {
    const text = new Intl.NumberFormat(locale(), {maximumFractionDigits: 1}).format(km);
    return _t("%s km", text);
}

export function kilograms(kg) {
    const text = new Intl.NumberFormat(locale(), {maximumFractionDigits: 2}).format(kg);
    return _t("%s kg", text);
}

/** The time of day, with the date when it is another day's. */
export function clock(iso, now = Date.now()) {
    if (!iso) {
        return "";
    }
    const moment = new Date(iso);
    const options = {hour: "2-digit", minute: "2-digit"};
    if (new Date(now).toDateString() !== moment.toDateString()) {
        Object.assign(options, {month: "short", day: "numeric"});
    }
    return new Intl.DateTimeFormat(locale(), options).format(moment);
}

/** How long ago, in the largest fitting unit. */
export function ago(iso, now = Date.now()) {
    const minutes = Math.floor(Math.max(0, now - new Date(iso).getTime()) / 60000);
    if (minutes < 1) {
        return _t("just now");
    }
    if (minutes < 60) {
        return _t("%s min ago", minutes);
    }
    const hours = Math.floor(minutes / 60);
    return hours < 24
        ? _t("%s h ago", hours)
        : _t("%s days ago", Math.floor(hours / 24));
}

/** When the customer wants it. */
export function wanted(from, until, now = Date.now()) {
    if (!from && !until) {
        return _t("As soon as possible");
    }
    if (!until) {
        return _t("From %s", clock(from, now));
    }
    if (!from) {
        return _t("Until %s", clock(until, now));
    }
    return `${clock(from, now)} – ${clock(until, now)}`;
}

/** Minutes and seconds as a clock shows them, from milliseconds. */
export function clockText(ms) {
    const seconds = Math.max(0, Math.ceil(ms / 1000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
