/* What a thumb does in the courier's app. Loaded by the tests of journeys alone. */
(() => {
    const PATIENCE_MS = 20000;

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

    async function gone(selector) {
        const until = Date.now() + PATIENCE_MS;
        while (document.querySelector(selector)) {
            check(Date.now() < until, `still there: ${selector}`);
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
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

    /** Take a photo: a plain one, but a real JPEG. */
    async function photograph(selector) {
        const input = await find(selector);
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 40;
        canvas.getContext("2d").fillRect(4, 4, 20, 20);
        const blob = await new Promise((resolve) =>
            canvas.toBlob(resolve, "image/jpeg")
        );
        const files = new DataTransfer();
        files.items.add(new File([blob], "receipt.jpg", {type: "image/jpeg"}));
        input.files = files.files;
        input.dispatchEvent(new Event("change", {bubbles: true}));
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

    /** Tell the test how the journey ended. */
    function run(journey) {
        journey().then(
            () => console.log("test successful"),
            (error) => console.error(`journey: ${error.message}`)
        );
    }

    window.errandThumb = {find, gone, tap, type, photograph, check, checkFits, run};
})();
