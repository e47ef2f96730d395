/* Offers and given work in the courier's app, as a thumb does it. Loaded by the test. */
(() => {
    const {errandJourney} = window;
    const {find, gone, tap, check, checkFits, run} = window.errandThumb;

    async function acceptOffer() {
        await find(".courier-offer[open] .courier-pay", errandJourney.pay);
        const text = document.querySelector(".courier-offer").textContent;
        check(!text.includes("Wulin"), "an exact address is shown");
        checkFits();
        await tap(".courier-offer-head button");
        await gone(".courier-offer[open]");
        checkFits();
        await tap(".courier-offer-strip");
        await tap(".courier-offer[open] .courier-accept");
        await find(".courier-address", "2 Wulin Square");
        await gone(".courier-offer[open]");
        await find("[data-step=at_pickup]");
    }

    async function acceptGiven() {
        await find(".courier-job-given", "Given to you");
        checkFits();
        await tap(".courier-job-card");
        await find(".courier-given", "Do you take it?");
        checkFits();
        await tap(".courier-given .courier-button-plain");
        await find("[data-cause]");
        await tap(".courier-sheet-head button");
        await gone(".courier-sheet");
        await tap(".courier-accept-given");
        await gone(".courier-given");
        await find("[data-step=at_pickup]");
    }

    run({acceptOffer, acceptGiven}[errandJourney.part]);
})();
