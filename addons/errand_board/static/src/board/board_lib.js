/* global luxon */
import {_t} from "@web/core/l10n/translation";

const {DateTime} = luxon;
const EARTH_KM = 6371.0088;

/** Columns of the board, from left to right. */
export const columns = () => [
    {key: "scheduled", title: _t("Scheduled")},
    {key: "open", title: _t("Open")},
    {key: "assigned", title: _t("Assigned")},
    {key: "under_way", title: _t("Under way")},
];

export const lateWords = () => ({
    slot_missed: _t("Promised time is over"),
    slot_at_risk: _t("Will be too late"),
    courier_late: _t("Courier is late"),
    open_long: _t("Open too long"),
});

/** Whole minutes from an ISO moment to now, never less than none. */
export function minutesSince(iso, now) {
    return Math.max(0, Math.floor((now - DateTime.fromISO(iso).toMillis()) / 60000));
}

/** How long ago in words, such as "3 min" or "2 h 5 min". */
export function age(iso, now) {
    const minutes = minutesSince(iso, now);
    if (minutes < 1) {
        return _t("now");
    }
    if (minutes < 60) {
        return _t("%s min", minutes);
    }
    const hours = Math.floor(minutes / 60);
    return hours < 48
        ? _t("%(hours)s h %(minutes)s min", {hours, minutes: minutes % 60})
        : _t("%s days", Math.floor(hours / 24));
}

/** When somebody was last seen, in words. */
export function ago(iso, now) {
    return minutesSince(iso, now) < 1 ? _t("just now") : _t("%s ago", age(iso, now));
}

/** Whether a position may be shown as where somebody is. */
export function isLive(position, now) {
    return Boolean(position) && now < DateTime.fromISO(position.live_until).toMillis();
}

/** The clock of whoever looks; with the day, when that is another one. */
export function clock(iso) {
    const moment = DateTime.fromISO(iso);
    return moment.hasSame(DateTime.now(), "day")
        ? moment.toLocaleString(DateTime.TIME_SIMPLE)
        : moment.toLocaleString({
              month: "short",
              day: "numeric",
              hour: "numeric",
              minute: "2-digit",
          });
}

/** When it is wanted: a slot, or nothing when it is wanted now. */
export function slot({wanted_from: from, wanted_until: until}) {
    if (from && until) {
        return `${clock(from)} – ${clock(until)}`;
    }
    return until ? _t("until %s", clock(until)) : from ? clock(from) : "";
}

const isPoint = (stop) => Boolean(stop) && stop.latitude !== null;

/** Kilometres as the crow flies (haversine), null when a place is not known. */
export function kmBetween(start, end) {
    if (!isPoint(start) || !isPoint(end)) {
        return null;
    }
    const rad = (degrees) => (degrees * Math.PI) / 180;
    const dLat = rad(end.latitude - start.latitude) / 2;
    const dLon = rad(end.longitude - start.longitude) / 2;
    const chord =
        Math.sin(dLat) ** 2 +
        Math.cos(rad(start.latitude)) *
            Math.cos(rad(end.latitude)) *
            Math.sin(dLon) ** 2;
    return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Where a courier goes next, and then: the stops that are left. */
export function stopsLeft(card) {
    const stops = [];
    if (card.column !== "under_way" && isPoint(card.pickup)) {
        stops.push({...card.pickup, kind: "pickup"});
    }
    if (isPoint(card.dropoff)) {
        stops.push({...card.dropoff, kind: "dropoff"});
    }
    return stops;
}

/**
 * The people with their distance to a task. Their order stays: a list that moved while a
 * card is carried to it would give the card to somebody else.
 */
export function withDistance(people, card) {
    const target = card ? stopsLeft(card)[0] : null;
    return people.map((person) => ({
        ...person,
        km: target ? kmBetween(person.position, target) : null,
    }));
}
