/**
 * What of the pool is shown, and in which order. The server decides what is in the
 * pool; these are the courier's own glasses.
 */

export const NO_FILTERS = Object.freeze({
    categoryIds: [],
    maxKm: 0,
    minPay: 0,
    sort: "near",
});

const SORTS = {
    near: (a, b) => (a.km_to_start ?? 0) - (b.km_to_start ?? 0),
    pay: (a, b) => b.pay - a.pay,
    new: (a, b) => (b.opened_at || "").localeCompare(a.opened_at || ""),
};

export const SORT_NAMES = Object.keys(SORTS);

function passes(card, {categoryIds, maxKm, minPay}) {
    const wanted = !categoryIds.length || categoryIds.includes(card.category_id);
    // An errand without a trip is near everybody.
    const near = !maxKm || (card.km_to_start ?? 0) <= maxKm;
    return wanted && near && card.pay >= minPay;
}

/** Return the cards that pass, sorted; equal ones keep the server's order. */
export function filterCards(cards, filters) {
    return cards.filter((card) => passes(card, filters)).sort(SORTS[filters.sort]);
}

/** Return the categories that occur, once each, by name. */
export function categoriesOf(cards) {
    const found = new Map();
    for (const card of cards) {
        found.set(card.category_id, {
            id: card.category_id,
            name: card.category,
            icon: card.icon,
        });
    }
    return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

export function countFilters({categoryIds, maxKm, minPay}) {
    return [categoryIds.length, maxKm, minPay].filter(Boolean).length;
}

/** Read filters that were kept, whatever became of them in between. */
export function readFilters(text) {
    let kept = null;
    try {
        kept = JSON.parse(text);
    } catch {
        return {...NO_FILTERS};
    }
    return {
        categoryIds: Array.isArray(kept?.categoryIds)
            ? kept.categoryIds.filter(Number.isInteger)
            : [],
        maxKm: Number(kept?.maxKm) > 0 ? Number(kept.maxKm) : 0,
        minPay: Number(kept?.minPay) > 0 ? Number(kept.minPay) : 0,
        sort: SORT_NAMES.includes(kept?.sort) ? kept.sort : "near",
    };
}
