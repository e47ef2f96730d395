/* A whole errand in the courier's app, as a thumb does it. Loaded by the test alone. */
(() => {
    const {errandJourney} = window;
    const {find, tap, type, checkFits, run} = window.errandThumb;

    /** Give a photo as a camera does. */
    async function photograph(kind) {
        const canvas = document.createElement("canvas");
        Object.assign(canvas, {width: 2000, height: 1000});
        canvas.getContext("2d").fillRect(20, 20, 500, 500);
        const blob = await new Promise((resolve) => canvas.toBlob(resolve));
        const files = new DataTransfer();
        files.items.add(new File([blob], "photo.png", {type: "image/png"}));
        const input = await find(`[data-proof=${kind}] input`);
        input.files = files.files;
        input.dispatchEvent(new Event("change", {bubbles: true}));
        await find(`[data-proof=${kind}]`, "Sent");
    }

    /** Draw a line with a finger. */
    async function sign() {
        const canvas = await find("canvas.courier-signature");
        canvas.scrollIntoView({block: "center"});
        const {left, top} = canvas.getBoundingClientRect();
        const touch = (type, x, y) =>
            canvas.dispatchEvent(
                new PointerEvent(type, {
                    bubbles: true,
                    cancelable: true,
                    pointerId: 1,
                    isPrimary: true,
                    button: 0,
                    buttons: type === "pointerup" ? 0 : 1,
                    clientX: left + x,
                    clientY: top + y,
                })
            );
        touch("pointerdown", 20, 40);
        for (let x = 30; x < 150; x += 10) {
            touch("pointermove", x, 40 + (x % 40));
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
        touch("pointerup", 150, 60);
        await tap(".courier-signature-keep");
        await find("[data-proof=signature]", "Sent");
    }

    async function prove() {
        await tap("button[type=submit]", "Confirm delivery");
        await find(".courier-warning", "six digits");
        await photograph("photo");
        await sign();
        checkFits();
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
            if (step === "picked_up" && errandJourney.hasProofs) {
                await tap(`[data-step="${step}"]`);
                await find(".courier-warning", "photo of the goods");
                await photograph("pickup_photo");
            }
            await tap(`[data-step="${step}"]`);
        }
        if (errandJourney.hasProofs) {
            await prove();
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

    run(carry);
})();
