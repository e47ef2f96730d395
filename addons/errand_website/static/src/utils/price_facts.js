/** What a price depends on, as typed into the form. The server reads and checks it. */

const SLOT = ["slot_date", "slot_from", "slot_until"];
const DETAILS = ["branch_id", "weight_kg", "when", ...SLOT];
const RELEVANT = new RegExp(`_(latitude|longitude)$|^(${DETAILS.join("|")})$`);

/** Tell whether a field is part of what the price depends on. */
export function isPriced(name) {
    return RELEVANT.test(name || "");
}

/** Return the parameters of /errand/quote. */
export function priceFacts(form, serviceClass) {
    const typed = new FormData(form);
    const point = (end) =>
        ["latitude", "longitude"].map((part) => typed.get(`${end}_${part}`) || "");
    return {
        category_id: form.dataset.categoryId,
        points: {pickup: point("pickup"), dropoff: point("dropoff")},
        details: Object.fromEntries(
            DETAILS.filter((name) => typed.get(name)).map((name) => [
                name,
                typed.get(name),
            ])
        ),
        service_class: serviceClass,
    };
}

/** Tell whether enough is typed that asking makes sense. */
export function isAskable(form) {
    const typed = new FormData(form);
    const isFull = (name) => Boolean((typed.get(name) || "").trim());
    const ends = [...form.querySelectorAll(".o_errand_end[data-need=required]")];
    const slot = typed.get("when") === "slot" ? SLOT : [];
    const needed = [...form.querySelectorAll("[name=weight_kg][required]")].map(
        (input) => input.name
    );
    return (
        ends.every(
            ({dataset: {end}}) =>
                isFull(`${end}_latitude`) && isFull(`${end}_longitude`)
        ) && [...slot, ...needed].every(isFull)
    );
}
