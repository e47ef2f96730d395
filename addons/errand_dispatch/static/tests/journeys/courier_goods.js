/* Buying for a customer, as a thumb does it. Loaded by the test alone. */
(() => {
    const {errandJourney} = window;
    const {find, gone, tap, type, photograph, checkFits, run} = window.errandThumb;

    async function askMore() {
        await tap(".courier-job-card");
        await tap("[data-step=at_pickup]");
        await find("[data-step=bought]");
        await find(".courier-goods-cap", "50.00");
        await tap(".courier-ask-more");
        await type("#ask-amount", "20");
        await tap("button[type=submit]", "Ask the customer");
        await find(".courier-ask-asked", "20.00");
        checkFits();
    }

    async function buyAndDeliver() {
        await tap(".courier-job-card");
        await find(".courier-ask-agreed", "20.00");
        await find(".courier-goods-cap", "70.00");
        await tap("[data-step=bought]");
        await tap("button[type=submit]", "Send");
        await find(".courier-warning", "amount on the receipt");
        await type("#bought-amount", "62.4");
        await tap("button[type=submit]", "Send");
        await find(".courier-warning", "photo of the receipt");
        await photograph(".courier-bought input[type=file]");
        await find(".courier-photo-preview");
        checkFits();
        await tap("button[type=submit]", "Send");
        await find(".courier-receipts img");
        await gone(".courier-bought");
        await tap(".courier-receipts button", "Correct");
        await type("#bought-amount", "62.35");
        await tap("button[type=submit]", "Send");
        await find(".courier-receipts strong", "62.35");
        await gone(".courier-bought");
        for (const step of ["picked_up", "at_dropoff", "deliver"]) {
            await tap(`[data-step="${step}"]`);
        }
        await type(".courier-code", errandJourney.code);
        await tap("button[type=submit]", "Confirm delivery");
        await find("h1", "Delivered");
    }

    async function collectCash() {
        await tap(".courier-job-card");
        await find(".courier-goods", errandJourney.cash);
        for (const step of ["at_pickup", "picked_up", "at_dropoff", "deliver"]) {
            await tap(`[data-step="${step}"]`);
        }
        await type(".courier-code", errandJourney.code);
        await tap("button[type=submit]", "Confirm delivery");
        await find(".courier-warning", "collect the cash");
        checkFits();
        await tap(".courier-cash input");
        await tap("button[type=submit]", "Confirm delivery");
        await find("h1", "Delivered");
    }

    run({askMore, buyAndDeliver, collectCash}[errandJourney.part]);
})();
