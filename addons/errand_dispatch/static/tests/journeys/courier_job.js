/* A whole errand in the courier's app, as a thumb does it. Loaded by the test alone. */
(() => {
    const PATIENCE_MS = 20000;
    const {errandJourney} = window;

    async function find(selector, text = "") {
        const until = Date.now() + PATIENCE_MS;
        while (Date.now() < until) {
            const found = [...document.querySelectorAll(selector)].find(
                (element) => !element.disabled && element.textContent.includes(text)
            );
            if (found) {
                return found;
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error(`not found: ${selector} ${text}`);
    }

    async function tap(selector, text) {
        const element = await find(selector, text);
        element.scrollIntoView({block: "center"});
        element.click();
    }

    async function type(selector, value) {
        const input = await find(selector);
        input.value = value;
        input.dispatchEvent(new Event("input", {bubbles: true}));
    }

    function check(isTrue, what) {
        if (!isTrue) {
            throw new Error(what);
        }
    }

    function checkFits() {
        const {scrollWidth, clientWidth} = document.documentElement;
        check(scrollWidth <= clientWidth, `the page is ${scrollWidth} px wide`);
    }

    async function carry() {
        checkFits();
        await tap(".courier-switch", "Off duty");
        await find(".courier-switch-on");
        const card = `[data-task="${errandJourney.taskId}"]`;
        await find(card);
        checkFits();
        await tap(`${card} .courier-grab`);
        await find(".courier-address", "2 Wulin Square");
        checkFits();
        for (const step of ["at_pickup", "picked_up", "at_dropoff", "deliver"]) {
            await tap(`[data-step="${step}"]`);
        }
        await type(".courier-code", errandJourney.wrongCode);
        await tap("button[type=submit]", "Confirm delivery");
        await find(".courier-warning", "4");
        await type(".courier-code", errandJourney.code);
        await tap("button[type=submit]", "Confirm delivery");
        await find("h1", "Delivered");
        await find(".courier-earnings-total", errandJourney.pay);
        await tap(".courier-success button", "Next errand");
        await tap(".courier-earned", errandJourney.pay);
        await find(".courier-list-row", errandJourney.number);
        await tap("[aria-label=Back]");
        await tap(".courier-switch", "On duty");
        await find(".courier-empty", "You are off duty");
    }

    carry().then(
        () => console.log("test successful"),
        (error) => console.error(`journey: ${error.message}`)
    );
})();
