import {_t} from "@web/core/l10n/translation";

export function isOver(card, now) {
    return new Date(card.expires_at).getTime() <= now;
}

/** A task may be offered anew while its last offer still holds: the later one counts. */
export function onePerTask(cards) {
    const byTask = new Map();
    for (const card of cards) {
        const twin = byTask.get(card.id);
        if (!twin || card.expires_at > twin.expires_at) {
            byTask.set(card.id, card);
        }
    }
    return [...byTask.values()];
}

/** Those of the pool that are not on offer: a card that comes tells of the others. */
export function withoutOffered(cards, offers) {
    const offered = new Set(offers.map((card) => card.id));
    return cards.filter((card) => !offered.has(card.id));
}

/**
 * What is said of an offer that went before its time.
 *
 * @param {string} state that its task has now, empty when that is not known
 */
export function goneText({category}, state) {
    const texts = {
        assigned: _t("%s: somebody else took it.", category),
        cancelled: _t("%s: the customer cancelled it.", category),
    };
    return texts[state] || _t("%s: not on offer any more.", category);
}
