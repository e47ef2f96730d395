import {router} from "@web/core/browser/router";

/** What stands in the address for each filter. */
const KEYS = {
    branch: "branch",
    category: "category",
    service_class: "class",
    text: "q",
    late: "late",
};
/** The filters of a board that somebody comes back to from an order. */
const remembered = new WeakMap();

/** Return the filters of the address, or those that this board had before. */
export function readFilters(action, state = router.current) {
    const before = remembered.get(action);
    if (before) {
        return {...before};
    }
    return {
        branch: Number(state[KEYS.branch]) || 0,
        category: Number(state[KEYS.category]) || 0,
        service_class: String(state[KEYS.service_class] || ""),
        text: String(state[KEYS.text] || ""),
        late: Boolean(state[KEYS.late]),
    };
}

/** Put the filters into the address: it can be kept and sent. */
export function keepFilters({action, updateActionState}, filters) {
    remembered.set(action, {...filters});
    const shown = Object.entries(KEYS).map(([name, key]) => {
        const value = filters[name] === true ? 1 : filters[name];
        return [key, value || undefined];
    });
    updateActionState?.(Object.fromEntries(shown));
}
